// @ts-check

/** What we want in hand when there is least of it, at least and at most; seconds. */
const NEAREST = 0.12;
const FARTHEST = 0.25;
/** Each stall adds this much, each quiet minute takes it away again; seconds. */
const STEP = 0.04;
const QUIET = 60;
/** Farther behind than this, we jump: nobody should watch the past catch up. Seconds. */
const TOO_FAR = 1;
/** What is in hand goes up and down with everything that comes: what counts is the least of this long; seconds. */
const LATELY = 0.3;
/** Chromium stops where it is to play faster with nearly nothing in hand: the last of the way is left to pauses. Seconds. */
const LEFT_TO_PAUSES = 0.04;
/** So much more than needed and we begin to hurry: a speed that flutters is heard. Seconds. */
const A_LITTLE = 0.03;
const FASTER = 1.03;
/** And with this much more than we want, the most that Chromium does without stretching the sound; seconds. */
const MUCH = 0.2;
const MUCH_FASTER = 1.05;

/**
 * Decides where on the timeline to play. Plain arithmetic: it is told the newest moment and the present one, and answers with
 * what to do.
 *
 * @typedef {{seek?: number, rate: number}} Move
 */
export class Edge {
  hold = NEAREST;
  #nearest = NEAREST;
  #inHand = 0;
  #stalls = 0;
  #quietSince = 0;
  #leftOutAt = 0;
  #hurries = false;
  /** @type {{behind: number, at: number}[]} */
  #lately = [];
  #mayHurry;

  /** @param {boolean} mayHurry whether the browser can change its speed without stopping */
  constructor(mayHurry) {
    this.#mayHurry = mayHurry;
  }

  /**
   * @param {number} newest the newest moment we have; seconds
   * @param {number} present the moment shown; seconds
   * @param {number} now seconds
   * @returns {Move}
   */
  follow(newest, present, now) {
    this.#relax(now);
    const behind = newest - present;
    const farthest = this.#mayHurry ? TOO_FAR : TOO_FAR / 2;
    if (behind > farthest || behind < -A_LITTLE) {
      this.#lately = [];
      return {seek: newest - this.hold, rate: 1};
    }
    this.#lately = this.#lately.filter(({at}) => now - at < LATELY);
    this.#lately.push({behind, at: now});
    this.#inHand = Math.min(...this.#lately.map(sample => sample.behind));
    return {rate: this.#mayHurry ? this.#rate() : 1};
  }

  #rate() {
    const more = this.#inHand - this.hold;
    this.#hurries = more > LEFT_TO_PAUSES + (this.#hurries ? 0 : A_LITTLE);
    return !this.#hurries ? 1 : more > MUCH ? MUCH_FASTER : FASTER;
  }

  /**
   * Whether a packet in which nobody speaks is to be left out, which nobody hears and which brings us nearer.
   * @param {number} duration of the packet; seconds
   * @param {number} now seconds
   */
  leavesOut(duration, now) {
    if (this.#inHand - this.hold < duration || now - this.#leftOutAt < LATELY) return false;
    this.#leftOutAt = now;
    return true;
  }

  /**
   * Playing stopped.
   * @param {number} behind what was in hand then; seconds
   * @param {number} now seconds
   */
  stalled(behind, now) {
    if (behind > this.hold) { // as much as we want is not enough: a device with a long way to the ear, such as one without a wire
      this.hold = this.#nearest = Math.min(TOO_FAR / 2, behind + A_LITTLE);
      return;
    }
    this.#stalls++;
    this.#quietSince = now;
    this.hold = Math.max(this.hold, Math.min(FARTHEST, this.hold + STEP));
  }

  /** @param {number} now */
  #relax(now) {
    if (this.#stalls && now - this.#quietSince > QUIET) {
      this.#stalls--;
      this.#quietSince = now;
      this.hold = Math.max(this.#nearest, this.hold - STEP);
    }
  }
}
