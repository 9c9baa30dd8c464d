// @ts-check
import { forThisBrowser } from "../../lib/kept.js";
/**
 * What this person has answered, whichever device they answered on.
 * @typedef {{answer: string[], sure: boolean|null, state: "sending"|"sent"}} Own
 */
export class OwnAnswers {
  /** @type {Map<number, Own>} */
  #own = new Map();
  /** Whether the server has been heard. */
  known = false;
  #address;
  #key;

  /** @param {string} lecture address of its page, on this host @param {number} you */
  constructor(lecture, you) {
    this.#address = `${lecture}/polls/mine`;
    this.#key = `answers that are nobody's ${lecture} ${you}`;
  }

  /** @param {number} poll @returns {Own|null} */
  of(poll) {
    const own = this.#own.get(poll);
    return own && own.answer.length > 0 ? own : this.#kept[poll] ?? own ?? null;
  }

  /** What nobody may know, this browser alone does. @returns {Record<number, Own>} */
  get #kept() {
    return forThisBrowser.get(this.#key) ?? {};
  }

  /** @param {number} poll @param {Own|null} own */
  #keep(poll, own) {
    const {[poll]: _, ...others} = this.#kept;
    forThisBrowser.set(this.#key, own ? {...others, [poll]: own} : others);
  }

  /** Reads them again. What is on its way is newer than what the server has. */
  async read() {
    const answer = await fetch(this.#address, {headers: {accept: "application/json"}}).catch(() => null);
    if (!answer?.ok) return;
    const told = new Map((await answer.json()).map((/** @type {any} */ {poll, answer, sure}) => [poll, {answer, sure, state: "sent"}]));
    for (const [poll, own] of this.#own) if (own.state === "sending") told.set(poll, own);
    this.#own = told;
    this.known = true;
  }

  /** @param {number} poll @param {string[]} answer @param {boolean|null} sure @param {boolean} nobody whether nobody may know */
  sending(poll, answer, sure, nobody) {
    this.#own.set(poll, {answer, sure, state: "sending"});
    if (nobody) this.#keep(poll, {answer, sure, state: "sent"});
  }

  /** What was answered late. @param {number} poll @param {{answer: string[], sure: boolean|null}} chosen @param {boolean} nobody */
  answered(poll, chosen, nobody) {
    this.#own.set(poll, {...chosen, state: "sent"});
    if (nobody) this.#keep(poll, {...chosen, state: "sent"});
  }

  /** @param {number} poll */
  sent(poll) {
    const own = this.#own.get(poll);
    if (own) this.#own.set(poll, {...own, state: "sent"});
  }

  /** @param {number} poll */
  forget(poll) {
    this.#own.delete(poll);
    this.#keep(poll, null);
  }
}
