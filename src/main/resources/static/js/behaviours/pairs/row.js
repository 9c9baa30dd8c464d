// @ts-check
import { part, say } from "../../lib/dom.js";
import { clock } from "../../lib/durations.js";
import { every } from "../../lib/timing.js";
import { words } from "../../lib/words.js";
import { RoomElement } from "../../room/element.js";
import { together } from "./partners.js";

const STEPS = ["think", "pair", "revote"];

/** The three steps from one vote to the next, under the stage. Those who teach go from one to the next here. */
export class LecternPairRow extends RoomElement {
  begin() {
    if (this.stage.leads) this.#lead();
    this.follow(["state", "may"], () => this.#show());
    every(250, () => this.#time(), this.signal);
  }

  #lead() {
    this.on(part(this, "chat"), "click", () => this.stage.command("pair.begin", {chat: true, ...this.#seconds}));
    this.on(part(this, "seats"), "click", () => this.stage.command("pair.begin", {chat: false, ...this.#seconds}));
    this.on(part(this, "more"), "click", () => this.stage.command("pair.extend", {seconds: 30}));
    this.on(part(this, "again"), "click", () => this.stage.command("pair.revote"));
    this.on(part(this, "stop"), "click", () => this.stage.command("pair.end"));
  }

  /** For how long people talk. */
  get #seconds() {
    return {seconds: Number(part(this, "time").value)};
  }

  #show() {
    const {state, may} = this.stage, {run} = state.pairs, now = run ? STEPS.indexOf(run.step) : 0;
    this.hidden = !run || !may.goesOn;
    if (!run || this.hidden) return;
    const first = state.polls.find(({seq}) => seq === run.of), again = state.polls.find(({seq}) => seq === run.revote);
    say(part(this, "question"), first?.question.text ?? "");
    say(part(this, "think"), words("pair.step.think", {people: first?.people ?? 0}));
    say(part(this, "revote"), words("pair.step.revote", {people: again?.people ?? 0}));
    for (const [place, step] of /** @type {HTMLElement[]} */ ([...this.querySelectorAll("[data-step]")]).entries()) {
      step.toggleAttribute("data-done", place < now);
      if (place === now) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    }
    if (this.stage.leads) {
      const may_ = may.teach;
      for (const name of ["chat", "seats", "time"]) part(this, name).hidden = !may_ || run.step !== "think";
      for (const name of ["more", "again"]) part(this, name).hidden = !may_ || run.step !== "pair";
      part(this, "stop").hidden = !may_;
    }
    this.#time();
  }

  #time() {
    const {state} = this.stage, {run} = state.pairs;
    if (!run) return;
    const left = run.until === null ? null : clock(Math.ceil(Math.max(0, run.until - this.stage.clock.at()) / 1000) * 1000);
    const pairs = this.stage.leads && run.chat ? together(state.sides?.staff?.groups ?? {}, run.of) : 0;
    say(part(this, "pair"), [
      words("pair.step.pair", {pairs}), run.step === "pair" && left !== null ? words("poll.left", {time: left}) : ""
    ].filter(Boolean).join(", "));
  }
}
