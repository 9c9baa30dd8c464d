// @ts-check
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { here } from "../../lib/base.js";
import { clock } from "../../lib/durations.js";
import { forThisBrowser, forThisTab } from "../../lib/kept.js";
import { isComposing, NEED_ALT } from "../../lib/keys.js";
import { writeMarkdown } from "../../lib/markdown.js";
import { every } from "../../lib/timing.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";
import { bars, choices, cloud, compared, current, folded, gain, inWords, isOpen, isTalked, isWritten, mostFrequent, rightly, told } from "./asked.js";
import { LatePoll } from "./late-poll.js";
import { OrderList } from "./order.js";
import { OwnAnswers } from "./own-answers.js";
/** @typedef {import("./state.js").Poll} Poll */
/** @typedef {import("./asked.js").Bar} Bar */

/** So many words of a cloud are one person's. */
const MOST_WORDS = 2;
/** So many of the answers that came late are told in words. */
const MOST_LATE = 6;
const TEN_SECONDS = 10_000;
/** An answer that was chosen before the end counts for so long after it, ms. */
const ON_ITS_WAY = 60_000;

/** The poll that runs, or was asked last: to be answered by students, and for those who teach what the answers come to. */
export class LecternPoll extends RoomElement {
  /** @type {OwnAnswers} */
  #own = new OwnAnswers("", 0);
  /** @type {LatePoll} */
  #late = /** @type {any} */ (null);
  /** @type {import("./state.js").Tally|null} what those who teach see of it while it runs */
  #tally = null;
  /** @type {Poll|null} */
  #shown = null;
  /** @type {number|null} */
  #left = null;
  #why = "";
  /** @type {OrderList} */
  #order = /** @type {any} */ (null);
  /** Whether the order on the screen has not been sent. */
  #orderMoved = false;

