// @ts-check

const ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'’”]/g;

/**
 * Writes a text into an element, its web addresses as links. Nothing in it is taken for markup.
 * @param {Element} element
 * @param {string} text
 */
export function writeWithLinks(element, text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    parts.push(text.slice(from, match.index), link(match[0]));
    from = match.index + match[0].length;
  }
  element.replaceChildren(...parts, text.slice(from));
}

/** @param {string} address */
function link(address) {
  const a = document.createElement("a");
  a.href = address;
  a.className = "link";
  a.target = "_blank";
  a.rel = "noopener noreferrer";
  a.textContent = address;
  return a;
}
