// @ts-check

/**
 * Small values kept by the browser. Storage may be full, switched off or hold what an older page wrote: then nothing is
 * kept, and nothing breaks.
 */
export class Kept {
  #storage;

  /** @param {() => Storage} storage asked for late, because merely touching it may throw */
  constructor(storage) {
    this.#storage = storage;
  }

  /** @param {string} key @returns {any} */
  get(key) {
    try {
      return JSON.parse(this.#storage().getItem(key) ?? "null");
    } catch {
      return null;
    }
  }

  /** @param {string} key @param {any} value null or an empty list forgets it */
  set(key, value) {
    try {
      if (value === null || value === "" || Array.isArray(value) && value.length === 0) this.#storage().removeItem(key);
      else this.#storage().setItem(key, JSON.stringify(value));
    } catch {
      // Not kept; see above.
    }
  }
}

/** For this tab alone. */
export const forThisTab = new Kept(() => sessionStorage);
/** For this browser. */
export const forThisBrowser = new Kept(() => localStorage);
