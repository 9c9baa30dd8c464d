// @ts-check
import { Backoff, LOST } from "../lib/backoff.js";
import { every } from "../lib/timing.js";
import { Line } from "./line.js";
import { wire } from "./outbox.js";
import { Heartbeat } from "./heartbeat.js";

/** Silence after which a second socket is opened rather than waiting for TCP to notice, ms; jittered by up to JITTER more. */
const SILENCE = 2_300;
const JITTER = 300;
/** A drained or dropped connection comes back at once, but not all in the same millisecond. */
const AT_ONCE = 250;
/** A command the server could not take just now is sent again after this, ms. */
const AGAIN = 1_000;

/**
 * The live source of a lecture: the socket, and everything that keeps it true. It tells its reader what was said, in
 * order and once, and whether the line is live; it sends commands until they are answered.
 *
 * @typedef {"connecting"|"live"|"slow"|"reconnecting"|"offline"|import("./line.js").Ending} LineState
 * @typedef {{
 *   snapshot(item: any): void, resumed(item: any): void, entry(entry: import("./log.js").Entry): void,
 *   heard(item: any): void, bytes(data: ArrayBuffer): void,
 *   acknowledged(id: string, seq: number): void, refused(id: string, why: string): void, unsaved(id: string): void,
 *   lineIs(state: LineState, since: number): void
 * }} Reader  what either source, live or recorded, tells the stage
 */
export class Live {
  /** @type {Line|null} the line we listen to */
  #line = null;
  /** @type {Line|null} the line being opened, first or second */
  #next = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #retry;
  #lastSeq = 0;
  #ended = false;
  /** The server asked to go on elsewhere: the line there takes over, although this one still speaks. */
  #moving = false;
  #letGo = new AbortController();
  #heartbeat = new Heartbeat();
  #later;
  #lost;
  #patience;
  #reader;
  #outbox;
  #open;
  #probe;
  #can;
  #earlier;
  #late;

  /**
   * @param {Reader} reader
   * @param {import("./outbox.js").Outbox} outbox
   * @param {{
   *   open: () => WebSocket, probe: () => Promise<import("./line.js").Ending|null>, can?: object,
   *   earlier?: (slice: string, before: number, limit: number) => Promise<any[]>, random?: () => number,
   *   late?: (command: import("./outbox.js").Command) => Promise<{seq: number}|{why: string}>
   * }} world
   *   `probe` asks over HTTP why a socket was refused: browsers do not tell; `can` says what this one can show; `late` says something to a
   *   moment of a lecture that is over
   */
  constructor(reader, outbox, {open, probe, can = {}, earlier = async () => [], late = () => Promise.reject(), random = Math.random}) {
    this.#earlier = earlier;
    this.#late = late;
    this.#reader = reader;
    this.#outbox = outbox;
    this.#open = open;
    this.#probe = probe;
    this.#can = can;
    this.#later = new Backoff(random);
    this.#lost = new Backoff(random, LOST);
    this.#patience = SILENCE + random() * JITTER;
  }

