// @ts-check
import { forThisBrowser } from "../../lib/kept.js";

/** So many moments are kept of a lecture. */
const MOST = 50;
/** Pressed again so soon it is the same moment, ms. */
const SAME = 30_000;
/** What is explained within this time of being lost is the explanation of it, ms. */
const EXPLAINED = 600_000;

/**
 * Where this person was lost. Only their browser knows: the server keeps nobody.
 * @typedef {{at: number, explainedAt: number|null}} Bookmark
 */
export class Bookmarks {
  #key;

  /** @param {number|string} lecture @param {number} you */
  constructor(lecture, you) {
    this.#key = `lost in ${lecture} ${you}`;
  }

  /** @returns {Bookmark[]} */
  get all() {
    return forThisBrowser.get(this.#key) ?? [];
  }

  /** @param {number} at lecture time, ms @returns {boolean} whether it is a moment that was not there */
  add(at) {
    if (this.all.some(bookmark => Math.abs(bookmark.at - at) < SAME)) return false;
    forThisBrowser.set(this.#key, [...this.all, {at, explainedAt: null}].sort((a, b) => a.at - b.at).slice(-MOST));
    return true;
  }

  /** @param {number} at */
  remove(at) {
    forThisBrowser.set(this.#key, this.all.filter(bookmark => Math.abs(bookmark.at - at) >= SAME));
  }

  /** It is explained. @param {number} at @returns {boolean} whether this person had been lost about it */
  explained(at) {
    const mine = this.all.filter(bookmark => bookmark.explainedAt === null && bookmark.at <= at && at - bookmark.at < EXPLAINED);
    if (mine.length > 0) forThisBrowser.set(this.#key, this.all.map(bookmark => mine.some(one => one.at === bookmark.at) ? {...bookmark, explainedAt: at} : bookmark));
    return mine.length > 0;
  }

  /** As marks on the line. @returns {import("../behaviour.js").Moment[]} */
  get moments() {
    return this.all.map(({at, explainedAt}) => ({seq: 0, at, kind: "lost", ...(explainedAt === null ? {} : {until: explainedAt})}));
  }
}
