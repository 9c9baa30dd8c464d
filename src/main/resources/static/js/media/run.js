// @ts-check
import { Kind, write } from "./frame.js";

/**
 * @typedef {{data: Uint8Array, flags: number, timestamp: number}} Encoded
 * @typedef {{append(bytes: Uint8Array): void, read(index: number): Uint8Array, length: number, first: number, forget(): void}} Spooled
 *   frames of one run in the browser's storage: `length` of them, the first with sequence `first`
 */

/**
 * A run of one track without holes: what the server calls an epoch. It keeps every frame until the server has it on disk, in
 * memory while the line is good, in the browser's storage when it is not.
 */
export class Run {
  /** @type {{track: number, epoch: number, kept: boolean}|null} given out by the server */
  id = null;
  /** The next frame to be sent. */
  sent = 0;
  /** No frames will be added. */
  ended = false;
  /** Its moment has passed for the live viewers; what was not sent is filled in when the line has room. */
  late = false;
  /** The server knows that it is whole. */
  told = false;
  /** It is completed on the line it was begun on, which is not the line any more. */
  elsewhere = false;

  /** @type {Encoded[]} frames in memory, the last of them numbered `#next - 1` */
  #frames = [];
  #next = 0;
  #acknowledged = 0;
  /** @type {Spooled|null} holds the frames before those in memory */
  #spooled = null;

  /**
   * @param {string} kind
   * @param {import("./boxes.js").Format} format
   */
  constructor(kind, format) {
    this.kind = kind;
    this.format = format;
  }

  /**
   * A run of an earlier page, found in the browser's storage.
   * @param {{track: number, epoch: number}} id
   * @param {Spooled} spooled
   */
  static found(id, spooled) {
    const run = new Run("", /** @type {any} */ (null));
    run.id = {...id, kept: true};
    run.ended = run.late = true;
    run.#spooled = spooled;
    run.#next = spooled.first + spooled.length;
    run.sent = spooled.first;
    return run;
  }

  get isPicture() {
    return this.kind === "camera" || this.kind === "screen";
  }

  /** @param {Encoded} frame */
  add(frame) {
    this.#frames.push(frame);
    this.#next++;
  }

  /** Frames that wait to be sent. */
  get waiting() {
    return this.#next - this.sent;
  }

  /** Everything was sent and nothing will come. */
  get isWhole() {
    return this.ended && this.waiting === 0;
  }

  /** Seconds between the oldest frame in memory that waits and the newest. */
  get waitingSeconds() {
    const oldest = this.#frames[Math.max(0, this.sent - this.#inMemoryFrom)];
    const newest = this.#frames[this.#frames.length - 1];
    return this.waiting && oldest ? (newest.timestamp - oldest.timestamp) / 1e6 : 0;
  }

  /** The wire bytes of the next frame. */
  take() {
    const sequence = this.sent++;
    const bytes = this.#bytes(sequence);
    if (!this.id?.kept) this.acknowledge(sequence); // nobody will, and nobody needs it again
    return bytes;
  }

  /** @param {number} sequence */
  #bytes(sequence) {
    if (sequence < this.#inMemoryFrom) {
      const spooled = /** @type {Spooled} */ (this.#spooled);
      return spooled.read(sequence - spooled.first);
    }
    const {data, flags, timestamp} = this.#frames[sequence - this.#inMemoryFrom];
    const {track, epoch} = /** @type {{track: number, epoch: number}} */ (this.id);
    return write({kind: Kind.MEDIA, track, flags, epoch, sequence, timestamp}, data);
  }

  /** The server has everything up to this frame on disk. @param {number} sequence */
  acknowledge(sequence) {
    this.#acknowledged = Math.max(this.#acknowledged, sequence + 1);
    if (this.#spooled) return; // what follows it in memory is to follow it there
    const gone = Math.max(0, this.#acknowledged - this.#inMemoryFrom);
    this.#frames.splice(0, gone);
  }

  /** Nothing of it can be lost any more, or nobody keeps it. */
  get isDone() {
    return this.told && (!this.id?.kept || this.isAcknowledged);
  }

  get isAcknowledged() {
    return this.ended && this.#acknowledged >= this.#next;
  }

  /**
   * Goes on after a lost line with the frame the server says is due.
   * @param {number} next
   * @returns {boolean} whether that frame is still held
   */
  goOnWith(next) {
    this.acknowledge(next - 1);
    this.sent = Math.min(Math.max(next, this.#held), this.#next);
    return next >= this.#held;
  }

  /**
   * Moves what is in memory to the browser's storage.
   * @param {(first: number) => Spooled} open
   */
  spool(open) {
    if (!this.#frames.length || !this.id?.kept) return;
    this.#spooled ??= open(this.#inMemoryFrom);
    while (this.#frames.length) {
      this.#spooled.append(this.#bytes(this.#inMemoryFrom));
      this.#frames.shift();
    }
  }

  /** Gives the storage back. */
  forget() {
    this.#spooled?.forget();
    this.#spooled = null;
    this.#frames = [];
  }

  get #inMemoryFrom() {
    return this.#next - this.#frames.length;
  }

  get #held() {
    return this.#spooled ? this.#spooled.first : this.#inMemoryFrom;
  }
}
