// @ts-check
import { fromTemplate, keyed } from "../../lib/dom.js";
import { words } from "../../lib/words.js";
import { copy, openDeck } from "./deck.js";
import { RoomElement } from "../../room/element.js";

/** Width of a thumbnail, CSS px. */
const WIDTH = 200;

/** All slides this person may look at, drawn as they come into sight. */
export class LecternSlideGrid extends RoomElement {
  /** @type {IntersectionObserver|null} */
  #sight = null;

  begin() {
    this.#sight = new IntersectionObserver(entries => {
      for (const {isIntersecting, target} of entries) if (isIntersecting) this.#draw(/** @type {HTMLElement} */ (target));
    }, {root: this.#dialog, rootMargin: "200px"});
    this.signal.addEventListener("abort", () => this.#sight?.disconnect(), {once: true});
    this.on(this.room, "act:all-slides", () => this.#open());
    this.on(this.#list, "click", event => this.#choose(event));
  }

  #open() {
    const {deck, last, page} = this.#slides.view;
    if (!deck) return;
    const pages = Array.from({length: last}, (_, i) => i + 1);
    keyed(this.#list, pages, n => `${deck.id} ${n}`, () => fromTemplate("slide-thumb"), (row, n) => this.#fill(row, n, page));
    this.#dialog.showModal();
    /** @type {HTMLElement|null} */ (this.#list.querySelector("[aria-current]"))?.focus();
  }

  /** @param {HTMLElement} row @param {number} n @param {number} page */
  #fill(row, n, page) {
    const button = /** @type {HTMLElement} */ (row.firstElementChild);
    button.dataset.page = String(n);
    button.setAttribute("aria-label", words("slides.thumb", {page: n}));
    /** @type {Element} */ (button.querySelector("span")).textContent = String(n);
    if (n === page) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    this.#sight?.observe(button);
  }

  /** @param {HTMLElement} button */
  async #draw(button) {
    const {deck} = this.#slides.view;
    if (!deck || button.dataset.drawn) return;
    button.dataset.drawn = "yes";
    try {
      const width = Math.round(WIDTH * devicePixelRatio);
      const drawn = await (await openDeck(deck.url)).sketch(Number(button.dataset.page), width, width);
      copy(drawn, /** @type {HTMLCanvasElement} */ (button.querySelector("canvas")));
    } catch {
      delete button.dataset.drawn;
    }
  }

  /** @param {MouseEvent} event */
  #choose(event) {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-page]"));
    if (!button) return;
    this.#slides.turn(Number(button.dataset.page));
    this.#dialog.close();
  }

  get #slides() {
    return /** @type {import("./slides.js").LecternSlides} */ (this.room.querySelector("lectern-slides"));
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.closest("dialog"));
  }

  get #list() {
    return /** @type {HTMLElement} */ (this.querySelector("[data-part=grid]"));
  }
}
