// @ts-check
import { serverNow } from "../lib/server-time.js";
import { reloadOnce } from "../lib/reload.js";

/** Who has touched no key for so long is not in the middle of a sentence, though the keyboard is still there; ms. */
const PAUSE = 20_000;
/** While nodes of two versions run side by side, a page may come from either: it is tried again, but not more often; ms. */
const AGAIN = 600_000;

/**
 * Loads a page of an earlier version anew, once the server that answers speaks or folds otherwise, and between two sentences: not while
 * somebody writes, sends picture or sound, chooses something in a dialog, looks back, or waits for what they said to be saved.
 *
 * @typedef {{wire: string, fold: string}} Version
 */
export class Renewal {
  #own;
  #reload;
  #now;
  #keyAt = -Infinity;
  /** @type {string|null} what the server has become */
  #other = null;

  /**
   * @param {Version} own of this page
   * @param {{reload?: (reason: string) => void, now?: () => number}} [world]
   */
  constructor(own, {reload = reloadOnce, now = () => performance.now()} = {}) {
    this.#own = named(own);
    this.#reload = reload;
    this.#now = now;
  }

  /** @param {Version|undefined} version of the server that answers now */
  answeredBy(version) {
    const other = version ? named(version) : this.#own;
    this.#other = other === this.#own ? null : other;
  }

  /** Somebody has touched a key. */
  written() {
    this.#keyAt = this.#now();
  }

  /** To be called each second. @param {Pick<import("../lecture/stage.js").Stage, "sending"|"lookBack"|"outbox">} stage */
  tick(stage) {
    if (this.#other && !this.#isBusy(stage)) this.#reload(`version ${this.#other} ${Math.floor(serverNow() / AGAIN)}`);
  }

  /** @param {Pick<import("../lecture/stage.js").Stage, "sending"|"lookBack"|"outbox">} stage */
  #isBusy({sending, lookBack, outbox}) {
    return sending.size > 0 || lookBack !== null || outbox.unanswered().length > 0 || document.querySelector("dialog[open]") !== null
      || isWritten(document.activeElement) && this.#now() - this.#keyAt < PAUSE;
  }
}

/** @param {Version} version */
function named({wire, fold}) {
  return `${wire} ${fold}`;
}

/** Whether there is something in a field. @param {Element|null} field */
function isWritten(field) {
  return (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) && field.value !== "";
}
