// @ts-check
import { ask } from "../../lib/dialog.js";
import { part, say } from "../../lib/dom.js";
import { clock } from "../../lib/durations.js";
import { every } from "../../lib/timing.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";

/** For how long a countdown that has run out says so, ms. */
const SAID_FOR = 60_000;

/** Moments before the end that are said aloud to those who do not see the countdown, ms. */
const SAID_AT = [60_000, 10_000, 0];

/** The countdown on the picture. Who teaches can give more time there, or take it away. */
class LecternTimer extends RoomElement {
  /** @type {number|null} what was left when the countdown was last looked at, ms */
  #before = null;

  begin() {
    for (const button of this.querySelectorAll("[data-seconds]")) this.on(button, "click", () => this.#extend(button));
    const stop = this.querySelector("[data-part='stop']");
    if (stop) this.on(stop, "click", () => this.stage.command("timer.stop"));
    this.follow(["state"], () => this.#show());
    every(250, () => this.#show(), this.signal);
  }

  #show() {
    const {state, may} = this.stage, {until} = state.timer;
    const left = until === null ? null : until - this.stage.clock.at();
    this.hidden = left === null || left < -SAID_FOR || !may.goesOn;
    if (this.hidden || left === null) {
      this.#before = null;
      return;
    }
    // A second is shown until it is over, so that the last one is not 0:00.
    say(part(this, "left"), left > 0 ? clock(Math.ceil(left / 1000) * 1000) : words("timer.over"));
    this.toggleAttribute("data-over", left <= 0);
    this.#sayAloud(left);
  }

  /** @param {number} left ms */
  #sayAloud(left) {
    const before = this.#before;
    this.#before = left;
    if (before === null || left > before) say(part(this, "aloud"), left > 0 ? words("timer.left", {time: clock(left)}) : "");
    else if (SAID_AT.some(moment => before > moment && left <= moment)) {
      say(part(this, "aloud"), left > 500 ? words("timer.left", {time: clock(Math.ceil(left / 1000) * 1000)}) : words("timer.over"));
    }
  }

  /** @param {Element} button */
  #extend(button) {
    this.stage.command("timer.extend", {seconds: Number(/** @type {HTMLElement} */ (button).dataset.seconds)});
  }
}

/** The tool with which a countdown begins. */
class LecternTimerTool extends RoomElement {
  begin() {
    this.on(part(this, "open"), "click", () => this.#start());
    this.on(this.room, "act:timer", () => part(this, "open").disabled || this.#start());
    this.follow(["may"], () => part(this, "open").disabled = !this.stage.may.teach);
  }

  async #start() {
    const seconds = Number(await ask(/** @type {HTMLDialogElement} */ (document.getElementById("start-timer"))));
    if (seconds) this.stage.command("timer.start", {seconds});
  }
}

/** @type {import("../behaviour.js").Shown} */
export const timer = {elements: {timer: LecternTimer, "timer-tool": LecternTimerTool}};
