// @ts-check
import { serverNow } from "../lib/server-time.js";

/** Silence after which the room is no longer shown as live, ms. The server beats once a second. */
const NOT_LIVE = 2_600;
/** A line that closed is back within this time more often than not; telling sooner would only flicker. */
const CLOSED = 1_500;
const OFFLINE = 20_000;
/** A beat later than this is a slow line; so is the line for the next few seconds. */
const LATE = 1_900;
const SLOW_FOR = 6_000;

/** How alive the line is, judged by when something was last heard on it. */
export class Heartbeat {
  /** The server's clock at the last thing heard, epoch ms: what "since 10:41" is said from. */
  heardAt = serverNow();
  #heard;
  #slowUntil = -Infinity;
  #closedAt = 0;
  #ever = false;
  /** @type {string} */
  #said = "";
  #now;

  /** @param {() => number} now monotonic, ms */
  constructor(now = () => performance.now()) {
    this.#now = now;
    this.#heard = now();
    this.#closedAt = now();
  }

  opened() {
    this.#ever = true;
    this.#heard = this.#now();
  }

  heard() {
    const now = this.#now();
    if (now - this.#heard > LATE) this.#slowUntil = now + SLOW_FOR;
    this.#heard = now;
    this.heardAt = serverNow();
  }

  lost() {
    this.#closedAt = this.#now();
  }

  /** @returns {number} ms since something was heard */
  silence() {
    return this.#now() - this.#heard;
  }

  /**
   * @param {boolean} open whether there is a line to hear something on
   * @returns {"connecting"|"live"|"slow"|"reconnecting"|"offline"} what the person should be told
   */
  state(open) {
    const silence = this.silence();
    if (silence > OFFLINE) return "offline";
    if (!this.#ever) return "connecting";
    if (silence > NOT_LIVE || !open && this.#now() - this.#closedAt > CLOSED) return "reconnecting";
    return this.#now() < this.#slowUntil ? "slow" : "live";
  }

  /** @param {boolean} open @returns the state if it is not what was said last */
  changed(open) {
    const state = this.state(open);
    if (state === this.#said) return null;
    this.#said = state;
    return state;
  }
}
