// @ts-check
import { part, say } from "../../lib/dom.js";
import { words } from "../../lib/words.js";
import { copy, openDeck } from "./deck.js";
import { RoomElement } from "../../room/element.js";

/** For whoever teaches: the slide that comes next. */
export class LecternNextSlide extends RoomElement {
  #wanted = "";

  begin() {
    this.follow(["state", "may"], () => this.#show());
  }

  #show() {
    const {deck, page} = this.stage.state.slides;
    this.hidden = deck === null || !this.stage.may.lead;
    if (!deck) return;
    const next = page < deck.pages ? page + 1 : null;
    say(part(this, "deck"), deck.title);
    say(part(this, "page"), next ? words("slides.next.page", {page: next}) : "");
    part(this, "none").hidden = next !== null;
    part(this, "canvas").hidden = next === null;
    if (next) this.#draw(deck, next);
  }

  /** @param {import("./state.js").Deck} deck @param {number} page */
  async #draw(deck, page) {
    const wanted = `${deck.url} ${page}`;
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    const canvas = /** @type {HTMLCanvasElement} */ (part(this, "canvas"));
    canvas.width = canvas.height = 0; // the slide before it is not the next
    canvas.setAttribute("aria-label", words("slides.alt", {page, pages: deck.pages, deck: deck.title}));
    try {
      const width = Math.round((this.clientWidth || 232) * devicePixelRatio);
      const drawn = await (await openDeck(deck.url)).sketch(page, width, width);
      if (wanted === this.#wanted) copy(drawn, canvas);
    } catch {
      this.#wanted = "";
    }
  }
}
