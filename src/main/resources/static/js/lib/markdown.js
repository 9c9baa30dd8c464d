// @ts-check
import { addresses, link } from "./links.js";

/** UTF-16 units; what is longer is text. */
const LONGEST = 20_000;
/** How deep lists, quotes and emphasis may stand in each other. */
const DEEPEST = 12;
const TOO_DEEP = new RegExp(`^(?:[ \\t]*(?:>|(?:[*+-]|\\d{1,9}[.)])[ \\t])){${DEEPEST + 1}}`, "m");
const OF_THE_WEB = /^(?:https?:\/\/|mailto:)[^\s\p{Cc}]+$/iu;
const OF_THE_PRODUCT = /^image:([0-9a-f-]{36})(?:#([1-9]\d{0,3})x([1-9]\d{0,3}))?$/;
const LANGUAGE = /^[A-Za-z0-9+#-]{1,20}(?=\s|$)/;
/** Where there is none of these, a text is what it is and no parser is asked. */
const MARKUP = /[*_`[<&\\$\n~]|^[ \t]*(?:[-+>]|\d+[.)])|^ {4}|^ *\t/;

/** What is passed over (code, what is escaped, addresses), what only looks like a footnote, and formulas alone or in a line; as the server's `Formulas` has it. */
const PIECE = new RegExp([
  "(?<!`)(`+)(?!`)[^]*?(?<!`)\\1(?!`)|\\\\[^\\n]|https?://[^ \\t\\n]+|\\]\\([^() \\t\\n]*\\)",
  "(?<note>\\[[^\\[\\]\\n]*\\]:)",
  "\\$\\$(?<alone>(?:\\\\[^\\n]|(?!\\n[ \\t]*\\n)[^$\\\\]){1,500})\\$\\$",
  "\\$(?=[^ \\t\\n$])(?<inline>(?:\\\\[^\\n]|[^$\\\\\\n]){1,500})(?<![ \\t])\\$(?![0-9$])"
].join("|"), "g");
const MOST_FORMULAS = 100;
const MARK = /\ufdd0(\d+)\ufdd1/g;

/** @typedef {(id: string) => string|null} Images  where an image of the product is */
/** @typedef {{note: boolean, source: string, typed: string, alone: boolean}} Formula  `note`: it is none, and only looks like a footnote */

/** @type {any} */
let parser = null;
/** @type {Promise<void>|null} */
let parsing = null;
/** @type {WeakMap<Element, string>} what an element is to say */
const asked = new WeakMap();

/** Fetches the parser, once; a room in which nobody has written any markup needs none. */
export function prepareMarkdown() {
  parsing ??= import("markdown-it").then(() => {
    const markdownIt = /** @type {any} */ (globalThis).markdownit;
    parser = markdownIt("commonmark", {html: true});
    parser.disable(["heading", "lheading", "hr", "html_block", "reference"]);
    // Which addresses are let through is decided where links are made.
    parser.validateLink = () => true;
    parser.normalizeLink = (/** @type {string} */ to) => to;
  }, () => {
    parsing = null;
  });
  return parsing;
}

/**
 * Writes into an element what somebody wrote: emphasis, code, lists, quotes, links, formulas and images of the product, and nothing else.
 * The server's `Markdown` makes the same of it. Elements are made one by one; nothing is ever taken for markup of the page. Until the
 * parser is there, and where it cannot be fetched, the text stands as it was typed.
 * @param {Element} element
 * @param {string} source
 * @param {Images} [images]
 */
export function writeMarkdown(element, source, images = () => null) {
  asked.set(element, source);
  if (!MARKUP.test(source)) return element.replaceChildren(paragraph([source]));
  if (parser === null) {
    element.replaceChildren(plain(source));
    prepareMarkdown().then(() => {
      if (parser !== null && asked.get(element) === source) writeMarkdown(element, source, images);
    });
    return;
  }
  element.replaceChildren(parsed(source, images));
  drawFormulas(element);
}

