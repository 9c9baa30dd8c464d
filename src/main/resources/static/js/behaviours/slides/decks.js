// @ts-check
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { upload } from "../../lib/upload.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";
import { drawnPages } from "./drawn.js";

/** 200 MB: the server refuses more, and it need not travel to learn that. */
const LARGEST = 200 * 1024 * 1024;

/** Choosing what is shown, and bringing a new PDF into the room. */
export class LecternDecks extends RoomElement {
  begin() {
    this.on(this.room, "act:slides", () => this.#open());
    this.follow(["may"], () => {
      for (const button of this.room.querySelectorAll('[data-act="slides"]')) /** @type {HTMLButtonElement} */ (button).disabled = !this.stage.may.lead;
    });
    this.on(part(this, "file"), "change", () => this.#chosen());
    this.on(part(this, "list"), "click", event => this.#show(event));
  }

  async #open() {
    this.#error("");
    if (!this.#dialog.open) this.#dialog.showModal();
    try {
      this.#list(await this.#fetch());
    } catch {
      this.#error(words("decks.failed"));
    }
  }

  /** @returns {Promise<import("./state.js").Deck[]>} */
  async #fetch() {
    const answer = await fetch(this.#url, {headers: {accept: "application/json"}});
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  /** @param {import("./state.js").Deck[]} decks */
  #list(decks) {
    part(this, "none").hidden = decks.length > 0;
    const shown = this.stage.state.slides.deck?.id;
    keyed(part(this, "list"), decks, deck => deck.id, () => fromTemplate("deck"), (row, deck) => {
      const button = /** @type {HTMLElement} */ (row.firstElementChild);
      button.dataset.deck = String(deck.id);
      button.toggleAttribute("aria-current", deck.id === shown);
      part(row, "title").textContent = deck.title;
      part(row, "pages").textContent = words("decks.pages", {count: deck.pages});
    });
  }

  /** @param {MouseEvent} event */
  #show(event) {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-deck]"));
    if (!button) return;
    this.stage.command("slide.show", {deck: Number(button.dataset.deck)});
    this.#dialog.close();
  }

  async #chosen() {
    const input = /** @type {HTMLInputElement} */ (part(this, "file")), file = input.files?.[0];
    input.value = "";
    if (!file) return;
    if (file.size > LARGEST) return this.#error(words("decks.too.large"));
    this.#error("");
    this.#progress(file.name, 0);
    try {
      const drawn = await drawnPages(file);
      const {status, body} = await upload(this.#url, drawn === null ? {file} : {file, drawn},
        {progress: share => this.#progress(file.name, share), signal: this.signal});
      if (status >= 200 && status < 300 && body) return this.#arrived(body);
      this.#error(status === 401 || status === 403 ? words("decks.signedout") : status === 413 ? words("decks.too.large") : body?.detail ?? words("decks.failed"));
    } catch {
      this.#error(words("decks.failed"));
    } finally {
      part(this, "progress").hidden = true;
    }
  }

  // What was just brought along is what one wants to show.
  /** @param {import("./state.js").Deck} deck */
  #arrived(deck) {
    this.stage.command("slide.show", {deck: deck.id});
    this.#dialog.close();
  }

  /** @param {string} name @param {number} share */
  #progress(name, share) {
    const percent = Math.floor(share * 100);
    part(this, "progress").hidden = false;
    say(part(this, "name"), words(share < 1 ? "decks.uploading" : "decks.preparing", {name}));
    say(part(this, "percent"), `${percent} %`);
    part(this, "meter").parentElement.style.setProperty("--v", `${percent}%`);
  }

  /** @param {string} text */
  #error(text) {
    const error = part(this, "error");
    error.hidden = !text;
    say(error, text);
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.closest("dialog"));
  }

  get #url() {
    return `${this.room.lectureUrl}/decks`;
  }
}
