// @ts-check
import { serverNow } from "../lib/server-time.js";
import { every } from "../lib/timing.js";
import { sayLate } from "./late.js";
import { fold, nothing } from "./log.js";
import { Recording } from "./recording.js";
import { ReplayClock } from "./replay-clock.js";
import { itemsBefore } from "./windows.js";

/** How often the stage is brought to the moment the clock shows, ms. */
const TICK = 100;
/** Beyond this the moments between are not shown one by one, ms. */
const JUMP = 5_000;
/** The clock may be set back by so much to follow what is heard, ms. */
const SET_BACK = 1_000;
/** What could not be sent or read is tried again after this, ms. */
const AGAIN = 3_000;

/**
 * The recorded source of a lecture: its log, read once over HTTP and told to the stage as the clock goes through it. What is
 * said to a moment of it is posted, and read back like everything else.
 */
export class Recorded extends EventTarget {
  log = new Recording();
  clock;
  #address;
  #reader;
  #outbox;
  #you;
  #letGo = new AbortController();
  /** @type {number|null} the moment the stage shows; null before there is one */
  #shown = null;

  /**
   * @param {import("./live.js").Reader} reader
   * @param {import("./outbox.js").Outbox} outbox
   * @param {{address: string, you: import("./log.js").Person, end?: () => number}} lecture address of the lecture's page; `end`
   *   while it still runs
   */
  constructor(reader, outbox, {address, you, end}) {
    super();
    this.#reader = reader;
    this.#outbox = outbox;
    this.#address = address;
    this.#you = you;
    this.clock = new ReplayClock(end ?? (() => this.end));
  }

  /** Where the lecture ended, ms. */
  get end() {
    return this.log.whole.lecture.endedAt ?? 0;
  }

  async start() {
    const {signal} = this.#letGo;
    this.clock.addEventListener("seek", () => this.#jump(), {signal});
    for (;;) {
      try {
        await this.#read();
        break;
      } catch {
        if (signal.aborted) return;
        this.#reader.lineIs("offline", serverNow());
        await new Promise(again => setTimeout(again, AGAIN));
      }
    }
    if (signal.aborted) return;
    this.#reader.lineIs("live", serverNow());
    this.#jump();
    this.dispatchEvent(new Event("ready"));
    every(TICK, () => this.#go(), signal);
    for (const command of this.#outbox.unanswered()) this.#say(command);
  }

  stop() {
    this.#letGo.abort();
  }

  retryNow() {}

  signal() {}

  /** Another entry of a lecture that still runs. @param {import("./log.js").Entry} entry */
  heard(entry) {
    this.log.add([entry]);
  }

  /**
   * @param {string} type
   * @param {Record<string, unknown>} [fields]
   */
  command(type, fields = {}) {
    const command = this.#outbox.add(type, {...fields, at: Math.round(this.clock.at())});
    this.#say(command);
    return command;
  }

  /**
   * Items before the first a reader has: everything said until the moment shown is in the log.
   * @param {string} slice
   * @param {import("./windows.js").Item} first
   * @param {number} limit
   */
  async earlier(slice, first, limit) {
    return itemsBefore(slice, this.log.between(-Infinity, this.#shown ?? 0), first, limit, entries => entries.reduce(fold, nothing()));
  }

  /** @param {import("./outbox.js").Command} command */
  async #say(command) {
    try {
      const said = await sayLate(this.#address, command);
      if ("why" in said) return this.#reader.refused(command.id, said.why);
      await this.#read();
      this.#reader.acknowledged(command.id, said.seq);
      this.#jump();
    } catch {
      if (!this.#letGo.signal.aborted) setTimeout(() => this.#letGo.signal.aborted || this.#say(command), AGAIN);
    }
  }

  async #read() {
    for (let after = this.log.seq, more = true; more;) {
      const answer = await fetch(`${this.#address}/entries?after=${after}`, {headers: {accept: "application/json"}, signal: this.#letGo.signal});
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const page = await answer.json();
      this.log.add(page.entries);
      ({seq: after, more} = page);
    }
  }

  #go() {
    const at = this.clock.at(), before = this.#shown;
    if (before === null) return;
    if (at < before - SET_BACK || at - before > JUMP) return this.#jump();
    if (at <= before) return;
    this.#shown = at;
    for (const entry of this.log.between(before, at)) this.#reader.entry(entry);
  }

  #jump() {
    const at = this.clock.at();
    this.#shown = at;
    this.#reader.snapshot({state: this.log.stateAt(at), at, you: this.#you, people: {here: 0, list: []}});
  }
}
