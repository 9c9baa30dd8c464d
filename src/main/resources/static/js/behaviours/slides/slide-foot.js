// @ts-check
import { part, say } from "../../lib/dom.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";

/** Under the picture: which slide it is, turning it, all slides, full screen. */
export class LecternSlideFoot extends RoomElement {
  begin() {
    const slides = this.#slides;
    this.on(slides, "view", () => this.#show());
    this.on(this.stage, "may", () => this.#show());
    this.on(part(this, "previous"), "click", () => slides.step(-1));
    this.on(part(this, "next"), "click", () => slides.step(1));
    if (!this.stage.leads) this.on(part(this, "back"), "click", () => slides.back());
    this.on(part(this, "all"), "click", () => this.room.dispatchEvent(new CustomEvent("act:all-slides")));
    this.on(part(this, "full"), "click", () => this.full());
    this.on(document, "fullscreenchange", () => part(this, "full").setAttribute("aria-pressed", String(document.fullscreenElement !== null)));
    part(this, "full").hidden = !document.fullscreenEnabled;
    this.#show();
  }

  /** Full screen, or back from it. */
  full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.closest(".stage")?.requestFullscreen();
  }

  get #slides() {
    return /** @type {import("./slides.js").LecternSlides} */ (this.room.querySelector("lectern-slides"));
  }

  #show() {
    const {deck, page, last, private: alone} = this.#slides.view;
    part(this, "turn").hidden = part(this, "all").hidden = !deck;
    if (this.stage.leads) part(this, "pointer").hidden = !deck || !this.stage.may.lead;
    if (!deck) return say(part(this, "page"), "");
    say(part(this, "page"), words(alone ? "slides.page.private" : "slides.page", {page, pages: deck.pages}));
    part(this, "previous").disabled = page <= 1;
    part(this, "next").disabled = page >= last;
    if (this.stage.leads) {
      part(this, "turn").hidden = part(this, "all").hidden = !this.stage.may.lead;
      return;
    }
    part(this, "back").hidden = !alone;
    // With nothing to look back to there is nothing to turn.
    part(this, "turn").hidden = last <= 1;
  }
}
