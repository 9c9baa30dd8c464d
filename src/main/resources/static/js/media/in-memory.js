// @ts-check

/** Memory for frames of a browser without storage of its own; bytes. */
const MOST = 64 << 20;

/** Where the browser gives no storage: the newest frames are kept in memory, up to a bound. */
export class InMemory {
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
    if (this.#bytes + bytes.length > MOST) throw new RangeError("the line was away too long");
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
