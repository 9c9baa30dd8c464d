// @ts-check
import { unixMicros } from "./clocks.js";
import { FormerLine } from "./former-line.js";
import { PublisherLine } from "./publisher-line.js";
import { Runs } from "./runs.js";

/** Pictures that wait longer are given up for the live viewers and filled in later; seconds. */
const TOO_LATE = 1.5;
const EVERY = 20;

/**
 * What goes from a publisher to the server. A lost line is opened again, and the tracks go on as new runs while the old ones are
 * completed behind them. A line that is left for another one completes itself what was begun on it.
 *
 * @typedef {{
 *   codecs(families: string[]): void, needsKeyframes(kind?: string): void,
 *   line(state: "open"|"lost"|"revoked"|"gone"): void, refused(kind: string, message: string): void,
 *   unkept(message: string): void
 * }} Owner
 * @typedef {import("./run.js").Run} Run
 */
export class Uplink {
  /** The server has no room: what it was sent is still ours to keep. */
  #unkept = false;
  #line;
  /** @type {FormerLine|null} */
  #former = null;
  #runs;
  #owner;
  #timer;
  /** @type {Promise<void>|undefined} what an earlier page left was looked for */
  #started;

  /**
   * @param {string} url
   * @param {import("./spool.js").Spool} spool
   * @param {Owner} owner
   * @param {() => WebSocket} [open]
   */
  constructor(url, spool, owner, open) {
    this.#owner = owner;
    this.#runs = new Runs(spool);
    this.#line = new PublisherLine(url, {
      hello: moving => this.#hello(moving ? [] : this.#runs.offered),
      heard: message => this.#hear(message),
      lost: ending => this.#lost(ending),
      moved: former => this.#moved(former)
    }, open);
    this.#timer = setInterval(() => this.#tick(), EVERY);
  }

  start() {
    return this.#started = this.#begin();
  }

  async #begin() {
    await this.#runs.open();
    this.#line.begin();
  }

  /** Ends everything that is shown; what is not on the server's disk yet is still sent, however late, then the socket closes. */
  async finish() {
    for (const kind of this.#runs.kinds) this.end(kind);
    await this.#started;
    this.room(true); // the page says no more of it
    while (!this.#runs.areDone && !this.#line.closed) await new Promise(resolve => setTimeout(resolve, EVERY));
    this.#stop();
    this.#line.close();
  }

  /** Whether the room has its line. @param {boolean} hasLine */
  room(hasLine) {
    this.#line.room(hasLine);
  }

  /** Whether frames of a kind have a run to go to, which may wait for the line. @param {string} kind */
  has(kind) {
    return this.#runs.of(kind) !== undefined;
  }

  /** Whether the next keyframe of a kind begins a new run. @param {string} kind */
  needsRun(kind) {
    return this.#line.welcomed && (this.#runs.of(kind)?.late ?? true);
  }

  /**
   * Begins a run. Without a line it is asked for later.
   * @param {string} kind
   * @param {import("./boxes.js").Format} format
   */
  begin(kind, format) {
    const run = this.#runs.begin(kind, format);
    if (this.#line.welcomed) this.#ask(run);
  }

  /**
   * @param {string} kind
   * @param {import("./run.js").Encoded} frame
   */
  send(kind, frame) {
    this.#runs.of(kind)?.add(frame);
    this.#pump();
  }

  /** The person switched it off. @param {string} kind */
  end(kind) {
    const run = this.#runs.retire(kind);
    if (run?.id && run.waiting) this.#line.say({type: "end", ...name(run), whole: false});
    this.#pump();
  }

  /** Seconds of live media that wait for the line. */
  get waiting() {
    return this.#runs.waiting;
  }

  /** @param {any} message */
  #hear(message) {
    switch (message.type) {
      case "welcome": return this.#welcome(message);
      case "opened": return this.#opened(message);
      case "refused": return this.#refused(message);
      case "ack": return this.#runs.find(message)?.acknowledge(message.frame);
      case "codecs": return this.#owner.codecs(message.codecs);
      case "reopen": return this.#beginAnew();
      case "unkept":
        this.#unkept = true;
        return this.#owner.unkept(message.message);
    }
  }

  /** @param {any} message */
  #welcome({codecs, due}) {
    this.#unkept = false;
    for (let again = 0; again < 3; again++) this.#line.say({type: "clock", now: unixMicros()});
    this.#runs.lineOpened();
    for (const run of due) this.#goOn(run);
    for (const run of this.#runs.unasked) this.#ask(run);
    this.#owner.codecs(codecs);
    this.#owner.line("open");
    this.#beginAnew();
  }

  #beginAnew() {
    this.#runs.beginAnew();
    this.#owner.needsKeyframes();
  }

  /** @param {{track: number, epoch: number, next: number}} due  next is -1 when the server takes no more of it */
  #goOn(due) {
    const run = this.#runs.find(due);
    if (run && (due.next < 0 || !run.goOnWith(due.next))) this.#runs.drop(run);
  }

  /** @param {Run} run */
  #ask(run) {
    const {codec, width, height, channels, frameDuration, description} = run.format;
    const encoded = description.length ? btoa(String.fromCharCode(...description)) : undefined;
    this.#line.say({
      type: "open", ref: this.#runs.ask(run), kind: run.kind, codec, width, height, channels, frameDuration, description: encoded
    });
  }

  /** @param {any} message */
  #opened({ref, track, epoch, kept}) {
    const run = this.#runs.answered(ref);
    if (run) run.id = {track, epoch, kept};
    this.#pump();
  }

  /** @param {any} message */
  #refused({ref, message}) {
    const run = this.#runs.answered(ref);
    if (!run) return;
    this.#runs.drop(run);
    this.#owner.refused(run.kind, message);
  }

  /** @param {"revoked"|"gone"|null} ending */
  #lost(ending) {
    const stopped = this.#line.closed && !ending;
    this.#runs.lineLost();
    if (stopped) return;
    if (ending) this.#stop();
    this.#owner.line(ending ?? "lost");
  }

  /** @param {Run[]} unfinished */
  #hello(unfinished) {
    return {type: "hello", now: unixMicros(), unfinished: unfinished.map(name)};
  }

  /** @param {WebSocket} socket */
  #moved(socket) {
    const left = this.#runs.move();
    const former = this.#former = new FormerLine(socket, left, () => {
      if (this.#former === former) this.#former = null;
      this.#offer(left.filter(run => !run.isDone));
    });
  }

  // What the former line did not come to the end of is completed here, if this server takes it.
  /** @param {Run[]} left */
  #offer(left) {
    for (const run of left) run.elsewhere = false;
    if (left.length && this.#line.welcomed) this.#line.say(this.#hello(this.#runs.offered));
  }

  #stop() {
    this.#line.stop();
    clearInterval(this.#timer);
  }

  #tick() {
    this.#line.tick();
    if (this.#line.welcomed) for (const kind of this.#runs.giveUpLatePictures(TOO_LATE)) this.#owner.needsKeyframes(kind);
    this.#pump();
    // What goes up in a moment, and is kept there, need not be stored here.
    this.#runs.spare(run => !this.#unkept && (!run.waiting || this.#line.welcomed && !run.late));
  }

  #pump() {
    this.#former?.pump();
    if (!this.#line.welcomed) return;
    this.#line.fill(() => this.#runs.next?.take());
    this.#runs.complete(run => this.#line.say({type: "end", ...name(run), whole: true}));
  }
}

/** @param {Run} run what it is called on the wire */
function name({id}) {
  return {track: id?.track, epoch: id?.epoch};
}
