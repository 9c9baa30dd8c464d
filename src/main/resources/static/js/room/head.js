// @ts-check
import { part, say } from "../lib/dom.js";
import { clock, isToday } from "../lib/durations.js";
import { serverNow } from "../lib/server-time.js";
import { every } from "../lib/timing.js";
import { words } from "../lib/words.js";
import { RoomElement } from "./element.js";

/** How many are here. */
export class LecternHere extends RoomElement {
  begin() {
    this.on(this.stage, "people", () => say(part(this, "count"), words("here", {count: this.stage.roster.here})));
    // Who is out of the room is not told any more who comes and goes.
    this.follow(["may"], () => this.hidden = this.stage.may.out);
  }
}

/** A gap shorter than this needs no words, ms. */
const WORTH_SAYING = 10_000;

/** How the line is, in bars and in words; and how long it was gone, once it is back. */
export class LecternConnection extends RoomElement {
  /** @type {number|null} epoch ms of the last thing heard before the line went */
  #gone = null;

  begin() {
    this.follow(["line"], () => this.#show());
  }

  #show() {
    const {line} = this.stage;
    this.dataset.q = {live: "3", slow: "2", reconnecting: "1", connecting: "1"}[/** @type {string} */ (line)] ?? "0";
    const known = ["live", "slow", "reconnecting", "offline"].includes(line);
    say(part(this, "words"), line === "connecting" ? words("connecting") : words(known ? `line.${line}` : "line.off"));
    this.#back();
  }

  #back() {
    const {line, lineSince} = this.stage;
    if (line === "reconnecting") this.#gone ??= lineSince;
    if (this.#gone === null || line !== "live" && line !== "slow") return;
    const gone = serverNow() - this.#gone;
    this.#gone = null;
    if (gone > WORTH_SAYING) this.room.toast(words("back.missed", {time: clock(gone)}));
  }
}

/** LIVE and for how long; coral only while it is true. */
export class LecternLivePill extends RoomElement {
  begin() {
    this.follow(["state", "shown", "may"], () => this.#show());
    every(250, () => this.#tick(), this.signal);
  }

  #show() {
    const {stage} = this, {phase} = stage.state.lecture;
    this.hidden = stage.may.out;
    this.classList.toggle("pill-live", phase === "live" && !stage.lookBack && stage.may.over === null);
    this.#tick();
  }

  #tick() {
    const {lookBack} = this.stage, {phase, endedAt} = this.stage.state.lecture;
    this.classList.toggle("pill-missed", lookBack !== null);
    if (lookBack) {
      say(part(this, "word"), words("catchup.pill", {time: clock(lookBack.behind)}));
      return say(part(this, "time"), "");
    }
    say(part(this, "word"), words(this.stage.may.over === "alone" ? "pill.alone" : `pill.${phase}`));
    const at = phase === "ended" ? endedAt : phase === "planned" ? null : this.stage.clock.at();
    say(part(this, "time"), at === null ? "" : clock(at));
  }
}

/** What of a person is kept, by the kind of track. */
const KEPT = /** @type {const} */ ([["sound", ["microphone", "screen-sound"]], ["picture", ["camera"]], ["screen", ["screen"]]]);

/** Tells everyone what is kept: what is written and shown always is. */
export class LecternRecording extends RoomElement {
  begin() {
    this.follow(["tracks", "may"], () => this.#show());
  }

  #show() {
    const {tracks, state, may} = this.stage, {phase} = state.lecture;
    this.hidden = phase !== "live" && phase !== "break" || !may.queue;
    const on = KEPT.filter(([, kinds]) => tracks.some(({kind}) => kinds.some(one => one === kind))).map(([what]) => words(`recording.${what}`));
    say(part(this, "words"), on.length ? words("recording.of", {what: new Intl.ListFormat(document.documentElement.lang).format(on)}) : words("recording.written"));
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
    const {planned, plannedTime} = this.room.dataset;
    if (phase === "planned") return say(this, words("plan.starts", {time: (isToday(this.room.startsAt) ? plannedTime : planned) ?? ""}));
    if (phase === "ended") return say(this, words("pill.ended"));
    const left = Math.ceil((this.room.endsAt - serverNow()) / 60_000);
    say(this, left >= 0 ? words("plan.left", {count: left}) : words("plan.over", {count: -left}));
  }
}
