// @ts-check
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { isComposing } from "../../lib/keys.js";
import { words } from "../../lib/words.js";
import { brief } from "./row.js";
/** @typedef {import("./state.js").Message} Message */

/** Somebody who types so slowly is waited for, ms. */
const TYPING = 250;

/** Finds messages of the whole lecture, which the server has. */
export class Search {
  #root;
  #address;
  #when;
  #timer = 0;
  #asked = 0;

  /**
   * @param {HTMLElement} root of the chat
   * @param {{address: string, when: (at: number) => string, show: (seq: number) => void}} around where to ask, when something was, and what shows a message
   * @param {AbortSignal} signal
   */
  constructor(root, {address, when, show}, signal) {
    this.#root = root;
    this.#address = address;
    this.#when = when;
    const text = part(root, "find-text");
    part(root, "find-open").addEventListener("click", () => this.#open(), {signal});
    part(root, "find-no").addEventListener("click", () => this.#close(), {signal});
    text.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#find(text.value.trim()), TYPING);
    }, {signal});
    text.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => !isComposing(event) && event.key === "Escape" && this.#close(), {signal});
    part(root, "found").addEventListener("click", (/** @type {MouseEvent} */ event) => {
      const row = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("li"));
      if (row) show(Number(row.dataset.key));
    }, {signal});
  }

  #open() {
    part(this.#root, "more-write").hidePopover();
    part(this.#root, "find").hidden = false;
    part(this.#root, "find-text").focus();
  }

  #close() {
    part(this.#root, "find").hidden = true;
    part(this.#root, "find-text").value = "";
    this.#show([], "");
    /** @type {HTMLElement|null} */ (this.#root.querySelector("textarea"))?.focus();
  }

  /** @param {string} wanted */
  async #find(wanted) {
    const asked = ++this.#asked;
    if (!wanted) return this.#show([], "");
    const answer = await fetch(`${this.#address}?q=${encodeURIComponent(wanted)}`).catch(() => null);
    if (asked !== this.#asked) return;
    if (!answer?.ok) return this.#show([], words("chat.found.failed"));
    const {items} = await answer.json();
    this.#show(items.toReversed(), words("chat.found", {count: items.length}));
  }

  /** @param {Message[]} found @param {string} told */
  #show(found, told) {
    say(part(this.#root, "find-said"), told);
    keyed(part(this.#root, "found"), found, ({seq}) => seq, () => fromTemplate("found"), (row, {by, at, text}) => {
      say(part(row, "who"), by.name);
      say(part(row, "time"), this.#when(at));
      say(part(row, "text"), brief(text));
    });
  }
}
