// @ts-check
import { part, say } from "../../lib/dom.js";
import { every } from "../../lib/timing.js";
import { words } from "../../lib/words.js";
import { here } from "../hands/hands.js";
import { side } from "../../lecture/log.js";
import { teaches } from "../../lecture/roster.js";
import { RoomElement } from "../../room/element.js";
import { paceWord, tooFast } from "./gauge.js";
import { lastDone, Quiet } from "./quiet.js";
import { FADES_AFTER } from "./state.js";

/** Nothing anonymous is shown below this many students. */
const ENOUGH = 5;
/** From so many, and such a share of the class, being lost is told in words. */
const ALARM = {people: 3, share: 0.15};

/** How the room is, for whoever teaches: counts, never faces. */
export class LecternPulse extends RoomElement {
  #quiet = new Quiet(0);
  #alarmed = false;

  begin() {
    this.on(this.stage, "entry", ({detail}) => this.#quiet.heard(detail));
    this.on(this.stage, "snapshot", () => this.#quiet = new Quiet(lastDone(this.stage.state)));
    this.on(part(this, "explain"), "click", () => this.stage.command("pace.explain"));
    this.on(part(this, "ask"), "click", () => this.#ask());
    this.on(part(this, "not-now"), "click", () => this.#notNow());
    this.follow(["state", "people", "may"], () => this.#show());
    every(5_000, () => this.#show(), this.signal);
  }

  #show() {
    const {roster, clock, state, may} = this.stage, pace = side(state, "staff").pace, enrolled = Number(this.room.dataset.enrolled);
    const {students} = roster;
    this.hidden = !may.lead;
    const enough = students >= ENOUGH;
    say(part(this, "here"), clock.known ? String(students) : "–");
    say(part(this, "of"), enrolled ? words("pulse.of", {enrolled}) : words("pulse.here"));
    say(part(this, "hands"), clock.known ? String(may.queue ? here(state.hands, roster) : 0) : "–");
    const now = clock.at(), since = Math.max(now - FADES_AFTER, state.pace.explained.at(-1) ?? -Infinity), lost = pace.lost.filter(({at}) => at > since).length;
    say(part(this, "lost"), enough ? String(lost) : "–");
    this.#alarm(enough ? lost : 0, students);
    this.#offer(now);
    part(this, "few").hidden = enough;
    part(this, "pace").hidden = !enough;
    if (enough) this.#gauge(tooFast(pace, now));
  }

  /** Many are lost: said once, and shown until it is explained or over. @param {number} lost @param {number} students */
  #alarm(lost, students) {
    const alarm = part(this, "alarm"), many = lost >= ALARM.people && lost >= students * ALARM.share, {page} = this.stage.state.slides;
    alarm.hidden = !many;
    if (many && !this.#alarmed) say(part(this, "aloud"), words("pulse.alarm", {count: lost, page}));
    if (many) say(part(this, "alarm-words"), words("pulse.alarm", {count: lost, page}));
    this.#alarmed = many;
  }

  /** The class has done nothing for long: a question that is ready is offered, once. @param {number} now */
  #offer(now) {
    const teaches = this.stage.state.lecture.phase === "live" && this.stage.roster.students > 0 && !this.stage.state.polls.some(({closedAt}) => closedAt === null);
    const minutes = teaches ? this.#quiet.minutes(now) : null, ready = this.#ready;
    part(this, "quiet").hidden = minutes === null;
    if (minutes === null) return;
    say(part(this, "quiet-words"), ready ? words("pulse.quiet.ready", {minutes, question: ready.question.text}) : words("pulse.quiet", {minutes}));
  }

  /** A question that is ready and was not asked yet. */
  get #ready() {
    const {state} = this.stage, asked = new Set(state.polls.map(({prepared}) => prepared));
    return side(state, "staff").prepared.find(({seq}) => !asked.has(seq)) ?? null;
  }

  #ask() {
    this.#quiet.done({off: false});
    /** @type {any} */ (this.room.querySelector("lectern-poll-launcher"))?.open();
    this.#show();
  }

  #notNow() {
    this.#quiet.done({off: true});
    this.#show();
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
