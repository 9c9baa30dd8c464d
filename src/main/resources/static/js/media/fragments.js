// @ts-check
import { fragment } from "./boxes.js";
import { KEYFRAME, VOICE } from "./frame.js";
import { SILENCE, SoundGrid } from "./sound-grid.js";

/** Microseconds of one silent packet of our own making. */
const SILENT = 20_000;

/** What a source without a microphone plays, so that one may come without starting over. */
export const SILENT_FORMAT = Object.freeze({
  kind: "microphone", codec: "opus", width: 0, height: 0, channels: 1, frameDuration: SILENT, description: new Uint8Array()
});

/**
 * How long each picture is said to last; microseconds. A player drops everything up to the next keyframe when a picture comes later
 * than twice the length of the one before, and stops, sound and all, where no picture is: so each lasts until long after the
 * next is due, and the next cuts it short.
 */
const PICTURE_LASTS = 10_000_000;

/** Makes fragments of one epoch of a picture. Times in microseconds of the player's timeline. */
export class PictureFragments {
  newest;
  #last = NaN;
  #number = 0;
  #format;

  /**
   * @param {import("./boxes.js").Format} format
   * @param {number} [newest] time of the last picture of the epoch before
   */
  constructor(format, newest = -Infinity) {
    this.#format = format;
    this.newest = newest;
  }

  /**
   * What came before is left out, as is what cannot be decoded because something before it is missing.
   * @param {import("./frame.js").Frame} frame
   * @param {number} time
   * @returns {Uint8Array|null}
   */
  add(frame, time) {
    const key = (frame.flags & KEYFRAME) !== 0;
    if (frame.sequence <= this.#last || !key && frame.sequence !== this.#last + 1) return null;
    this.#last = frame.sequence;
    // A clock set back must not turn the order of decoding.
    this.newest = Math.max(time, this.newest + 1);
    return fragment(this.#format, ++this.#number, this.newest, [{data: frame.payload, duration: PICTURE_LASTS, key}]);
  }
}

/** Makes fragments of one epoch of sound, without holes. Times in microseconds of the player's timeline. */
export class SoundFragments {
  #last = -1;
  #number = 0;
  #grid;
  #format;

  /**
   * @param {import("./boxes.js").Format} format
   * @param {number} [newest] end of the sound before, to go on from
   */
  constructor(format, newest = -Infinity) {
    this.#format = format;
    this.#grid = new SoundGrid(format.frameDuration);
    if (newest > -Infinity) this.#grid.next = newest;
  }

  /** End of the newest packet. */
  get newest() {
    return this.#grid.next ?? -Infinity;
  }

  /**
   * @param {import("./frame.js").Frame} frame
   * @param {number} time
   * @returns {Uint8Array|null}
   */
  add(frame, time) {
    if (frame.sequence <= this.#last) return null;
    this.#last = frame.sequence;
    return this.#fragment(this.#grid.place(time, (frame.flags & VOICE) !== 0), frame.payload);
  }

  /** Silence up to a moment, where nobody has a microphone on. @param {number} time @returns {Uint8Array|null} */
  silentUntil(time) {
    return this.#fragment(this.#grid.silentUntil(time), SILENCE);
  }

  /** All slots but the last are silent. @param {number[]} slots @param {Uint8Array} last */
  #fragment(slots, last) {
    if (!slots.length) return null;
    const samples = slots.map((_, i) => ({
      data: i === slots.length - 1 ? last : SILENCE, duration: this.#format.frameDuration, key: true
    }));
    return fragment(this.#format, ++this.#number, slots[0], samples);
  }
}
