// @ts-check
import { announcer } from "../../lib/announcer.js";
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { timeOfDay } from "../../lib/durations.js";
import { Stick } from "../../lib/stick.js";
import { words } from "../../lib/words.js";
import { History } from "./history.js";
import { fillMessage, fillUnsent } from "./row.js";
import { Composer } from "./composer.js";
import { fillPin } from "./pins.js";
import { Search } from "./search.js";
import { OwnReactions } from "./own-reactions.js";
import { spoken } from "../../lib/markdown.js";
import { RoomElement } from "../../room/element.js";
import { extent } from "./state.js";

/** Screen readers hear at most one line of chat in this time, ms. */
const SAY = 5_000;
/** Whoever teaches, to be called on without a name. @type {import("./state.js").Person} */
const STAFF = {id: 0, name: "instructor", role: "instructor"};
/** For so long one's message can be changed, ms. */
const TIME_TO_EDIT = 300_000;
/** What is said on somebody's line with those who teach. */
const LINE = /^group:line-\d+:staff$/;
/** The row that says where one came in. */
const JOINED = /** @type {const} */ ("joined");
/** The row over the first that came while one was not reading. */
const NEW = /** @type {const} */ ("new");

/** What is said in writing: read, written, changed and removed. */
export class LecternChat extends RoomElement {
  #history = new History((first, limit) => this.stage.earlier("chat", first, limit));
  #unread = 0;
  /** @type {number|null} the first that came while one was not reading, until one has read on and goes away again */
  #newFrom = null;
  #loading = false;
  /** @type {import("./state.js").Chat|undefined} whose rules the menu of those who teach shows */
  #rules;
  /** @type {OwnReactions|undefined} */
  #own;

