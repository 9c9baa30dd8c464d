// @ts-check

/** Accents and vowel points; in the Indic scripts marks are letters, and stay. */
const MARKS = /(?=\p{Mn})[\p{sc=Inherited}\p{sc=Cyrillic}\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}]/gu;
/** Letters that Unicode does not take apart, as people type them who do not have them. @type {Record<string, string>} */
const LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ς": "σ"};

/**
 * A text as it is searched: without case and accents, as the server's `Folded` has it.
 * @param {string} text
 */
export function folded(text) {
  return text.normalize("NFKD").toLowerCase().replace(MARKS, "").replace(/[łøđðħıŧþßæœς]/g, letter => LETTERS[letter]);
}
