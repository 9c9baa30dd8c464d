// @ts-check
import { clock, timeOfDay } from "../lib/durations.js";
import { LectureClock } from "./clock.js";
import { fold, nothing } from "./log.js";
import { People } from "./people.js";

/**
 * What the page shows of a lecture at this moment, whichever source tells it: the folded state, who is here, the lecture's
 * time and the state of the line. Elements follow it and give their commands to it; it knows no element.
 *
 * Events: `shown` (what is before the eyes is of another moment), `snapshot` (all of it came again), `state` (that, or something was said), `people`, `line`, `outbox`, `entry` (detail: the entry),
 * `signal` (detail: the signal), `refused` (detail: {command, why}) and `acknowledged` (detail: {command, seq}).
 */
export class Stage extends EventTarget {
  state = nothing();
  /** @type {Pick<LectureClock, "at"|"known"|"read">} */
  clock = new LectureClock();
  people = new People();
  /** @type {import("./live.js").LineState} */
  line = "connecting";
  /** Epoch ms at which something was last heard. */
  lineSince = Date.now();
  /** @type {number|null} lecture time at which this person came in, ms; a page that was loaded again says it from before */
  joinedAt = null;
  /** @type {import("./catch-up.js").CatchUp|null} what this person watches of the past while the lecture goes on */
  catchUp = null;
  #source;

  /**
   * @param {import("./log.js").Person} you
   * @param {import("./outbox.js").Outbox} outbox
   * @param {(reader: Stage, outbox: import("./outbox.js").Outbox) => {start(): void, stop(): void, retryNow(): void, earlier(first: import("./log.js").Message, limit: number): Promise<import("./log.js").Message[]>, command(type: string, fields?: object): any, signal(type: string, fields?: object): void}} source
   */
  constructor(you, outbox, source) {
    super();
    this.you = you;
    this.outbox = outbox;
    this.#source = source(this, outbox);
  }

  start() {
    this.#source.start();
  }

  stop() {
    this.#source.stop();
  }

  retryNow() {
    this.#source.retryNow();
  }

  /** Whether what happens here happens now; a replay's clock is its own. */
  get live() {
    return this.clock instanceof LectureClock;
  }

  /** Whether this person turns the pages for everyone. */
  get leads() {
    return this.staff && this.live;
  }

  get staff() {
    return this.you.role === "instructor" || this.you.role === "assistant";
  }

  /** @param {number} at lecture time, ms @returns {number} epoch ms at which that was, or will be */
  epoch(at) {
    const {startedAt} = this.state.lecture;
    return startedAt === null ? Date.now() - this.clock.at() + at : startedAt + at;
  }

  /** @returns {import("./log.js").State} what is before the person's eyes: now, or the moment they catch up on */
  get shown() {
    return this.catchUp?.past.state ?? this.state;
  }

  /** @param {import("./catch-up.js").CatchUp|null} catchUp null to be live again */
  lookBack(catchUp) {
    this.catchUp = catchUp;
    catchUp?.past.addEventListener("state", () => this.catchUp === catchUp && this.#tell("shown"));
    this.#tell("shown");
  }

  /** @param {number} at lecture time, ms @returns {string} when that was: the time of day, in a replay the time from the start */
  when(at) {
    return this.live ? timeOfDay(this.epoch(at)) : clock(at);
  }

  /**
   * @param {string} type
   * @param {Record<string, unknown>} [fields]
   */
  command(type, fields) {
    const command = this.#source.command(type, fields);
    this.#tell("outbox");
    return command;
  }

  /**
   * @param {string} type
   * @param {Record<string, unknown>} [fields]
   */
  send(type, fields) {
    this.#source.signal(type, fields);
  }

  /** @param {string} id a refused message its author lets go, or is about to send again */
  discard(id) {
    const command = this.outbox.discard(id);
    this.#tell("outbox");
    return command;
  }

  /**
   * Messages before the first one has.
   * @param {import("./log.js").Message} first
   * @param {number} limit
   */
  earlier(first, limit) {
    return this.#source.earlier(first, limit);
  }

  // ---- what the source tells ----

  /** @param {any} item */
  snapshot(item) {
    this.state = item.state;
    this.#arrived(item);
    this.#tell("snapshot");
    this.#tell("state");
  }

  /** @param {any} item */
  resumed(item) {
    this.#arrived(item);
  }

  /** @param {import("./log.js").Entry} entry */
  entry(entry) {
    if (entry.type === "lecture.started") this.clock.read(entry.at);
    this.state = fold(this.state, entry);
    this.#tell("state");
    this.#tell("entry", entry);
  }

  /** @param {any} item */
  signal(item) {
    if (item.type === "beat") return this.clock.read(item.at);
    if (item.type === "people") {
      this.people.change(item);
      return this.#tell("people");
    }
    this.#tell("signal", item);
  }

  /** @param {ArrayBuffer} data */
  bytes(data) {
    this.#tell("bytes", data);
  }

  /** @param {string} id @param {number} seq */
  acknowledged(id, seq) {
    const command = this.outbox.acknowledged(id);
    if (command) this.#tell("acknowledged", {command, seq});
    this.#tell("outbox");
  }

  /** @param {string} id */
  unsaved(id) {
    this.outbox.unsaved(id);
    this.#tell("outbox");
  }

  /** @param {string} id @param {string} why */
  refused(id, why) {
    const command = this.outbox.refused(id, why);
    this.#tell("refused", {command, why});
    this.#tell("outbox");
  }

  /** @param {import("./live.js").LineState} state @param {number} since epoch ms */
  lineIs(state, since) {
    this.line = state;
    this.lineSince = since;
    this.#tell("line");
  }

  /** @param {any} item */
  #arrived({at, you, people}) {
    this.you = you;
    this.clock.read(at);
    if (this.live) this.joinedAt ??= at;
    this.people.replace(people);
    this.#tell("people");
  }

  /** @param {string} type @param {any} [detail] */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, {detail}));
  }
}
