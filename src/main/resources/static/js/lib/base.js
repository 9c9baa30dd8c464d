// @ts-check

/** Where Lectern is on its host, as a path without a slash at its end: empty unless it shares the host with others. */
const base = () => (document.documentElement.dataset.base ?? "/").slice(0, -1);

/**
 * Where the browser finds an address that the server tells without its own place.
 * @param {string} path from the root of Lectern
 */
export const here = path => base() + path;
