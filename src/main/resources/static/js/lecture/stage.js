// @ts-check
import { STATES } from "../behaviours/states.js";
import { clock, timeOfDay } from "../lib/durations.js";
import { serverNow } from "../lib/server-time.js";
import { LectureClock } from "./clock.js";
import { fold, nothing, withSide } from "./log.js";
import { may } from "./may.js";
import { Roster } from "./roster.js";
import { cutOff, itemsOf, withItems } from "./windows.js";

/** Earlier items are asked for in pages of so many. */
const PAGE = 200;
/** What could not be read is read again after this, ms. */
const AGAIN = 3_000;
/** A lecture that nobody of the staff has been in for so long is not being taught, ms. */
const ALONE = 120_000;
/** What may still be said after the end. */
const LATE = new Set(STATES.flatMap(({late = []}) => late));
/** After these something else may be allowed. */
const CHANGES = new Set(["state", "line", "shown", "beat", "tracks", "sending", "people"]);

/**
 * Where a stage hears of a lecture, and says what its person says.
 * @typedef {{
 *   start(): void, stop(): void, retryNow(): void,
 *   earlier(slice: string, first: import("./windows.js").Item, limit: number): Promise<any[]>,
 *   command(type: string, fields?: object): any, signal(type: string, fields?: object): void
 * }} Source
 */

/** An entry younger than this says that its author is here, ms. */
const JUST_NOW = 2_000;

/**
 * What the page shows of a lecture at this moment, whichever source tells it: the folded state, who is here, the lecture's
 * time and the state of the line. Elements follow it and give their commands to it; it knows no element.
 *
 * Events: `shown` (what is before the eyes is of another moment), `snapshot` (all of it came again), `state` (that, or something was
 * said), `may` (something else may be done or seen than before), `people`, `line`, `beat` (each second), `tracks`, `sending`, `outbox`, `entry` (detail: the entry), `signal` (detail: the signal), `refused` (detail: {command, why}) and
 * `acknowledged` (detail: {command, seq}).
 */
export class Stage extends EventTarget {
  state = nothing();
  /** @type {Pick<LectureClock, "at"|"known"|"read">} */
  clock = new LectureClock();
  roster = new Roster();
  /** @type {import("./live.js").LineState} */
  line = "connecting";
  /** Epoch ms at which something was last heard. */
  lineSince = serverNow();
  /** @type {number|null} lecture time at which this person came in, ms; a page that was loaded again says it from before */
  joinedAt = null;
  /** @type {import("./look-back.js").LookBack|null} what this person watches of the past while the lecture goes on */
  lookBack = null;
  /** @type {{kind: string, by: {id: number, name: string}}[]} whose picture and sound are on */
  tracks = [];
  /** Whether picture and sound of other servers do not come at the moment. */
  resting = false;
  /** @type {ReadonlySet<string>} what of oneself is on: camera, microphone, screen */
  sending = new Set();
  /** @type {{wire: string, fold: string}|undefined} how the server that answered speaks and folds */
  version;
  /** What may be done and seen now. */
  may;
  #source;
  /** @type {import("./log.js").State|null} the state of the last snapshot, as it came */
  #told = null;

  /**
   * @param {import("./log.js").Person} you
   * @param {import("./outbox.js").Outbox} outbox
   * @param {(reader: Stage, outbox: import("./outbox.js").Outbox) => Source} source
   */
  constructor(you, outbox, source) {
    super();
    this.you = you;
    this.outbox = outbox;
    this.#source = source(this, outbox);
    this.may = this.#mayNow();
  }

  start() {
    this.#source.start();
  }

  stop() {
    this.#told = null;
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
    return startedAt === null ? serverNow() - this.clock.at() + at : startedAt + at;
  }

  /** @returns {import("./log.js").State} what is before the person's eyes: now, or the moment they catch up on */
  get shown() {
    return this.lookBack?.past.state ?? this.state;
  }

  /** @param {import("./look-back.js").LookBack|null} lookBack null to be live again */
  lookAt(lookBack) {
    this.lookBack = lookBack;
    lookBack?.past.addEventListener("state", () => this.lookBack === lookBack && this.#tell("shown"));
    this.#tell("shown");
  }

  /** @param {Iterable<string>} kinds what of oneself is on now */
  sends(kinds) {
    this.sending = new Set(kinds);
    this.#tell("sending");
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
    const command = this.#source.command(type, this.live && this.#isLate(type) ? {...fields, at: this.state.lecture.endedAt} : fields);
    this.#tell("outbox");
    return command;
  }

  /** @param {string} type @returns {boolean} whether it is said to a lecture that is over */
  #isLate(type) {
    return this.state.lecture.phase === "ended" && LATE.has(type);
  }

