// @ts-check
import { Backoff, LOST } from "../lib/backoff.js";
import { unixMicros } from "./clocks.js";
import { Run } from "./run.js";

const PROTOCOL = "lectern.tracks.v1";
/** What the browser may hold for us; more would be out of our reach when it has to be dropped. Bytes. */
const IN_FLIGHT = 64 * 1024;
/** Pictures that wait longer are given up for the live viewers and filled in later; seconds. */
const TOO_LATE = 1.5;
/** A dead line shows as a send buffer that does not move; ms. */
const STUCK = 3_000;
/** The server says something each second; a line that brings nothing for so long is dead, whatever it still seems to take; ms. */
const SILENT = 4_000;
/** How long a server under load may take to let a publisher in; ms. */
const OPENING = 10_000;
/** The server asks to come back later: it has too much to do. */
const COME_BACK_LATER = 4001;
const BEAT = 1_000;
/** Memory for frames of a browser without storage of its own; bytes. */
const MOST_IN_MEMORY = 64 << 20;
/** What has no number cannot go to the browser's storage, so only so much of it is held; seconds. */
const UNNUMBERED = 120;
const EVERY = 20;

/**
 * The publisher's socket. Sound goes first, then the newest picture, then what is filled in; a lost line is opened again, and the
 * tracks go on as new runs while the old ones are completed behind them.
 *
 * @typedef {{
 *   codecs(families: string[]): void, needsKeyframes(kind?: string): void,
 *   line(state: "open"|"lost"|"revoked"|"gone"): void, refused(kind: string, message: string): void,
 *   unkept(message: string): void
 * }} Owner
 */
export class Uplink {
  /** @type {WebSocket|null} */
  #socket = null;
  #welcomed = false;
  /** The server has no room: what it was sent is still ours to keep. */
  #unkept = false;
  #closed = false;
  #later = new Backoff();
  #soon = new Backoff(Math.random, LOST);
  #roomHasLine = true;
  #begun = false;
  /** @type {number|undefined} */
  #retry;
  /** @type {Run[]} everything not yet done, oldest first */
  #runs = [];
  /** @type {Map<string, Run>} where frames go now, by kind */
  #current = new Map();
  /** @type {Map<number, Run>} asked for, by reference */
  #asked = new Map();
  #references = 0;
  #timer;
  #movedAt = performance.now();
  #heardAt = performance.now();
  #beatAt = 0;
  #inFlight = 0;
  #open;
  #owner;
  #spool;
  /** @type {Promise<void>|undefined} what an earlier page left was looked for */
  #started;

  /**
   * @param {string} url
   * @param {import("./spool.js").Spool} spool
   * @param {Owner} owner
   * @param {() => WebSocket} open
   */
  constructor(url, spool, owner, open = () => new WebSocket(url, PROTOCOL)) {
    this.#open = open;
    this.#spool = spool;
    this.#owner = owner;
    this.#timer = setInterval(() => this.#tick(), EVERY);
  }

  start() {
    return this.#started = this.#begin();
  }

  async #begin() {
    for (const {track, epoch, spooled} of await this.#spool.open()) this.#runs.push(Run.found({track, epoch}, spooled));
    this.#begun = true;
    this.#connect();
  }

