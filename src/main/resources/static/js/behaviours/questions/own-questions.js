// @ts-check
/** @typedef {import("./state.js").Question} Question */

/** What this person has asked, with or without a name, and what they voted for, whichever device they did it on. */
export class OwnQuestions {
  /** @type {Set<number>} */
  #asked = new Set();
  /** @type {Set<number>} entries in which this page wrote a question without a name */
  #written = new Set();
  /** @type {Set<number>} */
  #voted = new Set();
  /** @type {Map<number, boolean>} what is on its way, which is newer than what the server has */
  #sending = new Map();
  #address;

  /** @param {string} lecture address of its page, on this host */
  constructor(lecture) {
    this.#address = `${lecture}/questions/mine`;
  }

  /** Reads them again. */
  async read() {
    const answer = await fetch(this.#address, {headers: {accept: "application/json"}}).catch(() => null);
    if (!answer?.ok) return;
    const {asked, voted} = await answer.json();
    this.#asked = new Set(asked);
    this.#voted = new Set(voted);
  }

  /** @param {Question} question @param {number} you */
  has({seq, by, written}, you) {
    return by?.id === you || this.#asked.has(seq) || written !== null && this.#written.has(written);
  }

  /** @param {Question} question */
  wants({seq}) {
    return this.#sending.get(seq) ?? this.#voted.has(seq);
  }

  /** @param {number} seq of the entry that was acknowledged */
  wrote(seq) {
    this.#written.add(seq);
  }

  /** @param {number} question @param {boolean} wanted */
  voting(question, wanted) {
    this.#sending.set(question, wanted);
  }

  /** @param {number} question @param {boolean} wanted */
  voted(question, wanted) {
    if (this.#sending.get(question) === wanted) this.#sending.delete(question);
    if (wanted) this.#voted.add(question);
    else this.#voted.delete(question);
  }

  /** @param {number} question whose vote was refused */
  forget(question) {
    this.#sending.delete(question);
  }
}
