// @ts-check
import { InMemory } from "./in-memory.js";
import { Run } from "./run.js";

/** What has no number cannot go to the browser's storage, so only so much of it is held; seconds. */
const UNNUMBERED = 120;

/**
 * Everything that was encoded and is not yet on the server's disk. Sound goes first, then the newest picture, then what is filled in.
 */
export class Runs {
  /** @type {Run[]} oldest first */
  #all = [];
  /** @type {Map<string, Run>} where frames go now, by kind */
  #current = new Map();
  /** @type {Map<number, Run>} asked for, by reference */
  #asked = new Map();
  #references = 0;
  #spool;

  /** @param {import("./spool.js").Spool} spool */
  constructor(spool) {
    this.#spool = spool;
  }

  /** Finds what an earlier page left. */
  async open() {
    for (const {track, epoch, spooled} of await this.#spool.open()) this.#all.push(Run.found({track, epoch}, spooled));
  }

  get areDone() {
    return this.#all.length === 0;
  }

  /** Those that the server keeps. */
  get kept() {
    return this.#all.filter(run => run.id?.kept);
  }

  /** Those that the line has to know. */
  get offered() {
    return this.kept.filter(run => !run.elsewhere);
  }

  /** The kinds of which frames still come. */
  get kinds() {
    return [...this.#current.keys()];
  }

  /** Seconds of live media that wait for the line. */
  get waiting() {
    return Math.max(0, ...[...this.#current.values()].filter(run => !run.late).map(run => run.waitingSeconds));
  }

  /** Where frames of a kind go now. @param {string} kind */
  of(kind) {
    return this.#current.get(kind);
  }

  /**
   * Begins a run; the one before it is completed behind it.
   * @param {string} kind
   * @param {import("./boxes.js").Format} format
   */
  begin(kind, format) {
    this.retire(kind);
    const run = new Run(kind, format);
    this.#current.set(kind, run);
    this.#all.push(run);
    return run;
  }

  /** No more frames come to the run of a kind. @param {string} kind */
  retire(kind) {
    const run = this.#current.get(kind);
    this.#current.delete(kind);
    if (run) run.ended = run.late = true;
    return run;
  }

  /** Viewers must not wait for what they missed: it is completed behind the runs that begin now. */
  beginAnew() {
    for (const run of this.#current.values()) run.late = true;
  }

  /** @param {number} seconds a picture may wait for the line @returns {string[]} the kinds whose picture has just been given up */
  giveUpLatePictures(seconds) {
    const late = [...this.#current.values()].filter(run => !run.late && run.isPicture && run.waitingSeconds >= seconds);
    for (const run of late) run.late = true;
    return late.map(run => run.kind);
  }

  /** @param {{track: number, epoch: number}} name */
  find({track, epoch}) {
    return this.#all.find(run => run.id?.track === track && run.id.epoch === epoch);
  }

  /** A reference for the server's answer. @param {Run} run */
  ask(run) {
    this.#asked.set(++this.#references, run);
    return this.#references;
  }

  /** @param {number} reference @returns the run whose answer has come */
  answered(reference) {
    const run = this.#asked.get(reference);
    this.#asked.delete(reference);
    return run;
  }

  /** Those without a number that nobody has asked one for. */
  get unasked() {
    const asked = [...this.#asked.values()];
    return this.#all.filter(run => !run.id && !asked.includes(run));
  }

  /** On another line nothing has been told yet. */
  lineOpened() {
    for (const run of this.#all) run.told = false;
  }

  /** What nobody keeps cannot be filled in later; what has no number yet is asked for again. */
  lineLost() {
    this.#asked.clear();
    for (const run of this.#all.filter(run => run.id && !run.id.kept)) this.drop(run);
  }

  /** The line is another now: what was begun on the one before is completed there. @returns {Run[]} */
  move() {
    this.lineLost();
    const begun = this.kept.filter(run => !run.elsewhere);
    for (const run of begun) run.elsewhere = true;
    return begun;
  }

  /** @param {Run} run */
  drop(run) {
    run.forget();
    this.#all = this.#all.filter(other => other !== run);
    if (this.#current.get(run.kind) === run) this.#current.delete(run.kind);
  }

  /**
   * Hours of what cannot be sent now, or is not kept there, would fill the memory, so it goes to the browser's storage.
   * @param {(run: Run) => boolean} stays whether it need not
   */
  spare(stays) {
    for (const run of this.#all) if (!run.id && run.waitingSeconds > UNNUMBERED) this.drop(run);
    for (const run of this.kept) {
      if (stays(run)) continue;
      try {
        run.spool(first => this.#spool.file(first) ?? new InMemory(first));
      } catch {
        this.drop(run); // the storage is full: better a hole than a page that dies
      }
    }
  }

  /** The run whose next frame goes up first. */
  get next() {
    const ready = this.#all.filter(run => run.id && run.waiting && !run.elsewhere && (run.id.kept || !run.late));
    const live = ready.filter(run => !run.late);
    return live.find(run => !run.isPicture) ?? live[0] ?? ready[0];
  }

  /** Lets go of what is done. @param {(run: Run) => void} tell called once for each after which nothing follows */
  complete(tell) {
    for (const run of this.#all) {
      const nothingFollows = run.id?.kept ? run.isWhole : run.ended;
      if (!run.id || !nothingFollows || run.told || run.elsewhere) continue;
      tell(run);
      run.told = true;
    }
    for (const run of this.#all.filter(run => run.isDone)) this.drop(run);
  }
}