  start() {
    const {signal} = this.#letGo;
    const now = () => this.retryNow();
    addEventListener("online", now, {signal});
    addEventListener("offline", () => this.#watch(), {signal});
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#watch(), {signal});
    every(200, () => this.#watch(), signal);
    this.#connect();
  }

  stop() {
    this.#letGo.abort();
    clearTimeout(this.#retry);
    this.#line?.drop();
    this.#next?.drop();
    this.#line = this.#next = null;
  }

  /**
   * Sends a command, now or as soon as there is a line, until it is answered.
   * @param {string} type
   * @param {Record<string, unknown>} [fields]
   */
  command(type, fields = {}) {
    const command = this.#outbox.add(type, fields);
    this.#send(command);
    return command;
  }

  // What has a moment is said to a lecture that is over, which the socket does not take.
  /** @param {import("./outbox.js").Command} command */
  #send(command) {
    if ("at" in command.fields) this.#sayLate(command);
    else if (this.#line?.ready) this.#line.send(wire(command));
  }

  /** @param {import("./outbox.js").Command} command */
  async #sayLate(command) {
    try {
      const said = await this.#late(command);
      if ("why" in said) this.#reader.refused(command.id, said.why);
      else this.#reader.acknowledged(command.id, said.seq);
    } catch {
      this.#again(command.id);
    }
  }

  /**
   * Sends what is worth nothing later: without a line it is not said at all.
   * @param {string} type
   * @param {Record<string, unknown>} [fields]
   */
  signal(type, fields = {}) {
    if (this.#line?.ready) this.#line.send(JSON.stringify({type, ...fields}));
  }

  /** @param {string} slice @param {import("./windows.js").Item} first @param {number} limit @returns items before one, oldest first */
  earlier(slice, first, limit) {
    return this.#earlier(slice, first.seq, limit);
  }

  /** Tries at once instead of waiting for the back-off. */
  retryNow() {
    this.#tryAfresh();
    if (!this.#next && this.#heartbeat.silence() > this.#patience || this.#retry !== undefined) this.#connect();
    this.#watch();
  }

  #connect() {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    if (this.#ended || this.#letGo.signal.aborted) return;
    this.#next?.drop();
    this.#next = new Line(this.#open(), {type: "hello", lastSeq: this.#lastSeq, can: this.#can}, {
      heard: (line, items) => this.#heard(line, items),
      bytes: (line, data) => line === this.#line && this.#reader.bytes(data),
      closed: (line, how) => this.#closed(line, how)
    });
  }

  /**
   * @param {Line} line
   * @param {any[]} items
   */
  #heard(line, items) {
    if (line === this.#next && line.ready) this.#adopt(line);
    if (line !== this.#line) return;
    this.#heartbeat.heard();
    if (this.#next && !this.#moving) this.#forget();
    const answers = items.some(item => item.type === "snapshot" || item.type === "resumed");
    for (const item of items) this.#take(item);
    if (answers) for (const command of this.#outbox.unanswered()) this.#send(command);
    this.#watch();
  }

  // The second line answered first: it is the line now, and whatever the old one still delivers has been caught up.
  /** @param {Line} line */
  #adopt(line) {
    this.#line?.drop();
    this.#line = line;
    this.#next = null;
    this.#moving = false;
    this.#tryAfresh();
    this.#heartbeat.opened();
  }

  // The first line spoke again before the second was ready.
  #forget() {
    this.#next?.drop();
    this.#next = null;
  }

  /** @param {any} item */
  #take(item) {
    switch (item.type) {
      case "snapshot":
        this.#lastSeq = item.seq;
        return this.#reader.snapshot(item);
      case "resumed":
        return this.#reader.resumed(item);
      case "ack":
        return this.#reader.acknowledged(item.id, item.seq);
      case "rejected":
        return item.retry ? this.#again(item.id) : this.#reader.refused(item.id, item.message);
      case "move":
        this.#moving = true;
        return this.#connect();
      case "beat":
        // Answered rather than timed: a hidden tab's timers sleep, its messages do not.
        this.signal("beat");
        return this.#reader.heard(item);
    }
    if (typeof item.seq !== "number") return this.#reader.heard(item);
    if (item.seq <= this.#lastSeq) return;
    this.#lastSeq = item.seq;
    this.#reader.entry(item);
  }

  // Refused only for now: the same command with the same id, a little later.
  /** @param {string} id */
  #again(id) {
    this.#reader.unsaved(id);
    const timer = setTimeout(() => {
      const command = this.#outbox.unanswered().find(command => command.id === id);
      if (command) this.#send(command);
    }, AGAIN);
    this.#letGo.signal.addEventListener("abort", () => clearTimeout(timer), {once: true});
  }

  /**
   * @param {Line} line
   * @param {{again: "now"|"lost"|"later"|"never", ending?: import("./line.js").Ending, opened: boolean}} how
   */
  async #closed(line, {again, ending, opened}) {
    if (line === this.#next) this.#next = null;
    if (line === this.#line) {
      this.#line = null;
      this.#heartbeat.lost();
      if (!this.#moving) this.#forget();
    }
    if (again === "never" && ending) return this.#end(ending);
    this.#watch();
    if (this.#next) return; // elsewhere, and under way
    const wait = again === "now" ? Math.random() * AT_ONCE : (again === "later" ? this.#later : this.#lost).next();
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), wait);
    if (opened || this.#letGo.signal.aborted) return;
    const why = await this.#probe();
    if (why && !this.#line) this.#end(why);
  }

  #tryAfresh() {
    this.#later.reset();
    this.#lost.reset();
  }

  /** @param {import("./line.js").Ending} ending */
  #end(ending) {
    this.#ended = true;
    this.stop();
    this.#reader.lineIs(ending, this.#heartbeat.heardAt);
  }

  #watch() {
    if (this.#ended || this.#letGo.signal.aborted) return;
    if (this.#line && !this.#next && this.#retry === undefined && this.#heartbeat.silence() > this.#patience) this.#connect();
    const changed = this.#heartbeat.changed(this.#line !== null);
    if (changed) this.#reader.lineIs(changed, this.#heartbeat.heardAt);
  }
}
