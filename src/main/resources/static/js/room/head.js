// @ts-check
import { part, say } from "../lib/dom.js";
import { clock, timeOfDay } from "../lib/durations.js";
import { every } from "../lib/timing.js";
import { words } from "../lib/words.js";
import { RoomElement } from "./element.js";

/** How many are here. */
export class LecternHere extends RoomElement {
  begin() {
    this.on(this.stage, "people", () => say(part(this, "count"), words("here", {count: this.stage.people.here})));
  }
}

/** How the line is, in bars and in words. */
export class LecternConnection extends RoomElement {
  begin() {
    this.follow(["line"], () => this.#show());
  }

  #show() {
    const {line} = this.stage;
    this.dataset.q = {live: "3", slow: "2", reconnecting: "1", connecting: "1"}[/** @type {string} */ (line)] ?? "0";
    const known = ["live", "slow", "reconnecting", "offline"].includes(line);
    say(part(this, "words"), line === "connecting" ? words("connecting") : words(known ? `line.${line}` : "line.off"));
  }
}

/** LIVE and for how long; coral only while it is true. */
export class LecternLivePill extends RoomElement {
  begin() {
    this.follow(["state", "line"], () => this.#show());
    every(250, () => this.#tick(), this.signal);
  }

  #show() {
    const {phase} = this.stage.state.lecture;
    this.classList.toggle("pill-live", phase === "live" && ["live", "slow"].includes(this.stage.line));
    say(part(this, "word"), words(`pill.${phase}`));
    this.#tick();
  }

  #tick() {
    const {phase, endedAt} = this.stage.state.lecture;
    const at = phase === "ended" ? endedAt : phase === "planned" ? null : this.stage.clock.at();
    say(part(this, "time"), at === null ? "" : clock(at));
  }
}

/** The instructor's plan: how much of it is left. Others see their part in the course there. */
export class LecternPlan extends RoomElement {
  begin() {
    if (!this.stage.staff) return;
    this.follow(["state"], () => this.#show());
    every(10_000, () => this.#show(), this.signal);
  }

  #show() {
    const {phase} = this.stage.state.lecture;
    if (phase === "planned") return say(this, words("plan.starts", {time: timeOfDay(this.room.startsAt)}));
    if (phase === "ended") return say(this, words("pill.ended"));
    const left = Math.ceil((this.room.endsAt - Date.now()) / 60_000);
    say(this, left >= 0 ? words("plan.left", {count: left}) : words("plan.over", {count: -left}));
  }
}
