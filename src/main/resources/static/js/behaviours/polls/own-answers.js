// @ts-check
/**
 * What this person has answered, whichever device they answered on.
 * @typedef {{answer: string[], sure: boolean|null, state: "sending"|"sent"}} Own
 */
export class OwnAnswers {
  /** @type {Map<number, Own>} */
  #own = new Map();
  #address;

  /** @param {string} lecture address of its page, on this host */
  constructor(lecture) {
    this.#address = `${lecture}/polls/mine`;
  }

  /** @param {number} poll */
  of(poll) {
    return this.#own.get(poll) ?? null;
  }

  /** Reads them again. What is on its way is newer than what the server has. */
  async read() {
    const answer = await fetch(this.#address, {headers: {accept: "application/json"}}).catch(() => null);
    if (!answer?.ok) return;
    const told = new Map((await answer.json()).map((/** @type {any} */ {poll, answer, sure}) => [poll, {answer, sure, state: "sent"}]));
    for (const [poll, own] of this.#own) if (own.state === "sending") told.set(poll, own);
    this.#own = told;
  }

  /** @param {number} poll @param {string[]} answer @param {boolean|null} sure */
  sending(poll, answer, sure) {
    if (answer.length > 0) this.#own.set(poll, {answer, sure, state: "sending"});
    else this.#own.delete(poll);
  }

  /** @param {number} poll */
  sent(poll) {
    const own = this.#own.get(poll);
    if (own) this.#own.set(poll, {...own, state: "sent"});
  }

  /** @param {number} poll */
  forget(poll) {
    this.#own.delete(poll);
  }
}
