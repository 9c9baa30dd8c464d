// @ts-check
import { part, say } from "../lib/dom.js";
import { forThisTab } from "../lib/kept.js";
import { every } from "../lib/timing.js";
import { words } from "../lib/words.js";
import { FADES_AFTER } from "../lecture/log.js";
import { Pace, paceWord } from "../lecture/pace.js";
import { teaches } from "../lecture/people.js";
import { RoomElement } from "./element.js";

/** Nothing anonymous is shown below this many students. */
const ENOUGH = 5;

/**
 * A student's *I'm lost*. The server tells nobody who is lost, this page included, so the button remembers for itself.
 */
export class LecternLost extends RoomElement {
  begin() {
    this.on(this.#button, "click", () => this.toggle());
    this.follow(["state"], () => this.#show());
  }

  toggle() {
    if (this.#button.disabled) return;
    const lost = !this.#lost;
    forThisTab.set(this.#key, lost || null);
    this.stage.command(lost ? "pace.lost" : "pace.found");
    this.room.toast(words(lost ? "lost.sent" : "lost.found"));
    this.#show();
  }

  #show() {
    const {phase} = this.stage.state.lecture;
    this.#button.disabled = phase !== "live" && phase !== "break";
    this.#button.setAttribute("aria-pressed", String(this.#lost));
  }

  get #lost() {
    return forThisTab.get(this.#key) === true;
  }

  get #key() {
    return `lost ${this.room.dataset.lecture} ${this.stage.you.id}`;
  }

  get #button() {
    return /** @type {HTMLButtonElement} */ (this.querySelector("button"));
  }
}

/** How the room is, for whoever teaches: counts, never faces. */
export class LecternPulse extends RoomElement {
  #pace = new Pace();

  begin() {
    this.on(this.stage, "entry", ({detail}) => this.#heard(detail));
    this.follow(["state", "people"], () => this.#show());
    every(5_000, () => this.#show(), this.signal);
  }

  /** @param {import("../lecture/log.js").Entry} entry */
  #heard({type, at, data}) {
    if (type === "pace.lost") this.#pace.signal(at, 1, 1);
    if (type !== "reaction.counted") return;
    this.#pace.signal(at, 1, data.counts.turtle ?? 0);
    this.#pace.signal(at, -1, data.counts.rabbit ?? 0);
  }

  #show() {
    const {people, state, clock} = this.stage, enrolled = Number(this.room.dataset.enrolled);
    const students = Math.max(0, people.here - people.list().filter(person => teaches(person) || person.role === "observer").length);
    const enough = students >= ENOUGH;
    say(part(this, "here"), String(students));
    say(part(this, "of"), enrolled ? words("pulse.of", {enrolled}) : words("pulse.here"));
    say(part(this, "hands"), String(state.hands.length));
    say(part(this, "lost"), enough ? String(state.pace.lost.filter(({at}) => at > clock.at() - FADES_AFTER).length) : "–");
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
