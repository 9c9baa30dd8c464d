// @ts-check

// Letters of scripts written from right to left, and the marks that act like one.
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * The same words, closed off when they would turn what stands beside them in a sentence: a Hebrew name moves brackets, numbers and full
 * stops. The server's `Isolates` does the same.
 * @param {string} words
 */
export function isolated(words) {
  return RIGHT_TO_LEFT.test(words) ? `\u2068${words}\u2069` : words;
}
