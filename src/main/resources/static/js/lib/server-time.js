// @ts-check

/** A clock that was set, or a machine that slept, shows by so many ms between the two clocks of the browser. */
const SET = 2_000;
/** The server is not asked more often, ms. */
const PATIENCE = 10_000;

/**
 * The server's clock, by which lectures begin and end. A browser's own may be minutes wrong: so a page learns the server's once, and counts
 * on from there with the clock that nobody can set. It asks again when the two clocks of the browser part, which they do where the
 * machine slept.
 */
export class ServerTime {
  #monotonic;
  #wall;
  #ask;
  #offset = 0;
  #apart = 0;
  #askedAt = -Infinity;

  /**
   * @param {{monotonic?: () => number, wall?: () => number, ask?: () => Promise<number>}} world
   *   clocks in ms; `ask` brings what the server's clock shows, in ms since 1970
   */
  constructor({monotonic = () => performance.now(), wall = () => Date.now(), ask = () => Promise.reject()} = {}) {
    this.#monotonic = monotonic;
    this.#wall = wall;
    this.#ask = ask;
    this.learn(wall(), monotonic());
  }

  /**
   * @param {number} epoch what the server's clock showed, ms since 1970
   * @param {number} at what the monotonic clock showed then
   */
  learn(epoch, at) {
    this.#offset = epoch - at;
    this.#apart = this.#wall() - this.#monotonic();
  }

  /** @returns {number} ms since 1970, by the server's clock */
  now() {
    if (Math.abs(this.#wall() - this.#monotonic() - this.#apart) > SET) this.learnAgain();
    return this.#monotonic() + this.#offset;
  }

  async learnAgain() {
    const sent = this.#monotonic();
    if (sent - this.#askedAt < PATIENCE) return;
    this.#askedAt = sent;
    try {
      const epoch = await this.#ask();
      if (Number.isFinite(epoch)) this.learn(epoch, (sent + this.#monotonic()) / 2);
    } catch {
      // What was known is the best there is; the next look asks again.
    }
  }
}

/** Written into every page. */
const told = typeof document === "undefined" ? null : /** @type {HTMLMetaElement|null} */ (document.querySelector('meta[name="server-time"]'));

const server = new ServerTime({ask: async () => Number(await (await fetch(told?.dataset.url ?? "", {cache: "no-store"})).text())});

if (told) {
  const [loaded] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  server.learn(Number(told.content), loaded?.responseStart || performance.now());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && server.learnAgain());
  addEventListener("pageshow", event => event.persisted && server.learnAgain());
}

/** @returns {number} ms since 1970, by the server's clock; what has to do with lectures never asks `Date.now()` */
export const serverNow = () => server.now();