  begin() {
    this.#order = new OrderList(part(this, "order"), text => say(part(this, "aloud"), text), this.signal);
    this.on(this.#order, "moved", () => this.#reordered());
    this.on(part(this, "send-order"), "click", () => this.#sendOrder());
    this.on(part(this, "words"), "click", event => this.#withoutWord(event));
    if (this.#points) this.on(this.#points, "chosen", ({detail}) => this.#send([detail]));
    this.on(part(this, "to-slide"), "click", () => this.#toSlide());
    this.on(this.#slides, "view", () => this.#show());
    this.#own = new OwnAnswers(this.room.lectureUrl, this.stage.you.id);
    this.#late = new LatePoll(this.room, this.#own);
    this.on(this.#late, "changed", () => this.#show());
    this.on(this.#late, "opened", () => this.#opened());
    this.on(part(this, "answer-late"), "click", () => this.#sendLate());
    this.on(part(this, "go-on"), "click", () => this.#goOn());
    this.on(part(this, "passes"), "change", event => this.#late.passes = !event.target.checked);
    part(this, "passes").checked = !this.#late.passes;
    this.on(part(this, "answers"), "change", () => this.#chosen());
    this.on(part(this, "free"), "submit", event => this.#written(event));
    this.on(part(this, "sure"), "click", event => this.#sure(event));
    this.on(part(this, "take-back"), "click", () => this.#takeBack());
    this.on(part(this, "as-table"), "click", () => this.#toggle("as-table"));
    this.on(part(this, "dismiss"), "click", () => this.#putAway());
    if (this.stage.leads) this.#lead();
    this.on(this.stage, "snapshot", () => this.#read());
    this.on(this.stage, "acknowledged", ({detail: {command}}) => this.#answered(command));
    this.on(this.stage, "refused", ({detail: {command, why}}) => this.#refused(command, why));
    document.addEventListener("keydown", event => this.#key(event), {signal: this.signal, capture: true});
    this.follow(["state", "may", "beat", "people", "shown"], () => this.#show());
    every(250, () => this.#time(), this.signal);
    this.#read();
  }

  /** Those who teach move it on. */
  #lead() {
    const say = (/** @type {string} */ type, /** @type {object} */ more = {}) => () => this.#shown && this.stage.command(type, {poll: this.#shown.seq, ...more});
    this.on(part(this, "more"), "click", say("poll.extend", {seconds: 30}));
    this.on(part(this, "show"), "click", () => this.#showResult());
    this.on(part(this, "plan"), "click", say("pair.plan"));
    this.on(part(this, "hide"), "click", say("poll.hide"));
    this.on(part(this, "reopen"), "click", say("poll.reopen"));
    this.on(part(this, "show-who"), "click", () => this.#toggle("show-who"));
    every(1_000, () => this.#count(), this.signal);
  }

  /** Of a question that was asked twice both results are shown. */
  #showResult() {
    const poll = this.#shown;
    if (!poll) return;
    if (this.#first(poll)?.right === null) this.stage.command("poll.show", {poll: poll.of});
    this.stage.command("poll.show", {poll: poll.seq});
  }

  /** The poll that asked the same before people talked about it. @param {Poll} poll */
  #first({of}) {
    return this.stage.state.polls.find(({seq}) => seq === of) ?? null;
  }

  /** Whether the class talks about it before its result is shown. @param {Poll} poll */
  #isTalkedAbout({seq}) {
    return this.stage.state.pairs.run?.of === seq;
  }

  /** Puts the keyboard where one answers. */
  focusAnswer() {
    if (this.#shown?.question.kind === "point") return this.#points?.focusPoint();
    /** @type {HTMLElement|null} */ (this.querySelector("[data-part=answers] input, [data-part=order]:not([hidden]) button, [data-part=field]"))?.focus();
  }

  async #read() {
    if (this.stage.you.role !== "student" || this.stage.live && this.stage.state.polls.length === 0) return;
    await this.#own.read();
    this.#show();
  }

  /** What those who teach see of a running poll is asked for, and never part of the log. */
  async #count() {
    const poll = this.#shown;
    if (!poll || !this.stage.leads || poll.right !== null || !this.#mayChange(poll)) return;
    const answer = await fetch(`${this.room.lectureUrl}/polls/${poll.seq}/tally`).catch(() => null);
    if (!answer?.ok || this.#shown?.seq !== poll.seq) return;
    this.#tally = await answer.json();
    this.#show();
  }

  // What was chosen in time may come for a minute after the end.
  /** @param {Poll} poll */
  #mayChange({closedAt}) {
    return closedAt === null || this.#tally === null || this.stage.clock.at() - closedAt < ON_ITS_WAY;
  }

  // ---- answering ----

  #chosen() {
    const boxes = /** @type {HTMLInputElement[]} */ ([...part(this, "answers").querySelectorAll("input")]);
    this.#send(boxes.filter(box => box.checked).map(box => box.value));
  }

  /** @param {SubmitEvent} event */
  #written(event) {
    event.preventDefault();
    const field = part(this, "field"), text = field.value.trim();
    if (!text || !this.#shown) return;
    if (this.#shown.question.kind !== "cloud") return this.#send([text]);
    field.value = "";
    this.#send([...this.#words(this.#shown), text].slice(-MOST_WORDS));
  }

  /** @param {Poll} poll */
  #words(poll) {
    return this.#mine(poll)?.answer ?? [];
  }

  /** What one has answered, or has chosen and not sent. @param {Poll} poll @returns {{answer: string[], sure: boolean|null, state?: "sending"|"sent"}|null} */
  #mine({seq}) {
    return this.#own.of(seq) ?? this.#late.chosen(seq);
  }

  /** @param {MouseEvent} event */
  #withoutWord(event) {
    const row = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("button")?.closest("[data-key]") ?? null);
    if (!row || !this.#shown) return;
    this.#send(this.#words(this.#shown).filter(word => word !== row.dataset.key));
    part(this, "field").focus();
  }

  #reordered() {
    this.#orderMoved = true;
    this.#show();
  }

  #sendOrder() {
    this.#orderMoved = false;
    this.#send(this.#order.order);
  }

  /** To the slide one points on, where this person may look at it. */
  #toSlide() {
    if (this.#shown?.slide) this.#slides.turn(this.#shown.slide.page);
  }

  get #slides() {
    return /** @type {import("../slides/slides.js").LecternSlides} */ (this.room.querySelector("lectern-slides"));
  }

  /** @param {MouseEvent} event */
  #sure(event) {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-sure]"));
    const own = this.#shown && this.#mine(this.#shown);
    if (button && own) this.#send(own.answer, button.dataset.sure === "true");
  }

  /** @param {string[]} answer @param {boolean|null} [sure] */
  #send(answer, sure = this.#shown && this.#mine(this.#shown)?.sure) {
    const poll = this.#shown;
    if (!poll || !this.#mayAnswer(poll)) return;
    if (this.#late.asks(poll)) {
      this.#late.choose(poll, answer, sure ?? null);
      return this.#show();
    }
    if (answer.length === 0) return this.#takeBack();
    this.#why = "";
    this.#own.sending(poll.seq, answer, sure ?? null, poll.names === "nobody");
    this.stage.command("poll.answer", {poll: poll.seq, answer, sure: sure ?? null, chosenAt: Math.round(this.stage.clock.at())});
    this.#show();
  }

  #takeBack() {
    const poll = this.#shown;
    if (!poll) return;
    this.#own.forget(poll.seq);
    this.stage.command("poll.takeBack", {poll: poll.seq, chosenAt: Math.round(this.stage.clock.at())});
    this.#show();
  }

  /** Playing has come to a poll and waits: the keyboard goes where one answers. */
  #opened() {
    this.#show();
    this.focusAnswer();
  }

  async #sendLate() {
    const poll = this.#shown;
    if (!poll) return;
    this.#why = await this.#late.send(poll);
    if (this.#why) await this.#own.read();
    this.#show();
    part(this, "go-on").focus();
  }

  #goOn() {
    this.#late.goOn();
    this.#show();
  }

  /** @param {import("../../lecture/outbox.js").Command} command */
  #answered({type, fields}) {
    if (type !== "poll.answer") return;
    this.#own.sent(Number(fields.poll));
    this.#show();
  }

  /** @param {import("../../lecture/outbox.js").Command} command @param {string} why */
  #refused({type, id, fields}, why) {
    if (!type.startsWith("poll.") || type === "poll.prepare" || type === "poll.open") return;
    this.stage.discard(id);
    this.#own.forget(Number(fields.poll));
    this.#why = why;
    this.#read();
  }

  /** @param {KeyboardEvent} event a digit chooses an answer while a poll may be answered */
  #key(event) {
    const poll = this.#shown, place = Number(event.key) - 1;
    if (!poll || !this.#mayAnswer(poll) || !(place >= 0) || event.ctrlKey || event.metaKey || event.altKey !== Boolean(forThisBrowser.get(NEED_ALT))) return;
    if (isComposing(event) || document.querySelector("dialog[open]") || event.target instanceof Element && event.target.closest("textarea, select, input:not([name=poll-answer])")) return;
    const box = /** @type {HTMLInputElement|undefined} */ (part(this, "answers").querySelectorAll("input")[place]);
    if (!box) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    box.click();
  }

  /** @param {Poll} poll */
  #mayAnswer(poll) {
    if (this.#late.asks(poll)) return !this.#late.isSending;
    return isOpen(poll) && this.stage.live && this.#isNow(poll) && this.stage.you.role === "student" && this.stage.may.goesOn;
  }

  /** Whether it is of now, and not of a moment one catches up on. @param {Poll} poll */
  #isNow({seq}) {
    return this.#late.past === null || this.stage.live && this.stage.state.polls.some(poll => poll.seq === seq && isOpen(poll));
  }

  // ---- showing ----

  #show() {
    this.#late.follow();
    const {stage} = this, poll = this.#current(), before = this.#shown;
    this.#shown = poll;
    this.hidden = poll === null || !stage.leads && this.#isTalkedAbout(poll) && stage.state.pairs.run?.step === "pair";
    if (before?.seq !== poll?.seq) {
      this.#tally = null;
      this.#why = "";
      this.#orderMoved = false;
      if (poll && part(this, "field").value) part(this, "field").value = "";
    }
    this.#showPoints();
    if (!poll) return;
    this.#sayAloud(before, poll);
    this.#head(poll);
    this.#ask(poll);
    this.#results(poll);
    this.#foot(poll);
    this.#time();
  }

  /** What runs now comes before what ran at the moment one catches up on. @returns {Poll|null} */
  #current() {
    const {stage} = this, {past} = this.#late;
    if (!past || stage.live && stage.state.polls.some(isOpen)) {
      return current(stage.state.polls, {at: stage.clock.at(), live: true, done: poll => this.#isPutAway(poll)});
    }
    const poll = current(past.state.polls, {at: past.clock.at(), live: false, done: () => false});
    // Whoever has answered, and whoever teaches, need not wait for the moment in which the class saw it.
    return poll && (this.stage.you.role !== "student" || this.#own.of(poll.seq)) ? this.#late.whole(poll) : poll;
  }

  /** @param {Poll|null} before @param {Poll} poll */
  #sayAloud(before, poll) {
    const aloud = part(this, "aloud");
    if (before?.seq !== poll.seq) say(aloud, isOpen(poll) ? words("poll.said.opened", {question: poll.question.text}) : "");
    else if (before.right === null && poll.right !== null) say(aloud, words("poll.said.shown"));
    else if (isOpen(before) && !isOpen(poll)) say(aloud, words("poll.said.closed"));
  }

  /** @param {Poll} poll */
  #head(poll) {
    const open = isOpen(poll), words_ = told(poll, this.room.dataset.host ?? "");
    say(part(this, "head"), open ? words(this.stage.leads ? "poll.running" : "poll.open") : words("poll.closed", {time: this.stage.when(poll.closedAt ?? 0)}));
    part(this, "dismiss").hidden = open || !this.stage.live;
    part(this, "told").hidden = !open || this.stage.leads && poll.bars;
    say(part(this, "told-who"), this.stage.leads ? words("poll.staffonly") : words_.who);
    say(part(this, "told-more"), this.stage.leads ? words("poll.staffonly.more") : words_.more);
    this.#write(part(this, "question"), poll.question.text);
  }

  // What stands in a question has formulas and images of the course; it is written anew only where it is another.
  /** @param {HTMLElement} element @param {string} source */
  #write(element, source) {
    if (element.dataset.source === source) return;
    element.dataset.source = source;
    element.classList.add("markdown");
    writeMarkdown(element, source, id => here(`/courses/${this.room.dataset.course}/images/${id}`));
  }

  /** @param {Poll} poll */
  #ask(poll) {
    const may = this.#mayAnswer(poll), own = this.#mine(poll), student = this.stage.you.role === "student", chosen = choices(poll);
    part(this, "answers").hidden = !student || !isOpen(poll) && poll.right !== null;
    keyed(part(this, "answers"), part(this, "answers").hidden ? [] : chosen, ({answer}) => `${poll.seq} ${answer}`, () => fromTemplate("poll-option"), (row, {answer, text}) => {
      const box = /** @type {HTMLInputElement} */ (row.querySelector("input"));
      box.type = poll.question.kind === "multiple" ? "checkbox" : "radio";
      box.value = answer;
      box.checked = own?.answer.includes(answer) ?? false;
      box.disabled = !may;
      say(part(row, "key"), String(chosen.findIndex(one => one.answer === answer) + 1));
      this.#write(part(row, "text"), text);
    });
    this.#askForWords(poll, may);
    this.#askForOrder(poll, may);
    this.#askForPoint(poll, may);
    part(this, "sure").hidden = !may || !own;
    for (const button of part(this, "sure").querySelectorAll("[data-sure]")) button.setAttribute("aria-pressed", String(String(own?.sure) === button.dataset.sure));
    say(part(this, "sent"), this.#sent(poll, own));
  }

  /** @param {Poll} poll @param {boolean} may */
  #askForWords(poll, may) {
    const field = part(this, "field"), {kind} = poll.question, own = kind === "cloud" ? this.#words(poll) : [];
    part(this, "free").hidden = this.stage.you.role !== "student" || !isWritten(poll) || !isOpen(poll);
    field.setAttribute("aria-label", words(kind === "number" ? "poll.number" : kind === "cloud" ? "poll.word" : "poll.text"));
    field.placeholder = kind === "cloud" ? words(own.length === 0 ? "poll.word.hint" : "poll.word.more") : "";
    field.inputMode = kind === "number" ? "decimal" : "text";
    field.maxLength = kind === "cloud" ? 25 : 200;
    field.disabled = !may || own.length >= MOST_WORDS;
    keyed(part(this, "words"), isOpen(poll) ? own : [], word => word, () => fromTemplate("poll-word"), (row, word) => {
      say(part(row, "text"), word);
      part(row, "remove").hidden = !may;
      part(row, "remove").setAttribute("aria-label", words("poll.word.remove", {word}));
    });
  }

  /** @param {Poll} poll @param {boolean} may */
  #askForOrder(poll, may) {
    const {kind, options} = poll.question, own = this.#mine(poll)?.answer;
    const asks = kind === "order" && this.stage.you.role === "student" && (isOpen(poll) || poll.right === null);
    part(this, "order").hidden = !asks;
    part(this, "send-order").hidden = !asks || !may || own !== undefined && !this.#orderMoved;
    if (asks) this.#order.show(options, this.#orderMoved && isOpen(poll) ? this.#order.order : own ?? options.map((_, place) => String(place)), may);
  }

  /** @param {Poll} poll @param {boolean} may */
  #askForPoint(poll, may) {
    const asks = poll.question.kind === "point", here = this.#points?.isHere ?? false;
    part(this, "point").hidden = !asks;
    if (!asks) return;
    part(this, "to-slide").hidden = here;
    say(part(this, "to-slide"), words("poll.point.slide", {page: poll.slide?.page ?? 0}));
    say(part(this, "point-how"), words(!here ? "poll.point.away" : may ? "poll.point.how" : isOpen(poll) ? "poll.point.asked" : "poll.point.shown"));
  }

  #showPoints() {
    const poll = this.#shown?.question.kind === "point" ? this.#shown : null;
    this.#points?.show(poll && this.#known(poll), {
      own: poll ? this.#mine(poll)?.answer[0] ?? null : null, may: poll !== null && this.#mayAnswer(poll),
      counts: poll ? (poll.tally ?? (this.stage.leads ? this.#tally : null))?.counts ?? {} : {}
    });
  }

  /** Those who teach know what is right before it is shown. @param {Poll} poll @returns {Poll} */
  #known(poll) {
    if (!this.stage.leads || poll.right !== null) return poll;
    const ready = this.stage.state.sides?.staff?.prepared?.find((/** @type {import("./state.js").Ready} */ {seq}) => seq === poll.prepared);
    return ready ? {...poll, right: ready.right, tolerance: ready.tolerance} : poll;
  }

  /** @returns {import("./point-layer.js").LecternPollPoint|null} */
  get #points() {
    return /** @type {any} */ (this.room.querySelector("lectern-poll-point"));
  }

  /** @param {Poll} poll @param {{state?: "sending"|"sent"}|null} own */
  #sent(poll, own) {
    if (this.#why) return this.#why;
    if (this.#late.asks(poll)) return words(this.#late.isSending ? "poll.sending" : "poll.late.ask");
    if (this.#late.past !== null && !this.#isNow(poll)) return own && poll.right === null ? words("poll.late.unshown") : "";
    if (isOpen(poll) && own && this.#orderMoved) return words("poll.order.unsent");
    if (!isOpen(poll) && this.#isTalkedAbout(poll) && !this.stage.leads) return words("pair.withheld");
    if (!isOpen(poll)) return poll.right === null && !this.stage.leads ? words("poll.waiting", {name: this.room.dataset.host || words("poll.teacher")}) : "";
    if (!own) return "";
    return own.state === "sending" ? words("poll.sending") : words("poll.sent");
  }

  /** @param {Poll} poll */
  #results(poll) {
    const tally = poll.tally ?? (this.stage.leads ? this.#tally : null), own = this.#own.of(poll.seq)?.answer ?? [], table = this.#pressed("as-table");
    const rows = tally && Object.keys(tally.counts).length > 0 ? bars(this.#known(poll), tally, own) : [], isCloud = poll.question.kind === "cloud";
    part(this, "results").hidden = table || isCloud;
    this.#cloud(isCloud && tally ? tally : null, own);
    this.#twice(poll, tally);
    part(this, "table").hidden = !table || rows.length === 0;
    keyed(part(this, "results"), table || isCloud ? [] : rows, ({answer}) => `${poll.seq} ${answer}`, () => fromTemplate("poll-bar"), (row, {text, figure, people, percent, right, mine}) => {
      if (isWritten(poll)) say(part(row, "text"), text);
      else this.#write(part(row, "text"), text);
      part(row, "right").hidden = !right;
      part(row, "mine").hidden = !mine;
      say(part(row, "share"), figure);
      say(part(row, "count"), people);
      row.style.setProperty("--v", `${percent}%`);
      row.toggleAttribute("data-right", right);
    });
    part(this, "rows").replaceChildren(...(table ? rows : []).map(tableRow));
    const why = part(this, "why");
    why.hidden = !poll.why;
    this.#write(why, poll.why ?? "");
    say(part(this, "sums"), this.#late.asks(poll) ? "" : this.#sums(poll, tally));
    part(this, "as-table").hidden = rows.length === 0;
  }

  /** Both votes side by side, once both are told. @param {Poll} poll @param {import("./state.js").Tally|null} tally */
  #twice(poll, tally) {
    const before = this.#first(poll), both = before?.tally && tally && hasCounts(before.tally) && hasCounts(tally);
    part(this, "twice").hidden = part(this, "gain").hidden = !both;
    if (!both || !before?.tally || !tally) return;
    columns(part(this, "alone"), this.#known(before), before.tally);
    columns(part(this, "talked"), this.#known(poll), tally);
    say(part(this, "alone-at"), words("pair.alone.at", {time: this.stage.when(before.at)}));
    say(part(this, "talked-at"), words("pair.talked.at", {time: this.stage.when(poll.at)}));
    const gained = gain(before.tally, tally);
    part(this, "gain").hidden = gained === null;
    if (!gained) return;
    part(this, "gain").toggleAttribute("data-loss", gained.points <= 0);
    say(part(this, "points"), new Intl.NumberFormat(document.documentElement.lang || undefined, {signDisplay: "exceptZero"}).format(gained.points));
    say(part(this, "gained"), gained.text);
  }

  /** Words as large as they are frequent; a screen reader is read a plain list instead. @param {import("./state.js").Tally|null} tally @param {string[]} own */
  #cloud(tally, own) {
    const table = this.#pressed("as-table"), mine = own.map(folded);
    part(this, "cloud").hidden = part(this, "cloud-list").hidden = !tally || table;
    keyed(part(this, "cloud"), tally ? cloud(tally) : [], ({word}) => word, () => document.createElement("span"), (span, {word, size}) => {
      say(span, word);
      span.style.setProperty("--k", String(size));
      span.toggleAttribute("data-mine", mine.includes(folded(word)));
    });
    keyed(part(this, "cloud-list"), tally ? mostFrequent(tally) : [], ([word]) => word, () => document.createElement("li"), (row, [word, people]) =>
      say(row, words(mine.includes(folded(word)) ? "poll.cloud.mine" : "poll.cloud.word", {word, people})));
  }

  /** @param {Poll} poll @param {import("./state.js").Tally|null} tally */
  #sums(poll, tally) {
    const people = Math.max(tally?.people ?? 0, poll.people), few = tally && tally.people > 0 && Object.keys(tally.counts).length === 0;
    const here = this.stage.live ? this.stage.roster.students : 0;
    return [
      people === 0 ? words("poll.none") : here > people ? words("poll.answered.of", {people, here}) : words("poll.answered", {people}),
      ...rightly(poll, tally),
      few ? words("poll.few") : "",
      this.#lately(poll)
    ].filter(Boolean).map((sentence, _, {length}) => length > 1 && !sentence.endsWith(".") ? `${sentence}.` : sentence).join(" ");
  }

  /** What came late, apart from the rest. @param {Poll} poll */
  #lately(poll) {
    const late = this.#late.past !== null || this.stage.staff ? this.#late.tally(poll) : null;
    if (!late || late.people === 0) return "";
    const most = Object.keys(late.counts).length > 0 ? bars(poll, late, []).filter(({percent}) => percent > 0).map(({text, figure}) => `${text} ${figure}`).slice(0, MOST_LATE).join(", ") : "";
    return words(most ? "poll.late.people.how" : "poll.late.people", {people: late.people, how: most});
  }

  /** @param {Poll} poll */
  #foot(poll) {
    const asks = this.#late.asks(poll);
    part(this, "late").hidden = !asks && !this.#late.waits;
    part(this, "answer-late").hidden = !asks;
    part(this, "answer-late").disabled = !this.#late.chosen(poll.seq) || this.#late.isSending;
    part(this, "go-on").hidden = !this.#late.waits;
    say(part(this, "go-on"), words(asks ? "poll.late.pass" : "poll.late.on"));
    const open = isOpen(poll), shown = poll.right !== null, own = this.#own.of(poll.seq);
    part(this, "take-back").hidden = asks || !this.#mayAnswer(poll) || !own;
    if (!this.stage.leads) return;
    const may = this.stage.may.teach;
    part(this, "more").hidden = !may || !open || poll.until === null;
    part(this, "show").hidden = !may || shown || this.#isTalkedAbout(poll);
    part(this, "plan").hidden = !may || shown || poll.of !== null || !isTalked(poll) || this.stage.state.pairs.run !== null;
    say(part(this, "show"), words(open ? "poll.end" : "poll.show"));
    part(this, "hide").hidden = !may || !shown;
    part(this, "reopen").hidden = !may || open || this.#isTalkedAbout(poll);
    part(this, "show-who").hidden = poll.names === "nobody";
    if (poll.names === "nobody" || !this.#pressed("show-who")) part(this, "who").hidden = true;
  }

  #time() {
    const poll = this.#shown;
    const left = poll && isOpen(poll) && poll.until !== null ? Math.max(0, poll.until - this.stage.clock.at()) : null;
    say(part(this, "left"), left === null ? "" : words("poll.left", {time: clock(Math.ceil(left / 1000) * 1000)}));
    const line = part(this, "line");
    line.hidden = left === null;
    if (poll && left !== null) line.style.setProperty("--v", `${left / Math.max(1, (poll.until ?? 0) - poll.at) * 100}%`);
    if (left !== null && this.#left !== null && this.#left > TEN_SECONDS && left <= TEN_SECONDS) say(part(this, "aloud"), words("poll.said.ten"));
    this.#left = left;
  }

  // ---- who, table, away ----

  /** @param {string} name */
  #toggle(name) {
    part(this, name).setAttribute("aria-pressed", String(!this.#pressed(name)));
    if (name === "show-who") this.#who();
    this.#show();
  }

  /** @param {string} name */
  #pressed(name) {
    return this.querySelector(`[data-part="${name}"]`)?.getAttribute("aria-pressed") === "true";
  }

  async #who() {
    const poll = this.#shown, who = part(this, "who");
    who.hidden = !this.#pressed("show-who");
    if (!poll || who.hidden) return;
    const answer = await fetch(`${this.room.lectureUrl}/polls/${poll.seq}/people`).catch(() => null);
    if (!answer?.ok) return say(part(this, "missing"), words("poll.list.failed"));
    /** @type {{id: number, name: string, answer: string[]|null}[]} */
    const people = await answer.json(), not = people.filter(({id, answer}) => answer === null && this.#mayBeHere(id));
    say(part(this, "missing"), not.length > 0 ? words("poll.notyet", {people: not.length, names: not.map(({name}) => name).join(", ")}) : "");
    keyed(part(this, "people"), people.filter(({answer}) => answer !== null), ({id}) => id, () => document.createElement("li"), (row, {name, answer}) =>
      say(row, `${name}: ${inWords(poll, answer ?? [])}`));
  }

  /** @param {number} id of a large room not everyone is known */
  #mayBeHere(id) {
    const {roster} = this.stage;
    return roster.unnamed > 0 || roster.list().some(person => person.id === id);
  }

  #putAway() {
    if (this.#shown) forThisTab.set(this.#awayKey, this.#stamp(this.#shown));
    this.#show();
  }

  /** @param {Poll} poll */
  #isPutAway(poll) {
    return forThisTab.get(this.#awayKey) === this.#stamp(poll);
  }

  // What was put away comes back when its result is shown.
  /** @param {Poll} poll */
  #stamp({seq, right}) {
    return `${seq} ${right !== null}`;
  }

  get #awayKey() {
    return `poll away ${this.room.dataset.lecture}`;
  }
}

/** @param {import("./state.js").Tally} tally */
function hasCounts({counts}) {
  return Object.keys(counts).length > 0;
}

/** The share of each answer as a column; a list of numbers stands in the table. @param {HTMLElement} box @param {Poll} poll @param {import("./state.js").Tally} tally */
function columns(box, poll, tally) {
  keyed(box, compared(poll, tally), ({answer}) => answer, () => fromTemplate("poll-column"), (column, {text, percent, right}) => {
    say(part(column, "share"), String(percent));
    column.style.setProperty("--v", `${percent}%`);
    column.toggleAttribute("data-right", right);
    column.title = text;
  });
}

/** @param {Bar} bar */
function tableRow({text, right, people, figure}) {
  const row = document.createElement("tr"), head = document.createElement("th");
  head.scope = "row";
  head.dir = "auto";
  head.textContent = right ? `${text} (${words("poll.right")})` : text;
  row.append(head, ...[people, figure].map(number => {
    const cell = document.createElement("td");
    cell.className = "num";
    cell.textContent = number;
    return cell;
  }));
  return row;
}