  /** Ends everything that is shown; what is not on the server's disk yet is still sent, however late, then the socket closes. */
  async finish() {
    for (const kind of [...this.#current.keys()]) this.end(kind);
    await this.#started;
    this.room(true); // the page says no more of it
    while (this.#runs.length && !this.#closed) await new Promise(resolve => setTimeout(resolve, EVERY));
    this.#stop();
    this.#socket?.close(1000);
  }

  /**
   * Whether the room has its line. While it has not, nothing is tried here: a browser opens one socket to a server at a time (RFC 6455,
   * section 4.1), and an attempt that hangs would keep the room waiting; once it has, ours is tried at once.
   *
   * @param {boolean} hasLine
   */
  room(hasLine) {
    if (hasLine === this.#roomHasLine) return;
    this.#roomHasLine = hasLine;
    if (this.#closed || this.#welcomed || !this.#begun) return;
    this.#letGo();
    this.#connect();
  }

  /** Whether frames of a kind have a run to go to, which may wait for the line. @param {string} kind */
  has(kind) {
    return this.#current.has(kind);
  }

  /** Whether the next keyframe of a kind begins a new run. @param {string} kind */
  needsRun(kind) {
    return this.#welcomed && (this.#current.get(kind)?.late ?? true);
  }

  /**
   * Begins a run; the one before it is completed behind it. Without a line it is asked for later.
   * @param {string} kind
   * @param {import("./boxes.js").Format} format
   */
  begin(kind, format) {
    this.#retire(kind);
    const run = new Run(kind, format);
    this.#current.set(kind, run);
    this.#runs.push(run);
    if (this.#welcomed) this.#ask(run);
  }

  /**
   * @param {string} kind
   * @param {import("./run.js").Encoded} frame
   */
  send(kind, frame) {
    this.#current.get(kind)?.add(frame);
    this.#pump();
  }

  /** The person switched it off. @param {string} kind */
  end(kind) {
    const run = this.#current.get(kind);
    this.#retire(kind);
    if (run?.id && run.waiting) this.#say({type: "end", ...this.#name(run), whole: false});
    this.#pump();
  }

  /** Seconds of live media that wait for the line. */
  get waiting() {
    return Math.max(0, ...[...this.#current.values()].filter(run => !run.late).map(run => run.waitingSeconds));
  }

  /** @param {string} kind */
  #retire(kind) {
    const run = this.#current.get(kind);
    this.#current.delete(kind);
    if (run) run.ended = run.late = true;
  }

  #connect() {
    clearTimeout(this.#retry);
    if (this.#closed || !this.#roomHasLine) return;
    const socket = this.#socket = this.#open();
    this.#heardAt = performance.now();
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.#say({type: "hello", now: unixMicros(), unfinished: this.#kept().map(run => this.#name(run))});
    socket.onmessage = event => socket === this.#socket && this.#hear(JSON.parse(event.data));
    socket.onclose = event => socket === this.#socket && this.#lost(event.code);
  }

  #letGo() {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #kept() {
    return this.#runs.filter(run => run.id?.kept);
  }

  /** @param {Run} run */
  #name(run) {
    return {track: run.id?.track, epoch: run.id?.epoch};
  }

  /** @param {any} message */
  #hear(message) {
    this.#heardAt = performance.now();
    switch (message.type) {
      case "welcome": return this.#welcome(message);
      case "opened": return this.#opened(message);
      case "refused": return this.#refused(message);
      case "ack": return this.#find(message)?.acknowledge(message.frame);
      case "codecs": return this.#owner.codecs(message.codecs);
      case "reopen": return this.#beginAnew();
      case "unkept":
        this.#unkept = true;
        return this.#owner.unkept(message.message);
    }
  }

  /** @param {any} message */
  #welcome({codecs, due}) {
    this.#welcomed = true;
    this.#unkept = false;
    this.#later.reset();
    this.#soon.reset();
    this.#movedAt = performance.now();
    for (let again = 0; again < 3; again++) this.#say({type: "clock", now: unixMicros()});
    for (const run of this.#runs) run.told = false;
    for (const run of due) this.#goOn(run);
    const asked = [...this.#asked.values()];
    for (const run of this.#runs) if (!run.id && !asked.includes(run)) this.#ask(run);
    this.#owner.codecs(codecs);
    this.#owner.line("open");
    this.#beginAnew();
  }

  // Viewers must not wait for what they missed: it is completed behind the new runs.
  #beginAnew() {
    for (const run of this.#current.values()) run.late = true;
    this.#owner.needsKeyframes();
  }

  /** @param {{track: number, epoch: number, next: number}} due  next is -1 when the server takes no more of it */
  #goOn(due) {
    const run = this.#find(due);
    if (run && (due.next < 0 || !run.goOnWith(due.next))) this.#drop(run);
  }

  /** @param {{track: number, epoch: number}} name */
  #find({track, epoch}) {
    return this.#runs.find(run => run.id?.track === track && run.id.epoch === epoch);
  }

  /** @param {Run} run */
  #ask(run) {
    const ref = ++this.#references;
    this.#asked.set(ref, run);
    const {codec, width, height, channels, frameDuration, description} = run.format;
    const encoded = description.length ? btoa(String.fromCharCode(...description)) : undefined;
    this.#say({type: "open", ref, kind: run.kind, codec, width, height, channels, frameDuration, description: encoded});
  }

  /** @param {any} message */
  #opened({ref, track, epoch, kept}) {
    const run = this.#asked.get(ref);
    this.#asked.delete(ref);
    if (run) run.id = {track, epoch, kept};
    this.#pump();
  }

  /** @param {any} message */
  #refused({ref, message}) {
    const run = this.#asked.get(ref);
    this.#asked.delete(ref);
    if (!run) return;
    this.#drop(run);
    this.#owner.refused(run.kind, message);
  }

  /** @param {Run} run */
  #drop(run) {
    run.forget();
    this.#runs = this.#runs.filter(other => other !== run);
    if (this.#current.get(run.kind) === run) this.#current.delete(run.kind);
  }

  /** @param {number} code */
  #lost(code) {
    this.#socket = null;
    this.#welcomed = false;
    this.#asked.clear();
    // What nobody keeps cannot be filled in later; what has no number yet is asked for again.
    for (const run of this.#runs.filter(run => run.id && !run.id.kept)) this.#drop(run);
    if (this.#closed) return;
    if (code === 4403 || code === 4404) {
      this.#stop();
      this.#owner.line(code === 4403 ? "revoked" : "gone");
      return;
    }
    this.#owner.line("lost");
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), (code === COME_BACK_LATER ? this.#later : this.#soon).next());
  }

  #stop() {
    this.#closed = true;
    clearInterval(this.#timer);
  }

  #tick() {
    this.#noticeSilence();
    this.#beat();
    this.#giveUpLatePicture();
    this.#pump();
    this.#spare();
  }

  #noticeSilence() {
    const inFlight = this.#socket?.bufferedAmount ?? 0;
    const now = performance.now();
    if (inFlight < this.#inFlight || inFlight === 0) this.#movedAt = now;
    this.#inFlight = inFlight;
    const silence = now - this.#heardAt;
    if (this.#socket && (this.#welcomed ? silence > SILENT || now - this.#movedAt > STUCK : silence > OPENING)) {
      this.#letGo();
      this.#lost(1006);
    }
  }

  #beat() {
    if (!this.#welcomed || performance.now() - this.#beatAt < BEAT) return;
    this.#beatAt = performance.now();
    this.#say({type: "beat"});
  }

  #giveUpLatePicture() {
    for (const run of this.#current.values()) {
      if (!this.#welcomed || run.late || !run.isPicture || run.waitingSeconds < TOO_LATE) continue;
      run.late = true;
      this.#owner.needsKeyframes(run.kind);
    }
  }

  // What cannot be sent now, or is not kept there, goes to the browser's storage, so that hours of it do not fill the memory.
  #spare() {
    for (const run of this.#runs) if (!run.id && run.waitingSeconds > UNNUMBERED) this.#drop(run);
    for (const run of this.#kept()) {
      if (!this.#unkept && (!run.waiting || this.#welcomed && !run.late)) continue;
      try {
        run.spool(first => this.#spool.file(first) ?? new InMemory(first));
      } catch {
        this.#drop(run); // the storage is full: better a hole than a page that dies
      }
    }
  }

  #pump() {
    const socket = this.#socket;
    if (!socket || !this.#welcomed) return;
    while (socket.bufferedAmount < IN_FLIGHT) {
      const run = this.#nextToSend();
      if (!run) break;
      socket.send(run.take());
    }
    this.#complete();
  }

  #nextToSend() {
    const ready = this.#runs.filter(run => run.id && run.waiting && (run.id.kept || !run.late));
    const live = ready.filter(run => !run.late);
    return live.find(run => !run.isPicture) ?? live[0] ?? ready[0];
  }

  #complete() {
    for (const run of this.#runs) {
      const nothingFollows = run.id?.kept ? run.isWhole : run.ended;
      if (!run.id || !nothingFollows || run.told) continue;
      this.#say({type: "end", ...this.#name(run), whole: true});
      run.told = true;
    }
    for (const run of this.#runs.filter(run => run.isDone)) this.#drop(run);
  }

  /** @param {any} message */
  #say(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

/** Where the browser gives no storage: the newest frames are kept in memory, up to a bound. */
class InMemory {
  /** @type {Uint8Array[]} */
  #frames = [];
  #bytes = 0;

  /** @param {number} first */
  constructor(first) {
    this.first = first;
  }

  get length() {
    return this.#frames.length;
  }

  /** @param {Uint8Array} bytes */
  append(bytes) {
    if (this.#bytes + bytes.length > MOST_IN_MEMORY) throw new RangeError("the line was away too long");
    this.#frames.push(bytes);
    this.#bytes += bytes.length;
  }

  /** @param {number} index */
  read(index) {
    return this.#frames[index];
  }

  forget() {
    this.#frames = [];
  }
}
