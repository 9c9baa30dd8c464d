// @ts-check
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";
import { Bank } from "./bank.js";
import { written } from "./written.js";
/** @typedef {import("./bank.js").Offered} Offered */
/** @typedef {{names: string, seconds: number|null}} How */

/** Who types or turns pages goes on within so many ms, and is not asked for at each step. */
const RESTS = 250;
const VIEWS = ["slide", "recent", "bank", "new"];

/** Where a question is put to the class: one of the slide that is shown, of the bank, of before, or one that is written now. */
export class LecternPollLauncher extends RoomElement {
  /** @type {string|null} the command that prepares what is asked next, and under what it is asked */
  #preparing = null;
  /** @type {string|null} */
  #opening = null;
  /** @type {How|null} what a question of the bank says of itself */
  #own = null;
  #ofSlides = new Bank("");
  #ofAll = new Bank("");
  /** @type {Offered[]} */
  #onSlide = [];
  #slide = "";
  #view = "new";
  /** Whether nobody has chosen or typed anything since it was opened. */
  #untouched = false;
  /** @type {Record<string, string>} what was chosen for questions that say nothing of themselves */
  #chosen = {names: "nobody", time: "90"};
  /** @type {Record<string, number>} */
  #soon = {};
  #talked = false;

  begin() {
    this.#ofSlides = new Bank(this.room.lectureUrl);
    this.#ofAll = new Bank(this.room.lectureUrl);
    this.on(this.room, "act:poll", () => this.open());
    for (const view of this.querySelectorAll("[data-view]")) this.on(view, "click", () => this.#choose(/** @type {HTMLElement} */ (view).dataset.view ?? ""));
    this.on(this, "input", () => this.#untouched = false);
    this.on(part(this, "kind"), "change", () => this.#kind());
    this.on(part(this, "names"), "change", () => this.#kind());
    this.on(part(this, "close"), "click", () => this.#dialog.close());
    this.on(part(this, "run"), "click", () => this.#run(false));
    this.on(part(this, "run-pairs"), "click", () => this.#run(true));
    this.on(part(this, "list"), "click", event => this.#again(event));
    for (const list of ["slide-list", "bank-list"]) this.on(part(this, list), "click", event => this.#fromBank(event));
    this.on(part(this, "find"), "input", () => this.#whenAtRest("find", () => this.#find()));
    this.on(this.stage, "acknowledged", ({detail}) => this.#acknowledged(detail));
    this.on(this.stage, "refused", ({detail}) => this.#refused(detail));
    this.follow(["state"], () => this.#list());
    this.follow(["state", "may"], () => this.#followSlide());
    this.signal.addEventListener("abort", () => Object.values(this.#soon).forEach(clearTimeout), {once: true});
    this.#kind();
  }

  /** With the questions of the slide where it has some, and the keyboard on the first of them. */
  open() {
    if (!this.stage.may.teach || this.#dialog.open) return;
    this.#error("");
    this.#area.look();
    this.#dialog.showModal();
    this.#show(this.#onSlide.length > 0 ? "slide" : "new");
    this.#untouched = true;
    this.#readSlide();
  }

  /** @param {string} view */
  #choose(view) {
    this.#untouched = false;
    this.#show(view);
  }

  /** @param {string} name */
  #show(name) {
    for (const view of this.querySelectorAll("[data-view]")) view.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (view).dataset.view === name));
    for (const view of VIEWS) part(this, view).hidden = view !== name;
    part(this, "run").hidden = name !== "new";
    this.#offerOwn(name === "slide" || name === "bank");
    this.#view = name;
    if (name === "slide") /** @type {HTMLElement|null} */ (part(this, "slide-list").querySelector("button"))?.focus();
    if (name === "new") part(this, "question").focus();
    if (name === "bank") {
      part(this, "find").focus();
      this.#find();
    }
  }

  // A question of the bank says who sees the names and how long it takes, unless somebody chooses otherwise here.
  /** @param {boolean} own */
  #offerOwn(own) {
    for (const name of ["names", "time"]) {
      const select = part(this, name), was = select.value === "own";
      select.querySelector("[data-own]").hidden = !own;
      if (own === was) continue;
      if (own) this.#chosen[name] = select.value;
      select.value = own ? "own" : this.#chosen[name];
    }
    this.#kind();
  }

  #kind() {
    const kind = part(this, "kind").value, bars = part(this, "bars"), nobody = part(this, "names").value === "nobody";
    part(this, "options-field").hidden = kind !== "single" && kind !== "multiple" && kind !== "order";
    say(part(this, "options-hint"), words(kind === "order" ? "poll.answers.order" : "poll.answers.star"));
    part(this, "run-pairs").hidden = part(this, "new").hidden || kind !== "single" && kind !== "multiple" && kind !== "yesno" && kind !== "number";
    part(this, "number-fields").hidden = kind !== "number";
    part(this, "yesno-field").hidden = kind !== "yesno";
    part(this, "area-field").hidden = kind !== "point";
    bars.disabled = nobody;
    if (nobody) bars.checked = false;
  }

  /** @param {boolean} talked whether the class talks about it in pairs before the result is shown */
  #run(talked) {
    this.#error("");
    this.#talked = talked;
    const question = written({
      kind: part(this, "kind").value, question: part(this, "question").value, options: part(this, "options").value,
      right: part(this, "right").value, tolerance: part(this, "tolerance").value, why: part(this, "why").value,
      yes: words("poll.yes"), no: words("poll.no"), yesno: part(this, "yesno").value, area: this.#area.value, areaName: part(this, "area-name").value
    });
    this.#own = null;
    this.#preparing = this.stage.command("poll.prepare", question).id;
  }

  /** @param {MouseEvent} event */
  #again(event) {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-part=again]"));
    const row = /** @type {HTMLElement|null} */ (button?.closest("[data-key]") ?? null);
    this.#own = null;
    if (row) this.#ask(Number(row.dataset.key));
  }

  /** @param {MouseEvent} event */
  #fromBank(event) {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-part=offered]"));
    const row = /** @type {HTMLElement|null} */ (button?.closest("[data-key]") ?? null);
    if (!row || this.#preparing || this.#opening) return;
    this.#error("");
    this.#own = JSON.parse(row.dataset.how ?? "null");
    this.#preparing = this.stage.command("poll.prepare", {bank: Number(row.dataset.key)}).id;
  }

  /** @param {number} prepared */
  #ask(prepared) {
    this.#error("");
    const own = this.#own, chosen = {names: part(this, "names").value, seconds: part(this, "time").value};
    const names = chosen.names === "own" ? own?.names ?? "nobody" : chosen.names, seconds = chosen.seconds === "own" ? own?.seconds : Number(chosen.seconds);
    this.#opening = this.stage.command("poll.open", {
      prepared, names, bars: part(this, "bars").checked && names !== "nobody", ...(seconds ? {seconds} : {})
    }).id;
  }

  /** @param {{command: import("../../lecture/outbox.js").Command, seq: number}} answer */
  #acknowledged({command: {id}, seq}) {
    if (id === this.#preparing) {
      this.#preparing = null;
      this.#ask(seq);
    }
    if (id !== this.#opening) return;
    this.#opening = null;
    if (this.#talked) this.stage.command("pair.plan", {poll: seq});
    this.#talked = false;
    if (this.#view === "new") {
      for (const name of ["question", "options", "right", "tolerance", "why", "yesno", "area-name"]) part(this, name).value = "";
      this.#area.clear();
    }
    this.#dialog.close();
  }

  /** @param {{command: import("../../lecture/outbox.js").Command, why: string}} answer */
  #refused({command: {id}, why}) {
    if (id !== this.#preparing && id !== this.#opening) return;
    this.#preparing = this.#opening = null;
    this.stage.discard(id);
    this.#error(why);
  }

  #list() {
    const ready = (this.stage.state.sides?.staff?.prepared ?? []).toReversed();
    part(this, "none").hidden = ready.length > 0;
    keyed(part(this, "list"), ready, ({seq}) => seq, () => fromTemplate("poll-ready"), (row, {question}) => {
      say(part(row, "text"), question.text);
      say(part(row, "kind"), ` ${question.options.join(" · ")}`);
    });
  }

  // ---- the bank ----

  // What belongs to a slide is read when it is shown, so that it can be asked with two keys.
  #followSlide() {
    const {deck, page} = this.stage.state.slides, slide = deck ? `${deck.id} ${page}` : "";
    if (slide === this.#slide || !this.stage.may.teach) return;
    this.#slide = slide;
    this.#offer("slide-list", this.#onSlide = []);
    this.#whenAtRest("slide", () => this.#readSlide());
  }

  async #readSlide() {
    const {deck, page} = this.stage.state.slides, slide = this.#slide;
    const found = deck ? await this.#ofSlides.find({deck: deck.title, page}) : [];
    if (!found || slide !== this.#slide || this.signal.aborted) return;
    this.#offer("slide-list", this.#onSlide = found);
    part(this, "slide-none").hidden = found.length > 0;
    // Who was quicker than the line is shown them as well, unless they have begun with something else.
    if (this.#untouched && this.#dialog.open && this.#view !== "slide" && found.length > 0) this.#show("slide");
  }

  async #find() {
    const q = part(this, "find").value.trim(), found = await this.#ofAll.find({q});
    if (this.signal.aborted || q !== part(this, "find").value.trim()) return;
    if (!found) return this.#error(words("poll.bank.failed"));
    this.#error("");
    this.#offer("bank-list", found);
    part(this, "bank-none").hidden = found.length > 0 || !q;
    part(this, "bank-empty").hidden = found.length > 0 || q !== "";
  }

  /** @param {string} list @param {Offered[]} offered the first one of a slide is what one came for */
  #offer(list, offered) {
    keyed(part(this, list), offered, ({id}) => id, () => fromTemplate("poll-offered"), (row, {id, text, what, names, seconds}) => {
      say(part(row, "text"), text);
      say(part(row, "what"), what);
      row.dataset.how = JSON.stringify({names, seconds});
      part(row, "offered").classList.toggle("btn-primary", list === "slide-list" && id === offered[0].id);
    });
  }

  /** @param {string} what @param {() => void} work */
  #whenAtRest(what, work) {
    clearTimeout(this.#soon[what]);
    this.#soon[what] = window.setTimeout(work, RESTS);
  }

  /** @param {string} text */
  #error(text) {
    part(this, "error").hidden = !text;
    say(part(this, "error"), text);
  }

  get #area() {
    return /** @type {import("./area.js").LecternPollArea} */ (this.querySelector("lectern-poll-area"));
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.closest("dialog"));
  }
}
