// @ts-check
import { part, say } from "../lib/dom.js";
import { clock, timeAndDay, timeOfDay } from "../lib/durations.js";
import { serverNow } from "../lib/server-time.js";
import { every } from "../lib/timing.js";
import { words } from "../lib/words.js";
import { teaches } from "../lecture/roster.js";
import { RoomElement } from "./element.js";

const DAY = 86_400_000;

/** What lies over the picture when the room is not simply live: the gravest reason alone. */
export class LecternOverlay extends RoomElement {
  begin() {
    this.on(part(this, "retry"), "click", () => this.stage.retryNow());
    this.follow(["may", "people"], () => this.#show());
    every(500, () => this.#tick(), this.signal);
  }

  #show() {
    const name = this.stage.may.over;
    this.hidden = name === null;
    this.closest(".stage")?.toggleAttribute("data-dim", name !== null);
    for (const over of /** @type {Iterable<HTMLElement>} */ (this.querySelectorAll("[data-over]"))) over.hidden = over.dataset.over !== name;
    this.#tick();
  }

  #tick() {
    if (this.hidden) return;
    const {lecture} = this.stage.state;
    say(part(this, "since"), words("over.offline.since", {time: timeAndDay(this.stage.lineSince)}));
    say(part(this, "waiting"), words("over.alone", {name: this.room.dataset.host ?? ""}));
    say(part(this, "length"), words("over.ended.text", {time: clock(lecture.endedAt ?? 0)}));
    this.#untilStart();
    this.#untilGoesOn(lecture.breakUntil);
  }

  #untilStart() {
    const left = this.room.startsAt - serverNow(), host = this.stage.roster.list().find(teaches);
    say(part(this, "host"), host ? words("over.planned.here", {name: host.name}) : "");
    say(part(this, "starts"), left <= 0 ? words("over.planned.soon") : left < DAY ? words("over.planned.in") : words("over.planned.at", {time: this.room.dataset.planned ?? ""}));
    say(part(this, "left"), left > 0 && left < DAY ? clock(left) : "");
  }

  /** @param {number|null} until lecture time, ms */
  #untilGoesOn(until) {
    const left = (until ?? 0) - this.stage.clock.at();
    say(part(this, "until"), until === null || left <= 0 ? words("over.break.open") : words("over.break.until", {time: timeOfDay(this.stage.epoch(until)), left: clock(left)}));
  }
}
