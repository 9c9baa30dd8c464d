// @ts-check
import { part, say } from "../../lib/dom.js";
import { forThisBrowser } from "../../lib/kept.js";
import { words } from "../../lib/words.js";

/** Where a message is written, or one's own changed. What is written is kept in this browser until it is sent. */
export class Composer {
  #root;
  #stage;
  #key;
  /** @type {import("./state.js").Message|null} */
  #editing = null;

  /**
   * @param {HTMLElement} root of the chat
   * @param {import("../../lecture/stage.js").Stage} stage
   * @param {string} key of the draft
   * @param {AbortSignal} signal
   */
  constructor(root, stage, key, signal) {
    this.#root = root;
    this.#stage = stage;
    this.#key = key;
    this.#text.value = forThisBrowser.get(key) ?? "";
    this.#text.addEventListener("input", () => this.#keep(), {signal});
    this.#text.addEventListener("keydown", event => this.#pressed(event), {signal});
    part(root, "composer").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#send();
    }, {signal});
    part(root, "cancel").addEventListener("click", () => this.#edited(), {signal});
  }

  /** @param {import("./state.js").Message} message of one's own, to be changed */
  edit(message) {
    this.#editing = message;
    part(this.#root, "editing").hidden = false;
    this.#text.value = message.text;
    this.#text.focus();
  }

  /** Shows whether this person may write now, and if not, why. */
  show() {
    const {may, you, live, state} = this.#stage, cannot = may.write === null, later = live && may.write === "late";
    const why = you.role === "observer" ? "chat.observer" : state.chat.locked ? "chat.locked" : "chat.not.here";
    part(this.#root, "composer").hidden = cannot;
    part(this.#root, "cannot").hidden = !cannot && !later;
    say(part(this.#root, "cannot"), cannot ? words(why) : later ? words("chat.later") : "");
    if (cannot && this.#editing) this.#edited();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key === "Escape" && this.#editing) return this.#edited();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #send() {
    const text = this.#text.value.trim();
    if (!text) return;
    if (this.#editing) {
      if (text !== this.#editing.text) this.#stage.command("chat.edit", {seq: this.#editing.seq, text});
      return this.#edited();
    }
    this.#text.value = "";
    this.#keep();
    this.#stage.command("chat.post", {text});
  }

  #edited() {
    this.#editing = null;
    part(this.#root, "editing").hidden = true;
    this.#text.value = forThisBrowser.get(this.#key) ?? "";
    this.#text.focus();
  }

  #keep() {
    if (!this.#editing) forThisBrowser.set(this.#key, this.#text.value);
  }

  /** @returns {HTMLTextAreaElement} */
  get #text() {
    return part(this.#root, "composer").querySelector("textarea");
  }
}
