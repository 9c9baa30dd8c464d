// @ts-check

/** What this person has given to messages, whichever device they did it on. */
export class OwnReactions {
  /** @type {Map<number, Set<string>>} */
  #given = new Map();
  #address;

  /** @param {string} lecture address of its page, on this host */
  constructor(lecture) {
    this.#address = `${lecture}/chat/mine`;
  }

  /** Reads them again. */
  async read() {
    const answer = await fetch(this.#address, {headers: {accept: "application/json"}}).catch(() => null);
    if (!answer?.ok) return;
    const {reactions} = await answer.json();
    this.#given = new Map(Object.entries(reactions).map(([seq, kinds]) => [Number(seq), new Set(kinds)]));
  }

  /** @param {number} message @param {string} kind */
  has(message, kind) {
    return this.#given.get(message)?.has(kind) === true;
  }

  /** @param {number} message @returns {string} the kinds, as one word each */
  of(message) {
    return [...this.#given.get(message) ?? []].sort().join(" ");
  }

  /** @param {number} message @param {string} kind @param {boolean} given */
  set(message, kind, given) {
    const kinds = this.#given.get(message) ?? new Set();
    if (given) kinds.add(kind);
    else kinds.delete(kind);
    this.#given.set(message, kinds);
  }
}