  /**
   * @param {string} type
   * @param {Record<string, unknown>} [fields]
   */
  signal(type, fields) {
    this.#source.signal(type, fields);
  }

  /** @param {string} id a refused message its author lets go, or is about to send again */
  discard(id) {
    const command = this.outbox.discard(id);
    this.#tell("outbox");
    return command;
  }

  /**
   * Items of a slice before the first one has, oldest first.
   * @param {string} slice
   * @param {import("./windows.js").Item} first
   * @param {number} limit
   */
  earlier(slice, first, limit) {
    return this.#source.earlier(slice, first, limit);
  }

  // ---- what the source tells ----

  /** @param {any} item */
  snapshot(item) {
    const before = this.state, told = this.#told = this.state = {...nothing(), ...item.state};
    for (const slice of this.live ? cutOff(told) : []) {
      this.state = withItems(this.state, slice, itemsOf(before, slice));
      this.#complete(slice, told);
    }
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
    // After a cut line entries come that are older than what we were told of who is here.
    if (this.live && entry.by && this.clock.at() - entry.at < JUST_NOW) this.roster.hear(entry.by.id);
    if (entry.type === "lecture.started") this.clock.read(entry.at);
    this.state = fold(this.state, entry);
    this.#tell("state");
    this.#tell("entry", entry);
  }

  /** @param {any} item */
  heard(item) {
    if (item.type === "beat") {
      this.clock.read(item.at);
      return this.#tell("beat"); // time passes, and with it what is true
    }
    if (item.type === "side") {
      this.state = withSide(this.state, item.to, item.state);
      return this.#tell("state");
    }
    if (item.type === "people") {
      this.roster.change(item);
      return this.#tell("people");
    }
    if (item.type === "tracks") {
      this.tracks = item.tracks;
      this.resting = item.rest === true;
      this.#tell("tracks");
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

  /**
   * Reads the items before those that a snapshot brought, from the newest back, until all are there or another snapshot comes.
   * @param {string} slice
   * @param {import("./log.js").State} told
   */
  async #complete(slice, told) {
    let [first] = itemsOf(told, slice), more = true;
    while (more) {
      const page = await this.earlier(slice, first, PAGE).catch(() => null);
      if (!page) await new Promise(again => setTimeout(again, AGAIN));
      if (this.#told !== told) return;
      if (!page) continue;
      const state = withItems(this.state, slice, page);
      more = page.length >= PAGE && state !== this.state; // else the rest is known from before
      [first] = page;
      this.state = state;
      this.#tell("state");
    }
  }

  /** @param {any} item */
  #arrived({at, you, people, version}) {
    this.you = you;
    this.version = version;
    this.clock.read(at);
    if (this.live) this.joinedAt ??= at;
    this.roster.replace(people);
    this.#tell("people");
  }

  #mayNow() {
    const {state, you, line, lookBack, tracks, sending, resting} = this;
    return may({
      phase: state.lecture.phase, role: you.role, line, replay: !this.live, behind: lookBack !== null,
      called: state.floor.some(({person}) => person.id === you.id), locked: state.chat.locked,
      heard: tracks.some(({kind}) => kind === "microphone"), speaking: sending.has("microphone"),
      alone: this.alone, resting
    });
  }

  /** Whether those who teach have been away for a while: in a break they may be, until its time is over. */
  get alone() {
    const {phase, breakUntil} = this.state.lecture, resting = phase === "break" && (breakUntil ?? Infinity) > this.clock.at();
    return this.live && (phase === "live" || phase === "break") && !resting && this.roster.staffAway > ALONE;
  }

  /** @param {string} type @param {any} [detail] */
  #tell(type, detail) {
    const before = this.may;
    if (CHANGES.has(type)) this.may = this.#mayNow();
    this.dispatchEvent(new CustomEvent(type, {detail}));
    if (differ(before, this.may)) this.dispatchEvent(new CustomEvent("may"));
  }
}

/** @param {import("./may.js").May} before @param {import("./may.js").May} now */
function differ(before, now) {
  return Object.entries(now).some(([what, may]) => before[/** @type {keyof typeof before} */ (what)] !== may);
}
