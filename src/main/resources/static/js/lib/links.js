// @ts-check

/** Where an address may begin, and how far it may go. Letters of any script may stand in one; white space, quotes and brackets of markup do not. */
const MAY_BE = /(?<![\p{L}\p{N}_])https?:\/\/[^\s\p{Cc}\u200b<>"`{}|\\^]+/giu;
/**
 * Punctuation of other scripts ends an address, because no space follows it there: a full-width stop, an Arabic question mark, a closing
 * quotation mark. Browsers write such a letter of an address as %…; those that titles of encyclopedias have stay.
 */
const ENDS = /(?![-\u2010-\u2015\u2019\u00b7\u30fb])[^\x00-\x7f](?<=\p{P})/u;
/** What stands after an address rather than at its end. */
const AFTER = /[.,:;!?'*_~’‐-―·・…-]+$/u;
const PAIRS = [["(", ")"], ["[", "]"]];

/**
 * The web addresses in a text, as a reader would mark them.
 * @param {string} text
 * @returns {{from: number, address: string}[]}
 */
export function addresses(text) {
  return [...text.matchAll(MAY_BE)]
    .map(match => ({from: match.index, address: ended(match[0])}))
    .filter(({address}) => URL.canParse(address));
}

/** @param {string} found */
function ended(found) {
  const end = found.search(ENDS);
  let address = end < 0 ? found : found.slice(0, end);
  for (;;) {
    const shorter = withoutLast(address);
    if (shorter === address) return address;
    address = shorter;
  }
}

// A closing bracket belongs to the address when it opens there: …/Set_(mathematics).
/** @param {string} address */
function withoutLast(address) {
  for (const [open, close] of PAIRS) {
    if (address.endsWith(close) && count(address, close) > count(address, open)) return address.slice(0, -1);
    if (address.endsWith(open)) return address.slice(0, -1);
  }
  return address.replace(AFTER, "");
}

/** @param {string} text @param {string} letter */
function count(text, letter) {
  return text.split(letter).length - 1;
}

/**
 * Writes a text into an element, its web addresses as links. Nothing in it is taken for markup.
 * @param {Element} element
 * @param {string} text
 */
export function writeWithLinks(element, text) {
  const parts = [];
  let to = 0;
  for (const {from, address} of addresses(text)) {
    parts.push(text.slice(to, from), link(address));
    to = from + address.length;
  }
  element.replaceChildren(...parts, text.slice(to));
}

/** A link that opens beside the page and says nothing of it. @param {string} address */
export function link(address, text = address) {
  const a = document.createElement("a");
  a.href = address;
  a.className = "link";
  a.target = "_blank";
  a.rel = "noopener noreferrer nofollow";
  a.textContent = text;
  return a;
}
