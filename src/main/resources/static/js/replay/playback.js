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

/** The bar under a replay: the time, playing, jumping, the speed, the next missed part. */
export class LecternPlayback extends ReplayElement {
  begin() {
    /** @type {[string, () => void][]} */
    const acts = [
      ["previous", () => this.replay.turn(-1)], ["back", () => this.replay.skip(BACK)], ["play", () => this.replay.toggle()],
      ["forward", () => this.replay.skip(FORWARD)], ["next", () => this.replay.turn(1)],
      ["missed", () => this.replay.toNextMissed()], ["faster", () => this.#faster()]
    ];
    for (const [name, act] of acts) this.on(part(this, name), "click", act);
    this.on(part(this, "rates"), "click", event => {
      const button = event.target.closest("[data-rate]");
      if (button) this.replay.speed(Number(button.dataset.rate));
    });
    this.on(part(this, "others"), "change", event => this.replay.speed(Number(event.target.value)));
    this.followReplay(() => this.#show());
    every(250, () => this.#tick(), this.signal);
  }

  #show() {
    const {replay} = this, {playing, rate} = replay.clock, play = part(this, "play");
    play.toggleAttribute("data-playing", playing);
    play.setAttribute("aria-label", words(playing ? "replay.pause" : "replay.play"));
    this.#rate(rate);
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
    say(part(this, "chapter"), chapter ? replay.name(chapter) : "");
  }

  /** @param {number} rate */
  #rate(rate) {
    const buttons = /** @type {HTMLElement[]} */ ([...part(this, "rates").querySelectorAll("[data-rate]")]);
    for (const button of buttons) button.setAttribute("aria-pressed", String(Number(button.dataset.rate) === rate));
    const other = !buttons.some(button => Number(button.dataset.rate) === rate);
    say(part(this, "other"), other ? `${rate}×` : "…");
    part(this, "other").parentElement.toggleAttribute("data-chosen", other);
    part(this, "others").value = other ? String(rate) : "";
  }

  #faster() {
    const at = RATES.indexOf(this.replay.clock.rate);
    this.replay.speed(RATES[(at + 1) % RATES.length]);
  }
}