/** What somebody wrote, without its markup, in one line: to be quoted or read aloud. @param {string} source */
export function spoken(source) {
  const element = document.createElement("div");
  element.append(parser === null ? plain(source) : parsed(source, () => null));
  for (const br of element.querySelectorAll("br")) br.replaceWith(" ");
  for (const block of element.querySelectorAll("p, li, pre")) block.after(" ");
  return (element.textContent ?? "").replace(/\s+/g, " ").trim();
}

/**
 * Draws the formulas in what the server or `writeMarkdown` has written. They are given by their source, which stays where one cannot be drawn.
 * @param {ParentNode} root
 */
export async function drawFormulas(root) {
  const sources = root.querySelectorAll("code.formula");
  if (sources.length === 0) return;
  try {
    await import("katex");
  } catch {
    return; // the next that asks tries again
  }
  const {katex} = /** @type {any} */ (globalThis);
  for (const code of sources) {
    const drawn = document.createElement("span"), alone = code.classList.contains("formula-block");
    drawn.className = code.className;
    try {
      katex.render(code.textContent, drawn, {
        output: "mathml", displayMode: alone, throwOnError: true, trust: false, strict: "ignore", maxExpand: 100, maxSize: 10
      });
      code.replaceWith(drawn);
    } catch {
      // What is no formula is shown as it was written.
    }
  }
}

/** @param {string} source @param {Images} images */
function parsed(source, images) {
  /** @type {Formula[]} */
  const formulas = [];
  if (source.length > LONGEST || TOO_DEEP.test(source)) return plain(source);
  const tokens = parser.parse(withMarks(source, formulas), {});
  return new Writing(formulas, images).all(tokens) ?? plain(source);
}

/** @param {string} source */
function plain(source) {
  return paragraph(unmarked(source).split("\n").flatMap((line, i) => i === 0 ? [line] : [document.createElement("br"), line]));
}

/** @param {(string|Node)[]} parts */
function paragraph(parts) {
  const p = document.createElement("p");
  p.append(...parts.flatMap(part => typeof part === "string" ? withLinks(part) : [part]));
  return p;
}

/** @param {string} text @returns {(string|Node)[]} */
function withLinks(text) {
  const parts = [];
  let to = 0;
  for (const {from, address} of addresses(text)) {
    parts.push(text.slice(to, from), link(address));
    to = from + address.length;
  }
  return [...parts, text.slice(to)].filter(part => part !== "");
}

/** @param {string} source */
function unmarked(source) {
  return source.replace(/[\ufdd0\ufdd1]/g, "");
}

/** Puts a mark in place of each formula, because a backslash, a star and an underscore mean other things in one. @param {string} source @param {Formula[]} formulas */
function withMarks(source, formulas) {
  return unmarked(source).replace(PIECE, (typed, ...found) => {
    const {note, alone, inline} = found.at(-1), formula = note ?? alone ?? inline; // a note CommonMark would take away and show nothing
    if (formula === undefined || formula.trim() === "" || formulas.length === MOST_FORMULAS) return note === undefined ? typed : "\\" + typed;
    formulas.push({note: note !== undefined, source: formula.trim(), typed, alone: alone !== undefined});
    return `\ufdd0${formulas.length - 1}\ufdd1`;
  });
}

/** One text on its way to elements. */
class Writing {
  #formulas;
  #images;
  #root = document.createDocumentFragment();
  /** @type {{node: ParentNode & Node, close: string, deep: boolean}[]} what has begun and not ended */
  #open = [];
  #text = "";
  #depth = 0;
  #links = 0;

  /** @param {Formula[]} formulas @param {Images} images */
  constructor(formulas, images) {
    this.#formulas = formulas;
    this.#images = images;
  }

