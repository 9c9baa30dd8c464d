// @ts-check
import { part, say } from "../lib/dom.js";
import { clock } from "../lib/durations.js";
import { every } from "../lib/timing.js";
import { words } from "../lib/words.js";
import { ReplayElement } from "./element.js";

const BACK = -10_000;
const FORWARD = 10_000;
/** What one press of the phone's speed button goes through. */
const RATES = [1, 1.25, 1.5, 2, 3, 0.5, 0.75];

/** The bar under a replay: the time, playing, jumping, the speed, the next missed part; and the keys for them. */
export class LecternPlayback extends ReplayElement {
  begin() {
    /** @type {[string, () => void][]} */
    const acts = [
      ["previous", () => this.replay.turn(-1)], ["back", () => this.replay.skip(BACK)], ["play", () => this.replay.toggle()],
      ["forward", () => this.replay.skip(FORWARD)], ["next", () => this.replay.turn(1)],
      ["missed", () => this.replay.toNextMissed()], ["faster", () => this.#faster()]
    ];
    for (const [name, act] of acts) this.on(part(this, name), "click", act);
    const rates = part(this, "rates");
    this.on(rates, "change", () => this.replay.speed(Number(rates.value)));
    this.on(document, "keydown", event => this.#key(event));
    this.followReplay(() => this.#show());
    every(250, () => this.#tick(), this.signal);
  }

  #show() {
    const {replay} = this, {playing, rate} = replay.clock, play = part(this, "play");
    play.toggleAttribute("data-playing", playing);
    play.setAttribute("aria-label", words(playing ? "replay.pause" : "replay.play"));
    part(this, "rates").value = String(rate);
    say(part(this, "faster"), `${rate}×`);
    part(this, "faster").setAttribute("aria-label", words("replay.speed.of", {rate}));
    part(this, "missed").hidden = replay.still.length === 0;
    for (const name of ["previous", "next"]) part(this, name).disabled = replay.chapters.length < 2;
    this.#tick();
  }

  #tick() {
    const {replay} = this, {chapter} = replay;
    for (const time of this.querySelectorAll("[data-part~=at]")) say(time, clock(replay.at));
    say(part(this, "end"), clock(replay.end));
    say(part(this, "chapter"), chapter ? words("replay.chapter", {page: chapter.page}) : "");
  }

  #faster() {
    const at = RATES.indexOf(this.replay.clock.rate);
    this.replay.speed(RATES[(at + 1) % RATES.length]);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const {key, ctrlKey, metaKey, altKey} = event, on = /** @type {Element} */ (event.target);
    if (ctrlKey || metaKey || altKey || document.querySelector("dialog[open]")) return;
    if (on.closest("input, textarea, select, [contenteditable], [role=slider], [role=tab]")) return;
    if (key === " " && on.closest("button, a")) return;
    /** @type {Record<string, () => void>} */
    const acts = {
      " ": () => this.replay.toggle(), k: () => this.replay.toggle(),
      ArrowLeft: () => this.replay.skip(BACK), ArrowRight: () => this.replay.skip(FORWARD),
      PageUp: () => this.replay.turn(-1), PageDown: () => this.replay.turn(1), n: () => this.replay.toNextMissed(),
      f: () => /** @type {any} */ (this.room.querySelector("lectern-slide-foot")).full()
    };
    const act = acts[key.length === 1 ? key.toLowerCase() : key];
    if (!act) return;
    event.preventDefault();
    act();
  }
}
