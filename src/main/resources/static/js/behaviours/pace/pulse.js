// @ts-check
import { part, say } from "../../lib/dom.js";
import { every } from "../../lib/timing.js";
import { words } from "../../lib/words.js";
import { here } from "../hands/hands.js";
import { side } from "../../lecture/log.js";
import { teaches } from "../../lecture/roster.js";
import { RoomElement } from "../../room/element.js";
import { PaceGauge, paceWord } from "./gauge.js";
import { FADES_AFTER } from "./state.js";

/** Nothing anonymous is shown below this many students. */
const ENOUGH = 5;

/** How the room is, for whoever teaches: counts, never faces. */
export class LecternPulse extends RoomElement {
  #pace = new PaceGauge();

  begin() {
    this.on(this.stage, "entry", ({detail}) => this.#heard(detail));
    this.follow(["state", "people", "may"], () => this.#show());
    every(5_000, () => this.#show(), this.signal);
  }

  /** @param {import("../../lecture/log.js").Entry} entry */
  #heard({type, at, data}) {
    if (type === "pace.lost") this.#pace.signal(at, 1, 1);
    if (type !== "reaction.counted") return;
    this.#pace.signal(at, 1, data.counts.turtle ?? 0);
    this.#pace.signal(at, -1, data.counts.rabbit ?? 0);
  }

  #show() {
    const {roster, clock, state, may} = this.stage, {lost} = side(state, "staff").pace, enrolled = Number(this.room.dataset.enrolled);
    const {students} = roster;
    this.hidden = !may.lead;
    const enough = students >= ENOUGH;
    say(part(this, "here"), clock.known ? String(students) : "–");
    say(part(this, "of"), enrolled ? words("pulse.of", {enrolled}) : words("pulse.here"));
    say(part(this, "hands"), clock.known ? String(may.queue ? here(state.hands, roster) : 0) : "–");
    say(part(this, "lost"), enough ? String(lost.filter(({at}) => at > clock.at() - FADES_AFTER).length) : "–");
    part(this, "few").hidden = enough;
    part(this, "pace").hidden = !enough;
    if (enough) this.#gauge(this.#pace.at(clock.at()));
  }

  /** @param {number|null} pace */
  #gauge(pace) {
    const gauge = part(this, "gauge"), said = words(`pace.${paceWord(pace)}`);
    say(part(this, "pace-words"), said);
    gauge.setAttribute("aria-valuenow", String(Math.round((pace ?? 0) * 100)));
    gauge.setAttribute("aria-valuetext", said);
    gauge.toggleAttribute("data-none", pace === null);
    gauge.firstElementChild.style.setProperty("--at", `${50 + (pace ?? 0) * 46}%`);
  }
}
