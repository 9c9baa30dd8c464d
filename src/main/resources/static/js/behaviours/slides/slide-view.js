// @ts-check

/**
 * Which page a person looks at: the one being taught, or, privately, one that was taught before. Whoever is not staff may
 * look back, not ahead.
 */
export class SlideView {
  /** @type {number|null} */
  #private = null;
  #slides = /** @type {import("./state.js").Slides} */ ({deck: null, page: 1, cuts: []});
  #ahead;

  /** @param {boolean} ahead whether this person may look at pages not taught yet */
  constructor(ahead) {
    this.#ahead = ahead;
  }

  /** @param {import("./state.js").Slides} slides */
  follow(slides) {
    if (slides.deck?.id !== this.#slides.deck?.id) this.#private = null;
    this.#slides = slides;
    if (this.#private === slides.page) this.#private = null;
  }

  get deck() {
    return this.#slides.deck;
  }

  get page() {
    return this.#private ?? this.#slides.page;
  }

  /** Whether this is not the page the others see. */
  get private() {
    return this.#private !== null;
  }

  /** The last page this person may look at. */
  get last() {
    const {deck, page, cuts} = this.#slides;
    if (!deck) return 0;
    return this.#ahead ? deck.pages : Math.max(page, ...cuts.filter(cut => cut.deck === deck.id).map(cut => cut.page));
  }

  /** @param {number} page looked at privately, as far as it may be */
  look(page) {
    const to = Math.min(Math.max(1, page), this.last);
    this.#private = to === this.#slides.page ? null : to;
  }

  back() {
    this.#private = null;
  }
}
