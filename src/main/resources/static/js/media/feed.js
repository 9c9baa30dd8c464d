// @ts-check
import { join } from "./boxes.js";

/** What was shown longer ago is let go; seconds. */
const KEEP = 30;
/** Waiting fragments beyond this mean that the browser does not take them any more; bytes. */
const MOST_WAITING = 8 << 20;

/** Feeds one SourceBuffer: in order, one append at a time, what waits joined into the next. */
export class Feed {
  /** @type {(Uint8Array|(() => void))[]} */
  #waiting = [];
  #bytes = 0;
  /** @type {SourceBuffer|null} */
  #buffer = null;
  #failed;

  /**
   * @param {string} type
   * @param {() => void} failed the browser cannot go on; everything has to be made anew
   */
  constructor(type, failed) {
    this.type = type;
    this.#failed = failed;
  }

  /** @param {MediaSource} source */
  attach(source) {
    this.#buffer = source.addSourceBuffer(this.type);
    this.#buffer.addEventListener("updateend", () => this.#next());
    this.#buffer.addEventListener("error", this.#failed);
  }

  /** To be called once all buffers of a source are attached: none may come after the first bytes. */
  begin() {
    this.#next();
  }

  /** @param {Uint8Array|null} bytes */
  append(bytes) {
    if (!bytes) return;
    this.#waiting.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes > MOST_WAITING) this.#failed();
    else this.#next();
  }

  /** What follows is encoded in another way. @param {string} type */
  change(type) {
    if (type === this.type) return;
    this.type = type;
    this.#waiting.push(() => this.#buffer?.changeType(type));
  }

  /** @param {number} present seconds */
  forget(present) {
    const buffer = this.#buffer;
    if (!buffer || buffer.updating || !buffer.buffered.length) return;
    if (present - buffer.buffered.start(0) > 2 * KEEP) buffer.remove(0, present - KEEP);
  }

  #next() {
    const buffer = this.#buffer;
    if (!buffer || buffer.updating || !this.#waiting.length) return;
    try {
      while (typeof this.#waiting[0] === "function") /** @type {() => void} */ (this.#waiting.shift())();
      const end = this.#waiting.findIndex(step => typeof step === "function");
      const next = /** @type {Uint8Array[]} */ (this.#waiting.splice(0, end < 0 ? this.#waiting.length : end));
      const bytes = next.length === 1 ? next[0] : join(...next);
      this.#bytes -= bytes.length;
      if (bytes.length) buffer.appendBuffer(/** @type {any} */ (bytes));
    } catch {
      this.#failed();
    }
  }
}
