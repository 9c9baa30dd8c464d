// @ts-check
import { ask } from "../../lib/dialog.js";
import { part, say } from "../../lib/dom.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";

/** How long an end can be taken back, ms; the server seals the lecture then. */
const UNDO = 10_000;

/** Starting and ending the session. It is there twice, in the bar and on the phone's head; only one is ever visible. */
export class LecternSession extends RoomElement {
  begin() {
    this.on(part(this, "start"), "click", () => this.stage.command("lecture.start"));
    this.on(part(this, "end"), "click", () => this.#end());
    this.on(this.stage, "acknowledged", ({detail}) => detail.command === this.ending && this.#ended());
    this.follow(["may"], () => this.#show());
  }

  #show() {
    const {start, end} = this.stage.may;
    part(this, "start").hidden = !start;
    part(this, "end").hidden = !end;
    part(this, "leave").hidden = start || end;
  }

  async #end() {
    const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("end-session"));
    const count = () => say(part(dialog, "here"), words("end.here", {count: Math.max(0, this.stage.roster.here - 1)}));
    count();
    this.stage.addEventListener("people", count, {signal: this.signal});
    const answer = await ask(dialog);
    this.stage.removeEventListener("people", count);
    if (answer === "end") this.ending = this.stage.command("lecture.end");
  }

  #ended() {
    this.ending = undefined;
    this.room.toast(words("end.ended"), {action: words("end.undo"), act: () => this.stage.command("lecture.undoEnd"), ms: UNDO - 500});
  }
}

/** A break, and going on. */
export class LecternBreak extends RoomElement {
  begin() {
    this.on(part(this, "break"), "click", () => this.#press());
    this.follow(["state", "may"], () => this.#show());
  }

  #show() {
    const {phase} = this.stage.state.lecture, button = part(this, "break");
    button.disabled = !this.stage.may.pause;
    button.setAttribute("aria-pressed", String(phase === "break"));
    say(part(this, "words"), words(phase === "break" ? "break.go" : "tool.break"));
  }

  async #press() {
    if (this.stage.state.lecture.phase === "break") return this.stage.command("lecture.resume");
    const answer = await ask(/** @type {HTMLDialogElement} */ (document.getElementById("take-break")));
    if (answer) this.stage.command("lecture.pause", answer === "open" ? {} : {minutes: Number(answer)});
  }
}