  /** @param {any[]} tokens @returns {DocumentFragment|null} null when it is too deep */
  all(tokens) {
    for (const token of tokens.flatMap(token => token.type === "inline" ? token.children : [token])) {
      if (token.type === "text" || token.type === "html_inline") this.#text += token.content;
      else {
        this.#flush();
        this.#one(token);
      }
      if (this.#depth > DEEPEST) return null;
    }
    this.#flush();
    return this.#root;
  }

  /** @param {any} token */
  #one(token) {
    switch (token.type) {
      case "paragraph_open": return this.#begin(token.hidden ? null : "p", token, false);
      case "blockquote_open": return this.#begin("blockquote", token);
      case "bullet_list_open": return this.#begin("ul", token);
      case "ordered_list_open": return this.#numbered(token);
      case "list_item_open": return this.#begin("li", token);
      case "em_open": return this.#begin("em", token);
      case "strong_open": return this.#begin("strong", token);
      case "link_open": return this.#link(token);
      case "code_inline": return this.#at.append(element("code", {}, this.#asTyped(token.content)));
      case "code_block":
      case "fence": return this.#code(token);
      case "softbreak":
      case "hardbreak": return this.#at.append(document.createElement("br"));
      case "image": return this.#image(token);
      default: if (token.nesting < 0) this.#end();
    }
  }

  /** @param {string|null} tag null: its content stands where it would @param {any} token */
  #begin(tag, token, deep = true) {
    const at = this.#at, node = tag === null ? at : document.createElement(tag);
    if (node !== at) at.append(node);
    this.#open.push({node, close: token.type, deep});
    if (deep) this.#depth++;
    return /** @type {HTMLElement} */ (node);
  }

  /** @param {any} token */
  #numbered(token) {
    const from = token.attrGet("start"), list = this.#begin("ol", token);
    if (from !== null) list.setAttribute("start", from);
  }

  #end() {
    const {close, deep} = /** @type {{close: string, deep: boolean}} */ (this.#open.pop());
    if (deep) this.#depth--;
    if (close === "link") this.#links--;
  }

  /** @param {any} token */
  #link(token) {
    const to = token.attrGet("href"), allowed = this.#links === 0 && OF_THE_WEB.test(to) && to.search(MARK) < 0;
    if (!allowed) return this.#begin(null, token, false);
    const node = link(to, "");
    this.#at.append(node);
    this.#open.push({node, close: "link", deep: true});
    this.#depth++;
    this.#links++;
  }

  /** @param {any} token */
  #code(token) {
    const [language] = token.info.match(LANGUAGE) ?? [], pre = document.createElement("pre");
    pre.append(element("code", language ? {class: `language-${language}`} : {}, this.#asTyped(token.content)));
    this.#at.append(pre);
  }

  /** @param {any} token */
  #image(token) {
    const [own, id, width, height] = token.attrGet("src").match(OF_THE_PRODUCT) ?? [], said = described(token.children);
    const src = own ? this.#images(id) : null;
    if (src === null) {
      this.#text += said;
      return;
    }
    const size = width ? {width, height} : {};
    this.#at.append(element("img", {class: "picture", src, alt: this.#asTyped(said), ...size, loading: "lazy"}));
  }

  /** Writes the text that has come together: parts that a parser took apart may be one address. */
  #flush() {
    const text = this.#text.replace(MARK, (mark, i) => this.#formulas[Number(i)].note ? this.#formulas[Number(i)].typed : mark);
    const parts = text.split(MARK), at = this.#at;
    this.#text = "";
    parts.forEach((part, i) => {
      if (i % 2 === 0) return at.append(...(this.#links > 0 ? [part].filter(Boolean) : withLinks(part)));
      const {source, alone} = this.#formulas[Number(part)];
      at.append(element("code", {class: alone ? "formula formula-block" : "formula"}, source));
    });
  }

  /** @param {string} text */
  #asTyped(text) {
    return text.replace(MARK, (_, i) => this.#formulas[Number(i)].typed);
  }

  get #at() {
    return this.#open.at(-1)?.node ?? this.#root;
  }
}

/** @param {any[]} tokens @returns {string} */
function described(tokens) {
  return tokens.map(({type, content, children}) => type.endsWith("break") ? " " : children ? described(children) : content).join("");
}

/** @param {string} tag @param {Record<string, string>} attributes @param {string} [text] */
function element(tag, attributes, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text) made.append(text);
  return made;
}
