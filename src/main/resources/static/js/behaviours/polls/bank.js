// @ts-check

/**
 * What can be asked from the course's question bank. What it says stays on the server until it is asked.
 * @typedef {{id: number, text: string, what: string, names: "class"|"staff"|"nobody", seconds: number|null}} Offered
 */
export class Bank {
  #address;
  /** @type {AbortController|undefined} */
  #asking;

  /** @param {string} lecture address of its page, on this host */
  constructor(lecture) {
    this.#address = `${lecture}/bank`;
  }

  /**
   * What is tied to a slide, or has these words; null where it could not be read, or was asked for again meanwhile.
   * @param {{deck: string, page: number}|{q: string}} wanted
   * @returns {Promise<Offered[]|null>}
   */
  async find(wanted) {
    this.#asking?.abort();
    this.#asking = new AbortController();
    const asked = new URLSearchParams(Object.entries(wanted).map(([name, value]) => [name, String(value)]));
    const answer = await fetch(`${this.#address}?${asked}`, {signal: this.#asking.signal, headers: {accept: "application/json"}}).catch(() => null);
    return answer?.ok && !answer.redirected ? answer.json() : null;
  }
}
