// @ts-check
import { fromTemplate, part } from "../lib/dom.js";
import { RoomElement } from "./element.js";

const STAYS = 6_000;

/** One sentence at a time at the foot of the page; it stays while it is pointed at or has focus. */
export class LecternToasts extends RoomElement {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;

  begin() {
    this.signal.addEventListener("abort", () => clearTimeout(this.#timer), {once: true});
  }

  /**
   * @param {string} text
   * @param {{action?: string, act?: () => void, urgent?: boolean, ms?: number}} more
   */
  show(text, {action, act, urgent = false, ms = STAYS}) {
    this.clear();
    const toast = fromTemplate("toast"), button = part(toast, "act");
    part(toast, "words").textContent = text;
    button.hidden = !act;
    button.textContent = action ?? "";
    button.addEventListener("click", () => {
      this.clear();
      act?.();
    });
    const wait = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => toast.matches(":hover, :focus-within") ? wait() : this.clear(), ms);
    };
    part(this, urgent ? "assertive" : "polite").append(toast);
    wait();
  }

  clear() {
    clearTimeout(this.#timer);
    for (const toast of this.querySelectorAll(".toast")) toast.remove();
  }
}
