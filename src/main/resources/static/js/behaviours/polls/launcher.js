// @ts-check
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";
import { written } from "./written.js";

/** Where a question is written and put to the class, or one of before is put again. */
export class LecternPollLauncher extends RoomElement {
  /** @type {string|null} the command that prepares what is asked next, and under what it is asked */
  #preparing = null;
  /** @type {string|null} */
  #opening = null;

  begin() {
    this.on(this.room, "act:poll", () => this.open());
    for (const view of this.querySelectorAll("[data-view]")) this.on(view, "click", () => this.#view(/** @type {HTMLElement} */ (view).dataset.view ?? ""));
    this.on(part(this, "kind"), "change", () => this.#kind());
    this.on(part(this, "names"), "change", () => this.#kind());
    this.on(part(this, "close"), "click", () => this.#dialog.close());
    this.on(part(this, "run"), "click", () => this.#run());
    this.on(part(this, "list"), "click", event => this.#again(event));
    this.on(this.stage, "acknowledged", ({detail}) => this.#acknowledged(detail));
    this.on(this.stage, "refused", ({detail}) => this.#refused(detail));
    this.follow(["state"], () => this.#list());
    this.#kind();
  }

  open() {
    if (!this.stage.may.teach || this.#dialog.open) return;
    this.#error("");
    this.#area.look();
    this.#dialog.showModal();
  }

  /** @param {string} name */
  #view(name) {
    for (const view of this.querySelectorAll("[data-view]")) view.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (view).dataset.view === name));
    part(this, "new").hidden = name !== "new";
    part(this, "recent").hidden = name !== "recent";
    part(this, "run").hidden = name !== "new";
  }

  #kind() {
    const kind = part(this, "kind").value, bars = part(this, "bars"), nobody = part(this, "names").value === "nobody";
    part(this, "options-field").hidden = kind !== "single" && kind !== "multiple" && kind !== "order";
    say(part(this, "options-hint"), words(kind === "order" ? "poll.answers.order" : "poll.answers.star"));
    part(this, "number-fields").hidden = kind !== "number";
    part(this, "yesno-field").hidden = kind !== "yesno";
    part(this, "area-field").hidden = kind !== "point";
    bars.disabled = nobody;
    if (nobody) bars.checked = false;
  }

  #run() {
    this.#error("");
    const question = written({
      kind: part(this, "kind").value, question: part(this, "question").value, options: part(this, "options").value,
      right: part(this, "right").value, tolerance: part(this, "tolerance").value, why: part(this, "why").value,
      yes: words("poll.yes"), no: words("poll.no"), yesno: part(this, "yesno").value, area: this.#area.value, areaName: part(this, "area-name").value
    });
    this.#preparing = this.stage.command("poll.prepare", question).id;
  }

  /** @param {MouseEvent} event */
  #again(event) {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-part=again]"));
    const row = /** @type {HTMLElement|null} */ (button?.closest("[data-key]") ?? null);
    if (row) this.#ask(Number(row.dataset.key));
  }

  /** @param {number} prepared */
  #ask(prepared) {
    this.#error("");
    const seconds = part(this, "time").value;
    this.#opening = this.stage.command("poll.open", {
      prepared, names: part(this, "names").value, bars: part(this, "bars").checked, ...(seconds ? {seconds: Number(seconds)} : {})
    }).id;
  }

  /** @param {{command: import("../../lecture/outbox.js").Command, seq: number}} answer */
  #acknowledged({command: {id}, seq}) {
    if (id === this.#preparing) this.#ask(seq);
    if (id !== this.#opening) return;
    this.#opening = null;
    for (const name of ["question", "options", "right", "tolerance", "why", "yesno", "area-name"]) part(this, name).value = "";
    this.#area.clear();
    this.#dialog.close();
  }

  /** @param {{command: import("../../lecture/outbox.js").Command, why: string}} answer */
  #refused({command: {id}, why}) {
    if (id !== this.#preparing && id !== this.#opening) return;
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

/** The tool with which a question begins. */
export class LecternPollTool extends RoomElement {
  begin() {
    this.on(part(this, "open"), "click", () => /** @type {any} */ (this.room.querySelector("lectern-poll-launcher")).open());
    this.follow(["may"], () => part(this, "open").disabled = !this.stage.may.teach);
  }
}
