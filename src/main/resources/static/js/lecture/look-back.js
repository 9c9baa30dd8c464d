// @ts-check
import { every } from "../lib/timing.js";
import { Outbox } from "./outbox.js";
import { WayBack } from "./stretches.js";
import { Recorded } from "./recorded.js";
import { Stage } from "./stage.js";

const TICK = 200;
/** Nearer to the edge than this nothing is recorded yet: one is level, ms. */
const LEVEL = 4_000;

/**
 * Watching what one missed while the lecture goes on: a second stage, told by the recorded source, that plays faster than
 * time passes until it is level with the room.
 *
 * Events: `moved` as it goes on; `level` when it is done.
 */
export class LookBack extends EventTarget {
  past;
  source;
  clock;
  #live;
  #watching;
  #way;
  #letGo = new AbortController();

  /**
   * @param {Stage} live
   * @param {string} address of the lecture's page
   * @param {import("./watch.js").Watching} watching
   * @param {import("./stretches.js").Stretch[]} missed
   * @param {number} rate above 1
   */
  constructor(live, address, watching, missed, rate) {
    super();
    this.#live = live;
    /** Lecture time at which one began to catch up, ms. */
    this.since = live.clock.at();
    this.#watching = watching;
    this.#way = new WayBack(missed, live.clock.at());
    const nothingKept = {get: () => null, set: () => {}};
    /** @type {Recorded} */
    let source = /** @type {any} */ (null);
    this.past = new Stage(live.you, new Outbox(nothingKept, ""), reader =>
      source = new Recorded(reader, new Outbox(nothingKept, ""), {address, you: live.you, end: () => live.clock.at()}));
    this.source = source;
    this.clock = this.past.clock = source.clock;
    this.clock.speed(rate);
  }

  start() {
    const {signal} = this.#letGo;
    this.#live.addEventListener("entry", event => this.source.heard(/** @type {CustomEvent} */ (event).detail), {signal});
    this.source.addEventListener("ready", () => {
      this.clock.seek(this.#way.start);
      this.clock.play();
      every(TICK, () => this.#tick(), signal);
    }, {signal});
    this.past.start();
  }

  stop() {
    this.#watching.at(this.clock.at(), this.clock.rate, false);
    this.#watching.tell();
    this.#letGo.abort();
    this.past.stop();
  }

  /** How much there is to watch until level, ms. */
  get behind() {
    return this.#way.behind(this.clock.at(), this.#live.clock.at());
  }

  #tick() {
    const {clock} = this, at = clock.at(), next = this.#way.next(at);
    this.#watching.at(at, clock.rate, clock.running);
    if (next > at) clock.seek(next);
    this.dispatchEvent(new Event(this.behind < LEVEL ? "level" : "moved"));
  }
}
