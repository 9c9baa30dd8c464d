// @ts-check

/** After so long without anything from the class a question is offered, ms. */
export const QUIET = 10 * 60_000;

/** What a class does, by the type of the entry; what has a name counts when a student did it. */
const DONE = /^(chat\.posted|hand\.raised|poll\.answered|poll\.counted|question\.(written|asked|voted)|reaction\.counted|pace\.(lost|slower|faster))$/;

/** Since when the class has done nothing, and whether that is worth a word: once for each quiet time, and never again once it was put away. */
export class Quiet {
  #since;
  #said = false;
  #off = false;

  /** @param {number} since lecture time, ms */
  constructor(since) {
    this.#since = since;
  }

  /** @param {import("../../lecture/log.js").Entry} entry */
  heard({type, at, by}) {
    const life = type === "lecture.started" || type === "lecture.resumed";
    if (!life && !(DONE.test(type) && (by === undefined || by.role === "student"))) return;
    this.#since = Math.max(this.#since, at);
    this.#said = false;
  }

  /** The word was taken up, or put away for good. @param {{off: boolean}} how */
  done({off}) {
    this.#said = true;
    this.#off ||= off;
  }

  /** @param {number} now lecture time, ms @returns {number|null} whole minutes to be told; null for nothing */
  minutes(now) {
    const quiet = now - this.#since;
    return this.#off || this.#said || quiet < QUIET ? null : Math.floor(quiet / 60_000);
  }
}

/**
 * When the class last did something, as far as the state of a lecture tells.
 * @param {import("../../lecture/log.js").State} state
 */
export function lastDone({chat, hands, polls, questions, lecture}) {
  const students = chat.messages.filter(({by}) => by?.role === "student");
  return Math.max(0, lecture.breaks.at(-1)?.to ?? 0, ...[...students, ...hands, ...questions].map(({at}) => at), ...polls.map(({at, closedAt}) => closedAt ?? at));
}
