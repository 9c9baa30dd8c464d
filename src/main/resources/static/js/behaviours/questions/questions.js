// @ts-check
import { announcer } from "../../lib/announcer.js";
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { Drafts } from "../../lib/drafts.js";
import { forThisBrowser, forThisTab } from "../../lib/kept.js";
import { isComposing } from "../../lib/keys.js";
import { words } from "../../lib/words.js";
import { side } from "../../lecture/log.js";
import { RoomElement } from "../../room/element.js";
import { ordered, stands, waits } from "./order.js";
import { OwnQuestions } from "./own-questions.js";
import { fillQuestion } from "./row.js";
import { LONGEST } from "./state.js";
/** @typedef {import("./state.js").Question} Question */
/** @typedef {import("../../lecture/outbox.js").Command} Command */

/** Screen readers hear at most one line of the questions in this time, ms. */
const SAY = 5_000;
/** Questions like the one that is written are looked for when typing rests for so long, ms, and from so many letters on. */
const TYPING = 500;
const ALIKE_FROM = 8;
const SORT = "questions sorted by";
const NAMELESS = "questions without a name";

/** What the class asks in writing: asked, voted for, and answered by those who teach. */
export class LecternQuestions extends RoomElement {
  #own = new OwnQuestions("", 0);
  /** @type {Question|null} one's own, while it is changed */
  #editing = null;
  /** @type {Question|null} the one whose menu is open, or that is answered in writing or merged */
  #chosen = null;
  /** @type {Map<number, number>} a question that says nearly the same, by the one that came */
  #like = new Map();
  #typing = 0;

