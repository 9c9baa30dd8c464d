// @ts-check
import { forThisBrowser } from "../../lib/kept.js";
/** @typedef {import("./state.js").Question} Question */

/** What this person has asked, with or without a name, and what they voted for, whichever device they did it on. */
export class OwnQuestions {
  /** @type {Set<number>} */
  #asked = new Set();
  /** @type {Set<number>} entries in which this page wrote a question without a name */
  #written;
  /** @type {Set<number>} */
  #voted = new Set();
  /** @type {Map<number, boolean>} what is on its way, which is newer than what the server has */
  #sending = new Map();
  /** @type {{written: number, text: string, declined: boolean}[]} */
  unheard = [];
  /** @type {Record<number, number>} */
  #votes = {};
  #address;
  #key;

  /** @param {string} lecture address of its page, on this host @param {number} you */
  constructor(lecture, you) {
    this.#address = `${lecture}/questions/mine`;
    this.#key = `question by nobody ${lecture} ${you}`;
    // Of what is nobody's only this browser knows whose it is.
    this.#written = new Set(forThisBrowser.get(this.#key) ?? []);
  }

  /** Reads them again. */
  async read() {
    const answer = await fetch(this.#address, {headers: {accept: "application/json"}}).catch(() => null);
    if (!answer?.ok) return;
    const {asked, voted, unheard, votes} = await answer.json();
    this.#asked = new Set(asked);
    this.#voted = new Set(voted);
    this.unheard = unheard;
    this.#votes = votes;
  }

  /** @param {Question} question @param {number} you */
  has({seq, by, written}, you) {
    return by?.id === you || this.#asked.has(seq) || this.#written.has(written ?? seq);
  }

  /** @param {Question} question */
  wants({seq}) {
    return this.#sending.get(seq) ?? this.#voted.has(seq);
  }

  /** How many want to know it, with those who voted after the lecture. @param {Question} question */
  votes({seq, votes}) {
    return this.#votes[seq] ?? votes;
  }

  /** @param {number} seq of the entry that was acknowledged @param {boolean} nobody whether only this browser may know */
  wrote(seq, nobody) {
    this.#written.add(seq);
    if (nobody) forThisBrowser.set(this.#key, [...forThisBrowser.get(this.#key) ?? [], seq]);
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
