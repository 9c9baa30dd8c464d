// @ts-check
import { forThisBrowser } from "../lib/kept.js";
import { part } from "../lib/dom.js";
import { words } from "../lib/words.js";
import { RoomElement } from "./element.js";

const KEPT = "layout";
const LAYOUTS = ["slides", "camera", "both"];
/** A phone has no room for two pictures. */
const phone = matchMedia("(max-width: 47.99rem)");

/**
 * What is large: the slides, the camera, or both side by side; one's choice is remembered. With nothing to show beside it the camera
 * fills the stage. Tells `change`.
 */
export class LecternLayout extends RoomElement {
  #shown = {people: false, screen: false};

  begin() {
    this.on(part(this, "layout"), "click", () => this.#choose(LAYOUTS[(LAYOUTS.indexOf(this.#chosen) + 1) % LAYOUTS.length]));
    this.on(phone, "change", () => this.#show());
    const resized = new ResizeObserver(() => this.#tell());
    resized.observe(this.room);
    this.signal.addEventListener("abort", () => resized.disconnect(), {once: true});
    this.follow(["state", "may"], () => this.#show());
  }

  /** @param {{people?: boolean, screen?: boolean}} what there is to lay out */
  shows(what) {
    this.#shown = {...this.#shown, ...what};
    this.#show();
  }

  /** Camera where the slides were, slides where the camera was. */
  swap() {
    this.#choose(this.#chosen === "camera" ? "slides" : "camera");
  }

  get maySwap() {
    return !this.stage.staff && !phone.matches && this.#hasSlides;
  }

  /** Where the main tile belongs now; null is among the others. @returns {HTMLElement|null} */
  get place() {
    const layout = this.#now;
    const name = layout !== "slides" ? "stage-camera" : this.stage.staff ? "own-camera" : phone.matches ? "rail" : "";
    const place = /** @type {HTMLElement|null} */ (name && this.room.querySelector(`[data-part="${name}"]`) || null);
    return place?.parentElement?.checkVisibility() ? place : null;
  }

  get #hasSlides() {
    return this.#shown.screen || this.stage.state.slides.deck !== null;
  }

  /** @returns {string} */
  get #chosen() {
    return LAYOUTS.find(layout => layout === forThisBrowser.get(KEPT)) ?? LAYOUTS[0];
  }

  get #now() {
    // What lies over the picture would hide who is seen.
    if (!this.#shown.people || this.stage.staff || ["planned", "break", "alone"].includes(String(this.stage.may.over))) return "slides";
    if (!this.#hasSlides) return "alone";
    return phone.matches ? "slides" : this.#chosen;
  }

  /** @param {string} layout */
  #choose(layout) {
    forThisBrowser.set(KEPT, layout);
    this.#show();
  }

  #show() {
    const button = part(this, "layout"), label = words(`layout.${this.#chosen}`);
    button.hidden = !this.maySwap || !this.#shown.people || this.stage.may.over !== null;
    button.setAttribute("aria-label", label);
    button.title = label;
    const stage = /** @type {HTMLElement} */ (this.closest(".stage"));
    if (stage.dataset.layout === this.#now) return;
    stage.dataset.layout = this.#now;
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}
