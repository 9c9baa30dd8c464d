// @ts-check
import { announcer } from "../../lib/announcer.js";
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { timeOfDay } from "../../lib/durations.js";
import { Stick } from "../../lib/stick.js";
import { words } from "../../lib/words.js";
import { History } from "./history.js";
import { fillMessage, fillUnsent } from "./row.js";
import { Composer } from "./composer.js";
import { RoomElement } from "../../room/element.js";
import { extent } from "./state.js";

/** Screen readers hear at most one line of chat in this time, ms. */
const SAY = 5_000;
/** The row that says where one came in. */
const JOINED = /** @type {const} */ ("joined");

/** What is said in writing: read, written, changed and removed. */
export class LecternChat extends RoomElement {
  #history = new History((first, limit) => this.stage.earlier("chat", first, limit));
  #unread = 0;
  #loading = false;

  begin() {
    this.stick = new Stick(part(this, "scroll"), this.signal, () => this.#scrolled());
    this.composer = new Composer(this, this.stage, `draft ${this.room.dataset.lecture} ${this.stage.you.id}`, this.signal);
    this.tell = announcer(part(this, "said"), SAY, this.signal);
    this.on(this.stage, "snapshot", () => this.#came());
    this.on(this.stage, "entry", ({detail}) => this.#heard(detail));
    this.follow(["state", "shown", "outbox", "line", "may"], () => this.#show());
    this.on(part(this, "earlier"), "click", () => this.#earlier());
    this.on(part(this, "new"), "click", () => this.#toEnd());
    this.on(part(this, "messages"), "click", event => this.#more(event));
    this.on(part(this, "outbox"), "click", event => this.#retry(event));
    this.on(part(this, "edit"), "click", () => this.#edit());
    this.on(part(this, "remove"), "click", () => this.#remove());
    this.on(document, "visibilitychange", () => this.#seen());
    this.on(this.#panel, "tab", () => this.#seen());
    this.on(this.stage, "shown", () => this.#seen());
    if (this.stage.leads) this.on(part(this, "lock"), "click", () => this.stage.command(this.stage.state.chat.locked ? "chat.unlock" : "chat.lock"));
  }

  #came() {
    const {messages} = this.stage.state.chat, known = extent(messages);
    this.#history.replace(messages, known !== "all");
    if (known === "unknown") this.#earlier();
  }

  #show() {
    const {chat} = this.stage.state;
    this.#history.see(chat.messages);
    this.stick?.keep(() => this.#rows());
    this.composer?.show();
    if (!this.stage.leads) return;
    part(this, "lock").parentElement.hidden = !this.stage.may.lead;
    part(this, "open").hidden = chat.locked;
    part(this, "closed").hidden = !chat.locked;
    say(part(this, "lock"), words(chat.locked ? "chat.unlock" : "chat.lock"));
  }

  #rows() {
    const {stage} = this, messages = stage.lookBack ? this.#then(stage.lookBack) : this.#history.list(), waiting = [...stage.outbox.of("chat.post"), ...stage.outbox.of("chat.edit").filter(({state}) => state === "refused")];
    keyed(part(this, "messages"), withJoined(messages, stage.joinedAt), item => item === JOINED ? JOINED : item.seq,
      item => fromTemplate(item === JOINED ? "joined" : "message"),
      (row, item) => item === JOINED ? say(row, words("chat.joined", {time: timeOfDay(stage.epoch(stage.joinedAt ?? 0))})) : fillMessage(row, item, stage));
    keyed(part(this, "outbox"), waiting, ({id}) => id, () => fromTemplate("unsent"), (row, command) => fillUnsent(row, command, stage));
    part(this, "outbox").hidden = waiting.length === 0;
    part(this, "earlier").hidden = stage.lookBack !== null || !this.#history.more;
    part(this, "none").hidden = messages.length + waiting.length > 0 || stage.line === "connecting";
  }

  // What was said up to the moment watched, and what one says oneself meanwhile to those who are there now.
  /** @param {import("../../lecture/look-back.js").LookBack} catchUp */
  #then({past, since}) {
    const own = this.#history.list().filter(({by, at}) => by.id === this.stage.you.id && at >= since);
    return [...past.state.chat.messages.filter(({seq}) => own.every(message => message.seq !== seq)), ...own];
  }

  /** @param {import("../../lecture/log.js").Entry} entry */
  #heard(entry) {
    if (entry.to !== undefined) return;
    this.#history.follow(entry);
    if (!this.stage.live || entry.type !== "chat.posted" || entry.by?.id === this.stage.you.id) return;
    this.tell?.(words("chat.said", {name: entry.by?.name ?? "", text: entry.data.text}));
    if (!this.#reading) this.#unread++;
    this.#counts();
  }

  /** Whether the newest message is before the person's eyes. */
  get #reading() {
    return !this.hidden && !this.stage.lookBack && document.visibilityState === "visible" && (this.stick?.atEnd ?? true);
  }

  #scrolled() {
    this.#seen();
    if (this.stick?.atStart && this.#history.more) this.#earlier();
  }

  #seen() {
    if (this.#reading) this.#unread = 0;
    this.#counts();
  }

  #counts() {
    const n = this.#unread;
    this.room.unread = n;
    this.#panel.count("chat", this.hidden ? n : 0, {live: true});
    part(this, "new").hidden = this.hidden || this.stage.lookBack !== null || n === 0;
    say(part(this, "new-words"), words("chat.new", {count: n}));
  }

  #toEnd() {
    this.stick?.toEnd();
    this.#seen();
    part(this, "scroll").focus({preventScroll: true});
  }

  async #earlier() {
    if (this.#loading) return;
    this.#loading = true;
    const button = part(this, "earlier");
    try {
      await this.#history.earlier();
      this.stick?.keep(() => this.#rows());
      say(button, words("chat.earlier"));
    } catch {
      say(button, words("chat.earlier.failed"));
    } finally {
      this.#loading = false;
    }
  }

  /** @param {MouseEvent} event */
  #more(event) {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest('[data-part="more"]'));
    const seq = Number(/** @type {HTMLElement|null} */ (button?.closest("[data-key]"))?.dataset.key);
    const message = this.#history.list().find(message => message.seq === seq);
    if (!button || !message) return;
    const menu = /** @type {HTMLElement} */ (part(this, "menu")), {right, bottom} = button.getBoundingClientRect();
    this.chosen = message;
    part(this, "edit").hidden = message.by.id !== this.stage.you.id;
    menu.style.setProperty("--x", `${right}px`);
    menu.style.setProperty("--y", `${bottom}px`);
    menu.showPopover();
    /** @type {HTMLElement|null} */ (menu.querySelector("button:not([hidden])"))?.focus();
  }

  #edit() {
    part(this, "menu").hidePopover();
    if (this.chosen) this.composer?.edit(this.chosen);
  }

  #remove() {
    part(this, "menu").hidePopover();
    if (this.chosen) this.stage.command("chat.remove", {seq: this.chosen.seq});
  }

  /** @param {MouseEvent} event */
  #retry(event) {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("button"));
    const id = /** @type {HTMLElement|null} */ (button?.closest("[data-key]"))?.dataset.key;
    if (!button || !id) return;
    const command = this.stage.discard(id);
    // What could not be changed any more can still be said.
    if (button.dataset.part === "again" && command) this.stage.command("chat.post", {text: command.fields.text});
  }

  get #panel() {
    return /** @type {import("../../room/panel.js").LecternPanel} */ (this.closest("lectern-panel"));
  }
}

/**
 * @param {import("./state.js").Message[]} messages
 * @param {number|null} joinedAt
 * @returns {(import("./state.js").Message|typeof JOINED)[]} the messages, with the place where one came in
 */
function withJoined(messages, joinedAt) {
  const first = joinedAt === null ? -1 : messages.findIndex(message => message.at >= joinedAt);
  const place = first < 0 ? messages.length : first;
  return joinedAt === null || place === 0 ? messages : [...messages.slice(0, place), JOINED, ...messages.slice(place)];
}
