// @ts-check
import { part, say } from "../../lib/dom.js";
import { words } from "../../lib/words.js";
import { SlideView } from "./slide-view.js";
import { copy, openDeck } from "./deck.js";
import { RoomElement } from "../../room/element.js";

/** The slide, as sharp as the screen is. Tells `view` when the page looked at changes. */
export class LecternSlides extends RoomElement {
  view = /** @type {SlideView} */ (/** @type {unknown} */ (null));
  #wanted = "";
  /** @type {number|null} the page this instructor asked for and the room has not turned to yet */
  #asked = null;

  begin() {
    this.view = new SlideView(this.stage.leads);
    const resized = new ResizeObserver(() => this.#draw());
    resized.observe(this);
    this.signal.addEventListener("abort", () => resized.disconnect(), {once: true});
    this.on(this.stage, "refused", () => this.#asked = null);
    this.follow(["state", "shown"], () => this.#follow());
  }

  /** @param {number} page privately for who follows, for everyone when staff turns it */
  turn(page) {
    const {deck} = this.view;
    if (!deck || page < 1 || page > deck.pages) return;
    if (this.stage.leads) {
      if (!this.stage.may.lead) return;
      this.#asked = page;
      this.stage.command("slide.turn", {page});
    } else {
      this.view.look(page);
      this.#changed();
    }
  }

  /** @param {number} by 1 or -1; presses that come faster than the room answers add up */
  step(by) {
    this.turn((this.#asked ?? this.view.page) + by);
  }

  /** To the slide being taught. */
  back() {
    this.view.back();
    this.#changed();
  }

  /** The box of the picture on the screen. */
  get picture() {
    return /** @type {HTMLElement} */ (part(this, "canvas")).getBoundingClientRect();
  }

  #follow() {
    const before = `${this.view.deck?.id} ${this.view.page} ${this.view.private} ${this.view.last}`;
    this.view.follow(this.stage.shown.slides);
    if (this.view.page === this.#asked) this.#asked = null;
    if (`${this.view.deck?.id} ${this.view.page} ${this.view.private} ${this.view.last}` !== before) this.#changed();
  }

  #changed() {
    this.dispatchEvent(new CustomEvent("view"));
    this.#draw();
  }

  async #draw() {
    const {deck, page} = this.view;
    part(this, "slide").hidden = !deck;
    part(this, "none").hidden = deck !== null;
    if (!deck || !this.clientWidth || !this.clientHeight) return;
    const width = Math.round(this.clientWidth * devicePixelRatio), height = Math.round(this.clientHeight * devicePixelRatio);
    const wanted = `${deck.url} ${page} ${width} ${height}`;
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    part(this, "canvas").setAttribute("aria-label", words("slides.alt", {page, pages: deck.pages, deck: deck.title}));
    try {
      const pdf = await openDeck(deck.url);
      const drawn = await pdf.drawn(page, width, height);
      if (wanted !== this.#wanted || this.signal.aborted) return;
      this.#show(drawn, page);
      say(part(this, "text"), await this.#text(pdf, deck, page));
      for (const n of [page + 1, page - 1]) if (n >= 1 && n <= pdf.pages) pdf.drawn(n, width, height).catch(() => {});
    } catch (failure) {
      console.error(failure);
      if (wanted === this.#wanted) this.#fail();
    }
  }

  /**
   * @param {HTMLCanvasElement} drawn
   * @param {number} page
   */
  #show(drawn, page) {
    const canvas = /** @type {HTMLCanvasElement} */ (part(this, "canvas"));
    copy(drawn, canvas);
    canvas.hidden = false;
    canvas.style.setProperty("inline-size", `${drawn.width / devicePixelRatio}px`);
    canvas.dataset.page = String(page);
    part(this, "failed").hidden = true;
  }

  /** @param {import("./deck.js").Deck} pdf @param {import("./state.js").Deck} deck @param {number} page */
  async #text(pdf, deck, page) {
    if (!await pdf.hidesWords()) return pdf.text(page);
    const answer = await fetch(`${this.room.lectureUrl}/decks/${deck.id}/words`, {headers: {accept: "application/json"}});
    return answer.ok && !answer.redirected ? (await answer.json())[page - 1] ?? "" : "";
  }

  #fail() {
    this.#wanted = "";
    // Another slide under these words would be taken for this one.
    part(this, "canvas").hidden = true;
    say(part(this, "text"), "");
    const failed = part(this, "failed");
    failed.hidden = false;
    say(failed, words("slides.failed"));
  }
}