  begin() {
    this.stick = new Stick(part(this, "scroll"), this.signal, () => this.#scrolled());
    const around = {sent: () => this.stick?.toEnd(), images: this.room.imagesUrl, waits: () => this.#waits(), people: (/** @type {string} */ name) => this.#people(name)};
    this.composer = new Composer(this, this.stage, `draft ${this.room.dataset.lecture} ${this.stage.you.id}`, around, this.signal);
    new Search(this, {address: `${this.room.lectureUrl}/chat/search`, when: at => this.stage.when(at), show: seq => this.#goTo(seq)}, this.signal);
    this.#own = new OwnReactions(this.room.lectureUrl);
    this.on(this.stage, "snapshot", () => this.#own?.read().then(() => this.#show()));
    this.on(this.stage, "people", () => this.composer?.others());
    this.on(this.stage, "beat", () => this.composer?.slow());
    this.on(part(this, "messages"), "click", event => this.#pressed(event));
    for (const menu of ["rules", "more-write"]) this.querySelector(`[data-part="${menu}"]`)?.addEventListener("beforetoggle", event => place(/** @type {HTMLElement} */ (event.target)), {signal: this.signal});
    this.on(part(this, "pins"), "click", event => this.#unpin(event));
    this.on(part(this, "reacts"), "click", event => this.#reactFromMenu(event));
    this.on(part(this, "reply"), "click", () => this.#fromMenu(message => this.composer?.answer(message)));
    this.on(part(this, "alone"), "click", () => this.#fromMenu(({by}) => this.composer?.alone(by)));
    this.on(part(this, "pin"), "click", () => this.#fromMenu(({seq}) => this.stage.command(this.#isPinned(seq) ? "chat.unpin" : "chat.pin", {seq})));
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
    if (!this.stage.leads) return;
    this.on(this.stage, "refused", () => {
      this.#rules = undefined;
      this.#show();
    });
    this.on(part(this, "lock"), "click", () => this.stage.command(this.stage.state.chat.locked ? "chat.unlock" : "chat.lock"));
    this.on(part(this, "moderate"), "change", ({target}) => this.stage.command("chat.moderate", {on: target.checked}));
    this.on(part(this, "slow"), "change", ({target}) => this.stage.command("chat.slow", {seconds: Number(target.value)}));
  }

  #came() {
    const {messages} = this.stage.state.chat, known = extent(messages);
    this.#history.replace([...messages, ...onLines(this.stage.state)], known !== "all");
    if (known === "unknown") this.#earlier();
  }

  #show() {
    const {chat} = this.stage.state;
    this.#history.see(chat.messages);
    this.#history.see(onLines(this.stage.state));
    this.stick?.keep(() => this.#rows());
    this.composer?.show();
    if (!this.stage.leads) return;
    part(this, "lock").parentElement.hidden = !this.stage.may.lead;
    part(this, "open").hidden = chat.locked;
    part(this, "closed").hidden = !chat.locked;
    say(part(this, "lock"), words(chat.locked ? "chat.unlock" : "chat.lock"));
    // What was chosen stands until the room says something else: the answer to a command comes before its entry.
    if (chat.moderated !== this.#rules?.moderated) part(this, "moderate").checked = chat.moderated;
    if (chat.slow !== this.#rules?.slow) part(this, "slow").value = String(chat.slow);
    this.#rules = chat;
  }

  /** Where an image of the course is. */
  #images = (/** @type {string} */ id) => `${this.room.imagesUrl}/${id}`;

  #pins() {
    const {pinned} = this.stage.shown.chat, list = part(this, "pins");
    list.hidden = pinned.length === 0;
    keyed(list, pinned, ({seq}) => seq, () => fromTemplate("pin"), (row, message) => fillPin(row, message, this.#images, this.stage.leads && this.stage.may.lead));
  }

  /** @param {number} seq */
  #isPinned(seq) {
    return this.stage.state.chat.pinned.some(message => message.seq === seq);
  }

  /** Whether it can be changed no more; in a replay that is not known here, and the server says so. @param {import("./state.js").Message} message */
  #isLongAgo({at}) {
    return this.stage.live && this.stage.clock.at() - at > TIME_TO_EDIT;
  }

  /** @returns {number} seconds */
  #waits() {
    const {state: {chat}, clock, you, staff} = this.stage;
    if (chat.slow === 0 || staff || !this.stage.live) return 0;
    const last = this.#history.list().findLast(({by, line, holding}) => by?.id === you.id && (line === undefined || holding !== undefined));
    return last ? Math.max(0, Math.ceil((last.at + chat.slow * 1_000 - clock.at()) / 1_000)) : 0;
  }

  // In a large room the page knows only some of those who are here.
  /** @param {string} name @returns {Promise<import("./state.js").Person[]>} */
  async #people(name) {
    const {roster, you} = this.stage, known = roster.list();
    const answer = roster.here > known.length && name ? await fetch(`${this.room.lectureUrl}/people?q=${encodeURIComponent(name)}`).catch(() => null) : null;
    const here = answer?.ok ? (await answer.json()).people : known;
    return [STAFF, ...here.filter((/** @type {import("./state.js").Person} */ {id}) => id !== you.id)];
  }

  #rows() {
    this.#pins();
    const {stage} = this, images = this.#images, mayReact = stage.may.write === "now", messages = stage.lookBack ? this.#then(stage.lookBack) : this.#history.list(), waiting = [...stage.outbox.of("chat.post"), ...stage.outbox.of("chat.edit").filter(({state}) => state === "refused")];
    keyed(part(this, "messages"), withLines(messages, stage.joinedAt, this.#newFrom), item => typeof item === "string" ? item : item.seq,
      item => fromTemplate(typeof item === "string" ? "joined" : "message"),
      (row, item) => typeof item === "string" ? say(row, this.#line(item)) : fillMessage(row, item, stage, {
        answered: item.reply === undefined ? undefined : this.#history.find(item.reply), own: this.#own?.of(item.seq) ?? "", images, mayReact
      }));
    keyed(part(this, "outbox"), waiting, ({id}) => id, () => fromTemplate("unsent"), (row, command) => fillUnsent(row, command, stage));
    part(this, "outbox").hidden = waiting.length === 0;
    part(this, "earlier").hidden = stage.lookBack !== null || !this.#history.more;
    part(this, "none").hidden = messages.length + waiting.length > 0 || stage.line === "connecting";
  }

  /** @param {typeof JOINED|typeof NEW} line */
  #line(line) {
    return line === NEW ? words("chat.new.from") : words("chat.joined", {time: timeOfDay(this.stage.epoch(this.stage.joinedAt ?? 0))});
  }

  // What was said up to the moment watched, and what one says oneself meanwhile to those who are there now.
  /** @param {import("../../lecture/look-back.js").LookBack} catchUp */
  #then({past, since}) {
    const own = this.#history.list().filter(({by, at}) => by.id === this.stage.you.id && at >= since);
    return [...past.state.chat.messages.filter(({seq}) => own.every(message => message.seq !== seq)), ...own];
  }

  /** @param {import("../../lecture/log.js").Entry} entry */
  #heard(entry) {
    if (entry.to !== undefined && !LINE.test(entry.to)) return;
    this.#history.follow(entry);
    if (entry.type === "chat.settled") this.#show();
    const by = entry.data.from ?? entry.by, said = entry.type === "chat.posted" || entry.type === "chat.held";
    if (!this.stage.live || !said || by?.id === this.stage.you.id) return;
    this.tell?.(words("chat.said", {name: by?.name ?? "", text: spoken(entry.data.text)}));
    if (!this.#reading && this.#unread++ === 0) {
      this.#newFrom = entry.seq;
      this.#show();
    }
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
    const message = this.#messageOf(button);
    if (!button || !message) return;
    const menu = /** @type {HTMLElement} */ (part(this, "menu")), {right, bottom, top} = button.getBoundingClientRect();
    this.chosen = message;
    const {staff, you, may} = this.stage, mine = message.by.id === you.id, everyone = message.line === undefined, now = may.write === "now";
    part(this, "edit").hidden = !mine || message.holding !== undefined || this.#isLongAgo(message);
    part(this, "remove").hidden = !mine && !staff || message.holding !== undefined;
    part(this, "reply").hidden = !may.write || message.holding !== undefined;
    part(this, "alone").hidden = !staff || !now || message.by.role !== "student";
    part(this, "pin").hidden = !staff || !may.lead || !everyone;
    say(part(this, "pin").lastElementChild ?? part(this, "pin"), words(this.#isPinned(message.seq) ? "chat.unpin" : "chat.pin"));
    part(this, "reacts").hidden = !now || !everyone;
    for (const react of part(this, "reacts").children) react.setAttribute("aria-pressed", String(this.#own?.has(message.seq, react.dataset.kind) === true));
    menu.style.setProperty("--x", `${right}px`);
    menu.style.setProperty("--y", `${bottom}px`);
    menu.showPopover();
    // It stays within the window: where there is no room below, it opens above.
    if (bottom + menu.offsetHeight > innerHeight) menu.style.setProperty("--y", `${Math.max(0, top - menu.offsetHeight)}px`);
    /** @type {HTMLElement|null} */ (menu.querySelector("button:not([hidden])"))?.focus();
  }

  /** @param {Element|null} inside @returns {import("./state.js").Message|undefined} the message in whose row it stands */
  #messageOf(inside) {
    return this.#history.find(Number(/** @type {HTMLElement|null} */ (inside?.closest("li[data-key]:not([data-kind])"))?.dataset.key));
  }

  /** @param {MouseEvent} event */
  #pressed(event) {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("button")), row = button?.closest(".msg") ?? null;
    const message = this.#messageOf(row);
    if (!button || !message) return;
    if (button.dataset.kind) return this.#react(message.seq, button.dataset.kind);
    const {part: pressed} = button.dataset;
    if (pressed === "quote" && message.reply !== undefined) this.#goTo(message.reply);
    if (pressed === "approve" || pressed === "decline") this.stage.command(`chat.${pressed}`, {seq: message.seq, line: message.line?.id});
  }

  /** @param {MouseEvent} event */
  #unpin(event) {
    const row = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest('li')), seq = Number(row?.dataset.key);
    if (/** @type {Element} */ (event.target).closest('[data-part="unpin"]')) this.stage.command("chat.unpin", {seq});
  }

  /** @param {MouseEvent} event */
  #reactFromMenu(event) {
    const kind = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-kind]"))?.dataset.kind;
    if (kind) this.#fromMenu(({seq}) => this.#react(seq, kind));
  }

  /** @param {number} seq @param {string} kind */
  #react(seq, kind) {
    const given = !this.#own?.has(seq, kind);
    this.#own?.set(seq, kind, given);
    this.stage.command(given ? "chat.react" : "chat.unreact", {seq, kind});
    this.#show();
  }

  /** @param {(message: import("./state.js").Message) => void} act */
  #fromMenu(act) {
    part(this, "menu").hidePopover();
    if (this.chosen) act(this.chosen);
  }

  /** Reads back to a message and shows it. @param {number} seq */
  async #goTo(seq) {
    while (!this.#history.find(seq) && this.#history.more && !this.#loading) await this.#earlier();
    const row = part(this, "messages").querySelector(`[data-key="${seq}"]`);
    row?.scrollIntoView({block: "center"});
    row?.querySelector('[data-part="more"]')?.focus({preventScroll: true});
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
    if (button.dataset.part === "again" && command) {
      const {text, reply, line, mentions} = command.fields;
      this.stage.command("chat.post", {text, ...reply ? {reply} : {}, ...line ? {line} : {}, ...mentions ? {mentions} : {}});
    }
  }

  get #panel() {
    return /** @type {import("../../room/panel.js").LecternPanel} */ (this.closest("lectern-panel"));
  }
}

