// @ts-check
import { part, say } from "../../lib/dom.js";
import { Drafts } from "../../lib/drafts.js";
import { forThisBrowser, forThisTab } from "../../lib/kept.js";
import { isComposing } from "../../lib/keys.js";
import { words } from "../../lib/words.js";
import { LONGEST, written } from "./state.js";

/** So near to the end of what a message may be one is told how much is left, UTF-16 units. */
const NEAR = 500;

/** Where a message is written, or one's own changed. What is written is kept in this browser until it is sent. */
export class Composer {
  #root;
  #stage;
  #drafts;
  #editKey;
  /** @type {{seq: number, text: string}|null} the message that is changed, and what it said */
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
    this.#drafts = new Drafts(forThisBrowser, forThisTab, key);
    this.#editKey = `${key} edit`;
    this.#text.value = this.#drafts.begin();
    this.#text.addEventListener("input", () => this.#keep(), {signal});
    this.#text.addEventListener("keydown", event => this.#pressed(event), {signal});
    part(root, "composer").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#send();
    }, {signal});
    part(root, "cancel").addEventListener("click", () => this.#edited(), {signal});
    const begun = forThisTab.get(this.#editKey);
    if (begun) this.#show(begun, begun.now);
    this.#count();
  }

  /** @param {{seq: number, text: string}} message of one's own, to be changed */
  edit({seq, text}) {
    this.#show({seq, text}, text);
    this.#text.focus();
  }

  /** Shows whether this person may write now, and if not, why; what they were writing waits meanwhile. */
  show() {
    const {may, you, live, state} = this.#stage, cannot = may.write === null, later = live && may.write === "late";
    const why = you.role === "observer" ? "chat.observer" : state.chat.locked ? "chat.locked" : "chat.not.here";
    part(this.#root, "composer").hidden = cannot;
    part(this.#root, "cannot").hidden = !cannot && !later;
    say(part(this.#root, "cannot"), cannot ? words(why) : later ? words("chat.later") : "");
  }

  /** @param {{seq: number, text: string}} message @param {string} now what it is to say */
  #show({seq, text}, now) {
    this.#editing = {seq, text};
    part(this.#root, "editing").hidden = false;
    this.#text.value = now;
    this.#keep();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (isComposing(event)) return;
    if (event.key === "Escape" && this.#editing) return this.#edited();
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.#send();
  }

  #send() {
    const text = written(this.#text.value);
    if (!text || text.length > LONGEST) return this.#text.focus();
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
    forThisTab.set(this.#editKey, null);
    part(this.#root, "editing").hidden = true;
    this.#text.value = this.#drafts.begin();
    this.#count();
    this.#text.focus();
  }

  #keep() {
    if (this.#editing) forThisTab.set(this.#editKey, {...this.#editing, now: this.#text.value});
    else this.#drafts.write(this.#text.value);
    this.#count();
  }

  // Nothing is cut off: who pastes too much is told how much, and decides what goes.
  #count() {
    const {length} = written(this.#text.value), count = part(this.#root, "length"), over = length - LONGEST;
    count.hidden = length < LONGEST - NEAR;
    count.toggleAttribute("data-over", over > 0);
    this.#text.setAttribute("aria-invalid", String(over > 0));
    say(count, over > 0 ? words("chat.over", {count: over, most: LONGEST}) : words("chat.left", {count: -over}));
  }

  /** @returns {HTMLTextAreaElement} */
  get #text() {
    return part(this.#root, "composer").querySelector("textarea");
  }
}