  begin() {
    this.#own = new OwnQuestions(this.room.lectureUrl, this.stage.you.id);
    this.drafts = new Drafts(forThisBrowser, forThisTab, `question ${this.room.dataset.lecture} ${this.stage.you.id}`);
    this.tell = announcer(part(this, "said"), SAY, this.signal);
    for (const sort of this.querySelectorAll("[data-sort]")) this.on(sort, "click", () => this.#sort(/** @type {HTMLElement} */ (sort).dataset.sort ?? ""));
    this.on(part(this, "list"), "click", event => this.#clicked(event));
    this.on(this.stage, "entry", ({detail}) => this.#heard(detail));
    this.on(this.stage, "acknowledged", ({detail: {command, seq}}) => this.#acknowledged(command, seq));
    this.on(this.stage, "refused", ({detail: {command, why}}) => this.#refused(command, why));
    if (this.stage.you.role === "student") this.#ask();
    if (this.stage.leads) this.#lead();
    for (const name of ["alike", "held", "carried"]) {
      const list = this.querySelector(`[data-part="${name}"]`);
      if (list) this.on(list, "click", event => this.#clicked(event));
    }
    this.on(this.stage, "snapshot", () => this.#read());
    this.on(this.#panel, "tab", () => this.hidden || this.#read());
    this.on(window, "focus", () => this.#read());
    this.follow(["state", "may", "outbox"], () => this.#show());
    this.#read();
  }

  /** Shows them, and puts the keyboard where one asks. */
  open() {
    this.#panel.select("questions", true);
    if (this.stage.may.ask) part(this, "field").focus();
  }

  // Whoever asked without a name may be on another device, which only the server can tell.
  async #read() {
    if (this.stage.you.role !== "student" || this.stage.live && this.stage.state.questions.length === 0) return;
    await this.#own.read();
    this.#show();
  }

  // ---- asking ----

  #ask() {
    const text = part(this, "field"), nameless = part(this, "nameless"), nobody = part(this, "nobody");
    text.value = this.drafts?.begin() ?? "";
    nameless.checked = forThisBrowser.get(NAMELESS) ?? false;
    this.on(text, "input", () => this.#written());
    this.on(text, "keydown", event => this.#pressed(event));
    this.on(nameless, "change", () => this.#told());
    this.on(nobody, "change", () => this.#told());
    this.on(part(this, "cancel"), "click", () => this.#edited());
    this.on(part(this, "composer"), "submit", event => {
      event.preventDefault();
      this.#send();
    });
    this.#told();
    this.#written();
  }

  /** Who learns who asks, and who reads it first, before one asks. */
  #told() {
    const {checked} = part(this, "nameless"), {approve, nobody: mayBeNobodys} = this.stage.state.questionRules;
    forThisBrowser.set(NAMELESS, checked);
    part(this, "nobodys").hidden = !checked || !mayBeNobodys;
    const names = !checked ? "name" : part(this, "nobody").checked && mayBeNobodys ? "nobody" : "nameless", name = this.room.dataset.host || words("question.teacher");
    say(part(this, "told"), [words(`question.told.${names}`, {name}), approve ? words("question.told.approve", {name}) : ""].filter(Boolean).join(" "));
  }

  /** What was asked already is better voted for than asked again. @param {string} text */
  async #likeThis(text) {
    const found = text.length < ALIKE_FROM ? [] : await this.#similar(text);
    if (text !== part(this, "field").value.trim()) return;
    const like = this.#standing(found).filter(question => waits(question) && !this.#own.has(question, this.stage.you.id));
    part(this, "alike-head").hidden = like.length === 0 || this.#editing !== null;
    keyed(part(this, "alike"), this.#editing ? [] : like, ({seq}) => seq, () => fromTemplate("question-alike"), (row, question) => {
      say(part(row, "text"), question.text);
      part(row, "vote").setAttribute("aria-pressed", String(this.#own.wants(question)));
    });
  }

  /** @param {string} text @returns {Promise<number[]>} the nearest first */
  async #similar(text) {
    const answer = await fetch(`${this.room.lectureUrl}/questions/similar?q=${encodeURIComponent(text)}`, {headers: {accept: "application/json"}}).catch(() => null);
    return answer?.ok ? answer.json() : [];
  }

  /** @param {number[]} seqs */
  #standing(seqs) {
    return seqs.flatMap(seq => this.stage.state.questions.filter(question => question.seq === seq && stands(question)));
  }

  #written() {
    const {value} = part(this, "field"), over = value.trim().length - LONGEST.question;
    if (!this.#editing) this.drafts?.write(value);
    part(this, "field").setAttribute("aria-invalid", String(over > 0));
    this.#error(over > 0 ? words("question.over", {count: over, most: LONGEST.question}) : "");
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#likeThis(value.trim()), TYPING);
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
    const field = part(this, "field"), text = field.value.trim();
    if (!text || text.length > LONGEST.question) return field.focus();
    if (this.#editing) {
      if (text !== this.#editing.text) this.stage.command("question.edit", {of: this.#editing.seq, text});
      return this.#edited();
    }
    field.value = "";
    this.#written();
    const nameless = part(this, "nameless").checked, nobody = nameless && !part(this, "nobodys").hidden && part(this, "nobody").checked;
    this.stage.command("question.ask", {text, nameless, ...(nobody ? {nobody} : {})});
  }

  /** @param {Question} question one's own */
  #edit(question) {
    this.#editing = question;
    part(this, "field").value = question.text;
    this.#error("");
    this.#show();
    part(this, "field").focus();
  }

  #edited() {
    this.#editing = null;
    part(this, "field").value = this.drafts?.begin() ?? "";
    this.#written();
    this.#show();
    part(this, "field").focus();
  }

  // ---- what became of it ----

  /** @param {Command} command @param {number} seq */
  #acknowledged({type, fields}, seq) {
    if (type === "question.ask" && fields.nameless) this.#own.wrote(seq, fields.nobody === true);
    if (type === "question.ask" && this.stage.state.questionRules.approve) this.#read();
    if (type === "question.take") part(this, "scroll").scrollTop = 0; // where it stands now
    if (type === "question.vote" || type === "question.unvote") this.#own.voted(Number(fields.of), type === "question.vote");
    this.#show();
  }

  /** @param {Command} command @param {string} why */
  #refused({type, id, fields}, why) {
    if (!type.startsWith("question.")) return;
    this.stage.discard(id);
    this.#own.forget(Number(fields.of));
    const field = this.querySelector(`[data-part="${type === "question.answer" ? "answer-text" : "field"}"]`);
    if (field instanceof HTMLTextAreaElement && !field.value && typeof fields.text === "string") field.value = fields.text;
    this.#error(why);
    this.#show();
  }

  /** @param {import("../../lecture/log.js").Entry} entry */
  #heard({type, to, seq, data}) {
    if (!this.stage.live) return;
    if (to === "staff" && type === "question.written" && data.held && this.stage.leads) return this.tell?.(words("question.said.held", {question: data.text}));
    if (to !== undefined) return;
    if (type === "question.asked" || type === "question.ruled") this.#own.unheard.length > 0 && this.#read();
    if (type === "question.ruled" && this.stage.you.role === "student") this.#told();
    if (type === "question.asked" && this.stage.leads) this.#asked(seq, data.text);
    const question = this.stage.state.questions.find(({seq}) => seq === data?.of);
    if (!question) return;
    const own = this.#own.has(question, this.stage.you.id);
    if (type === "question.taken") this.tell?.(words(own ? "question.said.yours" : "question.said.taken", {question: question.text}));
    if (type === "question.merged" && own) this.room.toast(words("question.said.merged", {question: question.text}));
  }

  /** Those who teach are told what came, and what it is like. @param {number} seq @param {string} text */
  async #asked(seq, text) {
    this.tell?.(words("question.said.asked", {question: text}));
    const [like] = this.#standing(await this.#similar(text)).filter(other => other.seq !== seq);
    if (!like) return;
    this.#like.set(seq, like.seq);
    this.#show();
  }

  // ---- the list ----

  /** @param {string} by */
  #sort(by) {
    forThisTab.set(SORT, by);
    this.#show();
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("button"));
    const seq = Number(/** @type {HTMLElement|null} */ (button?.closest("[data-key]"))?.dataset.key);
    if (button?.dataset.part === "approve" || button?.dataset.part === "decline") return void this.stage.command(`question.${button.dataset.part}`, {of: seq});
    if (button?.dataset.part === "carry") return void this.stage.command("question.carry", {lecture: Number(button.dataset.lecture), of: Number(button.dataset.question)});
    const question = this.stage.state.questions.find(question => question.seq === seq);
    if (!button || !question) return;
    switch (button.dataset.part) {
      case "merge-like": return void this.stage.command("question.merge", {of: seq, into: this.#like.get(seq)});
      case "vote": return this.#vote(question);
      case "edit": return this.#edit(question);
      case "withdraw": return this.#act("question.withdraw", question, part(this, "field"));
      case "take": return this.#act("question.take", question, this.#button(question, "done"));
      case "done": return this.#act("question.answer", question, this.#button(question, "more"));
      case "more": return this.#more(button, question);
    }
  }

  /**
   * Says it, and puts the keyboard where it goes on, because what was pressed is about to go.
   * @param {string} type
   * @param {Question} question
   * @param {HTMLElement|null} next
   */
  #act(type, question, next) {
    this.stage.command(type, {of: question.seq});
    next?.focus({preventScroll: true});
  }

  /** @param {Question} question @param {string} name @returns {HTMLElement|null} of its row */
  #button({seq}, name) {
    return part(this, "list").querySelector(`[data-key="${seq}"] [data-part="${name}"]`);
  }

  /** @param {Question} question */
  #vote(question) {
    const wanted = !this.#own.wants(question);
    this.#own.voting(question.seq, wanted);
    this.stage.command(wanted ? "question.vote" : "question.unvote", {of: question.seq});
    this.#show();
  }

  #show() {
    const {stage} = this, by = forThisTab.get(SORT) ?? "votes", own = (/** @type {Question} */ question) => this.#own.has(question, stage.you.id);
    const questions = stage.live ? stage.state.questions : stage.state.questions.map(question => ({...question, votes: this.#own.votes(question)}));
    const shown = ordered(questions, {by, own});
    for (const sort of this.querySelectorAll("[data-sort]")) sort.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (sort).dataset.sort === by));
    part(this, "sorts").hidden = shown.length < 2;
    part(this, "none").hidden = shown.length > 0;
    say(part(this, "none-text"), words(stage.may.ask ? "question.none.ask" : stage.live ? "question.none.live" : "question.none.replay"));
    const askers = new Map(side(stage.state, "staff").askers.map(({seq, by}) => [seq, by?.name ?? null]));
    const focused = document.activeElement;
    keyed(part(this, "list"), shown, ({seq}) => seq, () => fromTemplate("question"), (row, question) => fillQuestion(row, question, {
      own: own(question), wanted: this.#own.wants(question), asker: askers.get(question.written ?? 0) ?? null,
      root: questions.find(({seq}) => seq === question.into) ?? null, like: questions.find(({seq}) => seq === this.#like.get(question.seq)) ?? null, may: stage.may, leads: stage.leads, when: at => stage.when(at)
    }));
    // A row that moved has lost the keyboard.
    if (focused instanceof HTMLElement && focused !== document.activeElement && part(this, "list").contains(focused)) focused.focus({preventScroll: true});
    this.#unheard();
    this.#panel.count("questions", questions.filter(waits).length + (stage.leads ? this.#held.length : 0));
    this.#forms();
  }

  /** What the class has not heard: for those who teach what waits for them, for others what they wrote themselves. */
  #unheard() {
    keyed(part(this, "unheard"), this.#own.unheard, ({written}) => written, () => document.createElement("li"), (row, {text, declined}) =>
      say(row, words(declined ? "question.unheard.declined" : "question.unheard.waits", {question: text})));
    if (!this.stage.leads) return;
    const held = this.#held;
    part(this, "held-head").hidden = held.length === 0;
    keyed(part(this, "held"), held, ({seq}) => seq, () => fromTemplate("question-held"), (row, {text, by, names}) => {
      say(part(row, "text"), text);
      say(part(row, "who"), by ? words(names === "class" ? "question.held.by" : "question.held.nameless", {name: by.name}) : words("question.held.nobody"));
    });
  }

  get #held() {
    return side(this.stage.state, "staff").askers.filter(({held}) => held);
  }

  /** What earlier sessions left open, for those who teach. */
  async #carried() {
    const answer = await fetch(`${this.room.lectureUrl}/questions/carried`, {headers: {accept: "application/json"}}).catch(() => null);
    if (!answer?.ok) return;
    /** @type {{lecture: number, question: number, title: string, text: string, votes: number}[]} */
    const open = await answer.json(), here = new Set(this.stage.state.questions.flatMap(({from}) => from ? [`${from.lecture} ${from.question}`] : []));
    const left = open.filter(({lecture, question}) => !here.has(`${lecture} ${question}`));
    part(this, "agenda").hidden = left.length === 0;
    say(part(this, "agenda-head"), words("question.agenda", {count: left.length}));
    keyed(part(this, "carried"), left, ({lecture, question}) => `${lecture} ${question}`, () => fromTemplate("question-carried"), (row, {lecture, question, title, text, votes}) => {
      say(part(row, "text"), text);
      say(part(row, "who"), words("question.agenda.from", {title, votes}));
      Object.assign(part(row, "carry").dataset, {lecture, question});
    });
  }