/** Opens a menu where its button stands. @param {HTMLElement} menu */
function place(menu) {
  const button = /** @type {HTMLElement} */ (document.querySelector(`[popovertarget="${menu.id}"]`)), {left, right, top, bottom} = button.getBoundingClientRect();
  for (const [name, value] of Object.entries({left, right: innerWidth - right, top: innerHeight - top, bottom})) menu.style.setProperty(`--${name}`, `${value}px`);
}

/** @param {import("../../lecture/log.js").State} state @returns {import("./state.js").Message[]} what this person was told on lines */
function onLines(state) {
  return Object.entries(state.sides).flatMap(([to, {chat}]) => LINE.test(to) && chat ? chat.messages : []);
}

/**
 * @param {import("./state.js").Message[]} messages
 * @param {number|null} joinedAt
 * @param {number|null} newFrom the first unread message
 * @returns {(import("./state.js").Message|typeof JOINED|typeof NEW)[]} the messages, with the places where one came in and where one left off reading
 */
function withLines(messages, joinedAt, newFrom) {
  const first = joinedAt === null ? -1 : messages.findIndex(message => message.at >= joinedAt);
  const joined = joinedAt === null ? 0 : first < 0 ? messages.length : first;
  return [
    ...messages.slice(0, joined), ...joined === 0 ? [] : [JOINED],
    ...messages.slice(joined).flatMap(message => message.seq === newFrom ? [NEW, message] : [message])
  ];
}
