// @ts-check
import { atMostEvery } from "../../lib/timing.js";
import { RoomElement } from "../../room/element.js";

/** How often whoever points says where, ms. */
const SAY = 50;
/** A pointer of which nothing is heard is gone, ms. */
const GONE = 3_000;

/** The dot on the slide: sent by whoever teaches while pointing is on, drawn for everyone else. A signal; it is never kept. */
export class LecternPointer extends RoomElement {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #gone;
  #pointing = false;

  begin() {
    this.on(this.stage, "signal", ({detail}) => detail.type === "pointer" && this.#draw(detail));
    this.signal.addEventListener("abort", () => clearTimeout(this.#gone), {once: true});
    if (this.stage.leads) this.#point();
  }

  #point() {
    const button = /** @type {HTMLElement} */ (this.room.querySelector('lectern-slide-foot [data-part="pointer"]'));
    const slide = /** @type {HTMLElement} */ (this.parentElement);
    const send = atMostEvery(SAY, at => this.stage.signal("pointer", at ?? {}), this.signal);
    this.on(button, "click", () => {
      this.#pointing = !this.#pointing;
      button.setAttribute("aria-pressed", String(this.#pointing));
      slide.toggleAttribute("data-pointing", this.#pointing);
      if (!this.#pointing) send(null);
    });
    this.on(slide, "pointermove", event => this.#pointing && send(this.#place(event)));
    this.on(slide, "pointerleave", () => this.#pointing && send(null));
  }

  /** @param {PointerEvent} event */
  #place({clientX, clientY}) {
    const {left, top, width, height} = /** @type {HTMLElement} */ (this.parentElement).getBoundingClientRect();
    return {x: share(clientX - left, width), y: share(clientY - top, height)};
  }

  /** @param {{by?: number, x?: number, y?: number}} signal */
  #draw({by, x, y}) {
    clearTimeout(this.#gone);
    const slides = /** @type {import("./slides.js").LecternSlides} */ (this.closest("lectern-slides"));
    // It belongs to the slide being taught, not to one looked at in private.
    this.hidden = x === undefined || y === undefined || by === this.stage.you.id || slides.view.private;
    if (this.hidden) return;
    this.style.setProperty("--x", `${Number(x) * 100}%`);
    this.style.setProperty("--y", `${Number(y) * 100}%`);
    this.#gone = setTimeout(() => this.hidden = true, GONE);
  }
}

/** @param {number} of @param {number} whole */
function share(of, whole) {
  return Math.round(Math.min(1, Math.max(0, of / whole)) * 10_000) / 10_000;
}
