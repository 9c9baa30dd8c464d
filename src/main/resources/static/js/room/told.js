// @ts-check
import { part, say } from "../lib/dom.js";
import { clock, timeOfDay } from "../lib/durations.js";
import { forThisTab } from "../lib/kept.js";
import { every } from "../lib/timing.js";
import { words } from "../lib/words.js";
import { RoomElement } from "./element.js";

/** Nobody is told in the moment in which they turn the microphone off; ms. */
const SILENT = 8_000;

/** Tells who teaches what they cannot see themselves: that it is a break, that the class sees them already, that nobody hears them. */
export class LecternTold extends RoomElement {
  /** @type {number|null} monotonic ms since when nobody is heard */
  #silentSince = null;

  begin() {
    this.on(part(this, "mic"), "click", () => this.#publish.toggle("microphone"));
    this.on(part(this, "dismiss"), "click", () => this.#dismiss());
    this.follow(["may", "sending", "state"], () => this.#show());
    every(500, () => this.#show(), this.signal);
  }

  #show() {
    const {told} = this.stage.may, seen = this.#seen();
    if (told !== "unheard") this.#silentSince = null;
    else this.#silentSince ??= performance.now();
    const unheard = this.#silentSince !== null && performance.now() - this.#silentSince > SILENT && !forThisTab.get(this.#key);
    this.hidden = !(told === "break" || told === "planned" && seen || unheard);
    part(this, "mic").hidden = part(this, "dismiss").hidden = told !== "unheard";
    if (this.hidden) return;
    say(part(this, "what"), told === "unheard" ? words("told.unheard") : told === "break" ? this.#break() : words("told.planned"));
    say(part(this, "more"), told === "unheard" ? words("told.unheard.more") : words(seen ? `told.${seen}` : "told.none"));
  }

  #break() {
    const {breakUntil} = this.stage.state.lecture, left = (breakUntil ?? 0) - this.stage.clock.at();
    if (breakUntil === null) return words("told.break");
    if (left <= 0) return words("told.break.over");
    return words("told.break.until", {left: clock(left), time: timeOfDay(this.stage.epoch(breakUntil))});
  }

  /** @returns {"seen"|"heard"|"both"|null} what the class has of one */
  #seen() {
    const {sending} = this.stage, seen = sending.has("camera") || sending.has("screen"), heard = sending.has("microphone");
    return seen && heard ? "both" : seen ? "seen" : heard ? "heard" : null;
  }

  #dismiss() {
    forThisTab.set(this.#key, true);
    this.#show();
  }

  get #key() {
    return `told unheard ${this.room.dataset.lecture}`;
  }

  get #publish() {
    return /** @type {import("./publish.js").LecternPublish} */ (this.room.querySelector("lectern-publish"));
  }
}

/** Tells everyone why somebody who is in the class by way of another server is neither seen nor heard. */
export class LecternResting extends RoomElement {
  begin() {
    this.follow(["may"], () => this.hidden = !this.stage.may.rests);
  }
}