  #forms() {
    const {stage} = this, composer = part(this, "composer");
    composer.hidden = !stage.may.ask;
    part(this, "editing").hidden = this.#editing === null;
    part(this, "names").hidden = this.#editing !== null;
    const sending = ["question.ask", "question.edit"].some(type => stage.outbox.of(type).length > 0);
    say(part(this, "state"), sending ? words("question.sending") : "");
    if (!stage.leads) return;
    const chosen = stage.state.questions.find(({seq}) => seq === this.#chosen?.seq);
    if (!stage.may.lead || !chosen || !stands(chosen)) this.#put();
  }

  /** @param {string} text */
  #error(text) {
    part(this, "error").hidden = !text;
    say(part(this, "error"), text);
  }

  // ---- those who teach ----

  #lead() {
    this.#carried();
    this.on(this.stage, "entry", ({detail: {type}}) => type === "question.carried" && this.#carried());
    const act = (/** @type {string} */ name, /** @type {(question: Question) => void} */ what) => this.on(part(this, name), "click", () => {
      part(this, "menu").hidePopover();
      if (this.#chosen) what(this.#chosen);
    });
    act("write", question => this.#open("answering", question));
    act("merge", question => this.#open("merging", question));
    act("back", question => this.#act("question.putBack", question, this.#button(question, "more")));
    act("dismiss", question => this.#act("question.dismiss", question, part(this, "scroll")));
    for (const stop of this.querySelectorAll('[data-part="stop"]')) this.on(stop, "click", () => this.#close());
    this.on(part(this, "answering"), "submit", event => {
      event.preventDefault();
      const text = part(this, "answer-text").value.trim();
      if (!text || !this.#chosen) return part(this, "answer-text").focus();
      if (text.length > LONGEST.answer) return this.#error(words("question.over", {count: text.length - LONGEST.answer, most: LONGEST.answer}));
      this.stage.command("question.answer", {of: this.#chosen.seq, text});
      this.#close();
    });
    this.on(part(this, "merging"), "submit", event => {
      event.preventDefault();
      const into = Number(part(this, "into").value);
      if (this.#chosen && into) this.stage.command("question.merge", {of: this.#chosen.seq, into});
      this.#close();
    });
  }

  /** @param {HTMLElement} button @param {Question} question */
  #more(button, question) {
    const menu = /** @type {HTMLElement} */ (part(this, "menu")), {right, bottom} = button.getBoundingClientRect();
    this.#put();
    this.#chosen = question;
    part(this, "merge").hidden = this.#others(question).length === 0;
    part(this, "back").hidden = question.takenAt === null && question.answeredAt === null;
    menu.style.setProperty("--x", `${right}px`);
    menu.style.setProperty("--y", `${bottom}px`);
    menu.showPopover();
    /** @type {HTMLElement|null} */ (menu.querySelector("button:not([hidden])"))?.focus();
  }

  /** @param {Question} question */
  #others(question) {
    return this.stage.state.questions.filter(other => stands(other) && other.seq !== question.seq);
  }

  /** @param {"answering"|"merging"} name @param {Question} question */
  #open(name, question) {
    this.#error("");
    const form = part(this, name);
    form.hidden = false;
    say(part(form, "about"), question.text);
    if (name === "answering") part(this, "answer-text").value = question.answer ?? "";
    else part(this, "into").replaceChildren(...this.#others(question).map(({seq, text}) => new Option(text, String(seq))));
    form.querySelector("textarea, select")?.focus();
  }

  /** The same by the person, who goes on in the list. */
  #close() {
    const button = this.#chosen && this.#button(this.#chosen, "more");
    this.#put();
    (button ?? part(this, "scroll")).focus({preventScroll: true});
  }

  /** Closes what was open for a question. */
  #put() {
    this.#chosen = null;
    for (const name of ["answering", "merging"]) part(this, name).hidden = true;
  }

  get #panel() {
    return /** @type {import("../../room/panel.js").LecternPanel} */ (this.closest("lectern-panel"));
  }
}
