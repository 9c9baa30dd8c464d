// @ts-check
// The smallest thing that runs tests in a real browser: JavaScriptTests loads the page and reports each result.

/** @type {{name: string, run: () => void|Promise<void>}[]} */
const tests = [];

/** @param {string} name a sentence @param {() => void|Promise<void>} run */
export function test(name, run) {
  tests.push({name, run});
}

/** @param {unknown} actual @param {unknown} expected @param {string} [about] */
export function equal(actual, expected, about = "") {
  const [is, should] = [sorted(actual), sorted(expected)];
  if (is !== should) throw new Error(`${about}\nexpected ${should}\nbut was  ${is}`);
}

/** @param {unknown} truth @param {string} about */
export function ok(truth, about) {
  if (!truth) throw new Error(about);
}

/** Runs what was defined and tells each result: null, or what went wrong. */
export async function results() {
  const all = [];
  for (const {name, run} of tests) {
    try {
      await run();
      all.push({name, failure: null});
    } catch (failure) {
      all.push({name, failure: String(/** @type {Error} */ (failure)?.stack ?? failure)});
    }
  }
  return all;
}

/** @param {unknown} value with the keys of its objects in order, because only their values are compared */
function sorted(value) {
  return JSON.stringify(value, (_, inner) => inner && typeof inner === "object" && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1))
    : inner);
}
