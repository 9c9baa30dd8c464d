// @ts-check

/** How near to its end a list counts as read to the end, px. */
const NEAR = 48;

/** Keeps a scrolled list at its end while its reader is there, and where it is while they read something older. */
export class Stick {
  #box;
  #atEnd = true;

  /** @param {HTMLElement} box that scrolls @param {AbortSignal} signal @param {() => void} moved called when the reader moved */
  constructor(box, signal, moved) {
    this.#box = box;
    box.addEventListener("scroll", () => {
      this.#atEnd = this.#toEnd() <= NEAR;
      moved();
    }, {signal, passive: true});
    const resized = new ResizeObserver(() => this.#atEnd && this.toEnd());
    resized.observe(box);
    signal.addEventListener("abort", () => resized.disconnect(), {once: true});
  }

  get atEnd() {
    return this.#atEnd;
  }

  get atStart() {
    return this.#box.scrollTop < NEAR;
  }

  toEnd() {
    this.#atEnd = true;
    this.#box.scrollTop = this.#box.scrollHeight;
  }

  /** @param {() => void} change of the list; what is being read stays in place even when something comes in above it */
  keep(change) {
    const toEnd = this.#toEnd(), atEnd = this.#atEnd, height = this.#box.scrollHeight;
    change();
    if (atEnd) this.toEnd();
    else if (this.atStart && this.#box.scrollHeight !== height) this.#box.scrollTop = this.#box.scrollHeight - this.#box.clientHeight - toEnd;
  }

  #toEnd() {
    return this.#box.scrollHeight - this.#box.clientHeight - this.#box.scrollTop;
  }
}
