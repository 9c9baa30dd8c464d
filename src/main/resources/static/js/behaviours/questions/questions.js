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
const SORT = "questions sorted by";
const NAMELESS = "questions without a name";

/** What the class asks in writing: asked, voted for, and answered by those who teach. */
export class LecternQuestions extends RoomElement {
  #own = new OwnQuestions("");
  /** @type {Question|null} one's own, while it is changed */
  #editing = null;
  /** @type {Question|null} the one whose menu is open, or that is answered in writing or merged */
  #chosen = null;

  begin() {
    this.#own = new OwnQuestions(this.room.lectureUrl);
    this.drafts = new Drafts(forThisBrowser, forThisTab, `question ${this.room.dataset.lecture} ${this.stage.you.id}`);
    this.tell = announcer(part(this, "said"), SAY, this.signal);
    for (const sort of this.querySelectorAll("[data-sort]")) this.on(sort, "click", () => this.#sort(/** @type {HTMLElement} */ (sort).dataset.sort ?? ""));
    this.on(part(this, "list"), "click", event => this.#clicked(event));
    this.on(this.stage, "entry", ({detail}) => this.#heard(detail));
    this.on(this.stage, "acknowledged", ({detail: {command, seq}}) => this.#acknowledged(command, seq));
    this.on(this.stage, "refused", ({detail: {command, why}}) => this.#refused(command, why));
    if (this.stage.live && this.stage.you.role === "student") this.#ask();
    if (this.stage.leads) this.#lead();
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
    const text = part(this, "field"), nameless = part(this, "nameless");
    text.value = this.drafts?.begin() ?? "";
    nameless.checked = forThisBrowser.get(NAMELESS) ?? false;
    this.on(text, "input", () => this.#written());
    this.on(text, "keydown", event => this.#pressed(event));
    this.on(nameless, "change", () => this.#told());
    this.on(part(this, "cancel"), "click", () => this.#edited());
    this.on(part(this, "composer"), "submit", event => {
      event.preventDefault();
      this.#send();
    });
    this.#told();
    this.#written();
  }

  #told() {
    const {checked} = part(this, "nameless");
    forThisBrowser.set(NAMELESS, checked);
    say(part(this, "told"), words(checked ? "question.told.nameless" : "question.told.name", {name: this.room.dataset.host || words("question.teacher")}));
  }

  #written() {
    const {value} = part(this, "field"), over = value.trim().length - LONGEST.question;
    if (!this.#editing) this.drafts?.write(value);
    part(this, "field").setAttribute("aria-invalid", String(over > 0));
    this.#error(over > 0 ? words("question.over", {count: over, most: LONGEST.question}) : "");
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
    this.stage.command("question.ask", {text, nameless: part(this, "nameless").checked});
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
    if (type === "question.ask" && fields.nameless) this.#own.wrote(seq);
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
  #heard({type, to, data}) {
    if (!this.stage.live || to !== undefined) return;
    const question = this.stage.state.questions.find(({seq}) => seq === data?.of);
    if (type === "question.asked" && this.stage.leads) this.tell?.(words("question.said.asked", {question: data.text}));
    if (type !== "question.taken" || !question) return;
    this.tell?.(words(this.#own.has(question, this.stage.you.id) ? "question.said.yours" : "question.said.taken", {question: question.text}));
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
    const question = this.stage.state.questions.find(question => question.seq === seq);
    if (!button || !question) return;
    switch (button.dataset.part) {
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
    const {stage} = this, {questions} = stage.state, by = forThisTab.get(SORT) ?? "votes", own = (/** @type {Question} */ question) => this.#own.has(question, stage.you.id);
    const shown = ordered(questions, {by, own});
    for (const sort of this.querySelectorAll("[data-sort]")) sort.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (sort).dataset.sort === by));
    part(this, "sorts").hidden = shown.length < 2;
    part(this, "none").hidden = shown.length > 0;
    say(part(this, "none-text"), words(stage.may.ask ? "question.none.ask" : stage.live ? "question.none.live" : "question.none.replay"));
    const askers = new Map(side(stage.state, "staff").askers.map(({seq, by}) => [seq, by?.name ?? null]));
    const focused = document.activeElement;
    keyed(part(this, "list"), shown, ({seq}) => seq, () => fromTemplate("question"), (row, question) => fillQuestion(row, question, {
      own: own(question), wanted: this.#own.wants(question), asker: askers.get(question.written ?? 0) ?? null,
      root: questions.find(({seq}) => seq === question.into) ?? null, may: stage.may, leads: stage.leads, when: at => stage.when(at)
    }));
    // A row that moved has lost the keyboard.
    if (focused instanceof HTMLElement && focused !== document.activeElement && part(this, "list").contains(focused)) focused.focus({preventScroll: true});
    this.#panel.count("questions", questions.filter(waits).length);
    this.#forms();
  }

  #forms() {
    const {stage} = this, composer = part(this, "composer");
    composer.hidden = !stage.live || !stage.may.ask;
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
