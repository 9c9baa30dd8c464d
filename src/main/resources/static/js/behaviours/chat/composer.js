// @ts-check
import { part, say } from "../../lib/dom.js";
import { Drafts } from "../../lib/drafts.js";
import { forThisBrowser, forThisTab } from "../../lib/kept.js";
import { isComposing } from "../../lib/keys.js";
import { words } from "../../lib/words.js";
import { Mentions } from "./mentions.js";
import { Picture } from "./picture.js";
import { brief } from "./row.js";
import { LONGEST, written } from "./state.js";
/** @typedef {import("./state.js").Message} Message */
/** @typedef {import("./state.js").Person} Person */

/** So near to the end of what a message may be one is told how much is left, UTF-16 units. */
const NEAR = 500;

/** Where a message is written, or one's own changed. What is written is kept in this browser until it is sent. */
export class Composer {
  #root;
  #stage;
  #drafts;
  #editKey;
  /** @type {{seq: number, text: string, line?: number}|null} the message that is changed, and what it said */
  #editing = null;
  /** @type {Message|null} the message that is answered */
  #answering = null;
  /** @type {Person|null} whose line with those who teach is written on; null when it is written to everyone */
  #line = null;
  #mentions;
  #waits;
  #sent;

  /**
   * @param {HTMLElement} root of the chat
   * @param {import("../../lecture/stage.js").Stage} stage
   * @param {string} key of the draft
   * @param {{sent: () => void, images: string, waits: () => number, people: (name: string) => Promise<Person[]>}} room told when something was sent; where its images are, for how many seconds this person waits in a slow
   *   chat, and who may be mentioned
   * @param {AbortSignal} signal
   */
  constructor(root, stage, key, {sent, images, waits, people}, signal) {
    this.#root = root;
    this.#stage = stage;
    this.#drafts = new Drafts(forThisBrowser, forThisTab, key);
    this.#editKey = `${key} edit`;
    this.#waits = waits;
    this.#sent = sent;
    this.#mentions = new Mentions(root, this.#text, people, signal);
    new Picture(root, this.#text, images, signal);
    this.#text.value = this.#drafts.begin();
    this.#text.addEventListener("input", () => this.#keep(), {signal});
    this.#text.addEventListener("keydown", event => this.#pressed(event), {signal});
    part(root, "composer").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#send();
    }, {signal});
    part(root, "cancel").addEventListener("click", () => this.#edited(), {signal});
    part(root, "answer-no").addEventListener("click", () => this.answer(null), {signal});
    part(root, "line-no").addEventListener("click", () => this.alone(null), {signal});
    part(root, "emoji").addEventListener("click", (/** @type {MouseEvent} */ event) => this.#emoji(/** @type {Element} */ (event.target)), {signal});
    root.querySelector('[data-part="line-yes"]')?.addEventListener("click", () => {
      part(root, "more-write").hidePopover();
      this.alone(stage.you);
    }, {signal});
    const begun = forThisTab.get(this.#editKey);
    if (begun) this.#show(begun, begun.now);
    this.#count();
  }

  /** @param {Message} message of one's own, to be changed */
  edit({seq, text, line}) {
    this.#show({seq, text, line: line?.id}, text);
    this.#text.focus();
  }

  /** @param {Message|null} message to be answered, where it was said */
  answer(message) {
    this.#answering = message;
    if (message) this.#onLine(message.line ?? null);
    part(this.#root, "answering").hidden = message === null;
    if (message) say(part(this.#root, "answered"), words("chat.answering", {name: message.by.name, text: brief(message.text)}));
    this.#text.focus();
  }

  /** @param {Person|null} person whose line is written on; null to write to everyone */
  alone(person) {
    this.#onLine(person);
    if (this.#answering && this.#answering.line?.id !== person?.id) this.answer(null);
    this.#text.focus();
  }

  /** @param {Person|null} person */
  #onLine(person) {
    this.#line = person;
    part(this.#root, "privately").hidden = person === null;
    const asks = person ? words("chat.say.line") : words("chat.say");
    this.#text.placeholder = asks;
    say(/** @type {Element} */ (this.#root.querySelector('label[for="say"]')), asks);
    if (person) say(part(this.#root, "readers"), words(person.id === this.#stage.you.id ? "chat.line.own" : "chat.line.of", {name: person.name}));
    this.slow();
  }

  /** @param {Element} pressed the button that has it */
  #emoji(pressed) {
    if (!(pressed instanceof HTMLButtonElement)) return;
    part(this.#root, "more-write").hidePopover();
    this.#text.setRangeText(pressed.textContent ?? "", this.#text.selectionStart, this.#text.selectionEnd, "end");
    this.#keep();
    this.#text.focus();
  }

  /** Somebody came or went. */
  others() {
    this.#mentions.look();
  }

  /** Says what a slow or moderated chat asks of a student. */
  slow() {
    const {state: {chat}, staff} = this.#stage, said = part(this.#root, "slowly"), left = this.#line ? 0 : this.#waits();
    const rule = chat.slow > 0 ? words("chat.slowly", {count: chat.slow}) : chat.moderated ? words("chat.moderated") : "";
    said.hidden = staff || this.#line !== null || rule === "";
    say(said, left > 0 ? words("chat.slow", {count: left}) : rule);
    part(this.#root, "send").disabled = left > 0 && !this.#editing;
  }

  /** Shows whether this person may write now, and if not, why; what they were writing waits meanwhile. */
  show() {
    const {may, you, live, state} = this.#stage, cannot = may.write === null, later = live && may.write === "late";
    const why = you.role === "observer" ? "chat.observer" : state.chat.locked ? "chat.locked" : "chat.not.here";
    part(this.#root, "composer").hidden = cannot;
    part(this.#root, "cannot").hidden = !cannot && !later;
    say(part(this.#root, "cannot"), cannot ? words(why) : later ? words("chat.later") : "");
    this.slow();
  }

  /** @param {{seq: number, text: string, line?: number}} message @param {string} now what it is to say */
  #show({seq, text, line}, now) {
    this.#editing = {seq, text, line};
    part(this.#root, "editing").hidden = false;
    this.#text.value = now;
    this.#keep();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (isComposing(event) || this.#mentions.pressed(event)) return;
    if (event.key === "Escape" && this.#editing) return this.#edited();
    if (event.key === "Escape" && this.#answering) return this.answer(null);
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.#send();
  }

  #send() {
    const text = written(this.#text.value);
    if (!text || text.length > LONGEST) return this.#text.focus();
    if (this.#editing) {
      if (text !== this.#editing.text) this.#stage.command("chat.edit", {seq: this.#editing.seq, text, ...this.#editing.line ? {line: this.#editing.line} : {}});
      return this.#edited();
    }
    if (!this.#line && this.#waits() > 0) return;
    const mentions = this.#line ? [] : this.#mentions.in(text);
    const more = {...this.#answering ? {reply: this.#answering.seq} : {}, ...this.#line ? {line: this.#line.id} : {}, ...mentions.length ? {mentions} : {}};
    this.#text.value = "";
    this.#keep();
    this.answer(null);
    this.#stage.command("chat.post", {text, ...more});
    this.#sent();
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
