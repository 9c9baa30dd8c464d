// @ts-check
import { initials } from "/js/lib/faces.js";
import { folded } from "/js/lib/folded.js";
import { Drafts } from "/js/lib/drafts.js";
import { isComposing } from "/js/lib/keys.js";
import { addresses, writeWithLinks } from "/js/lib/links.js";
import { filled } from "/js/lib/words.js";
import { written } from "/js/behaviours/chat/state.js";
import { equal, test } from "./harness.js";

/** @param {string} name */
const fixture = async name => (await fetch(`/fixtures/text/${name}.json`)).json();

test("initials are whole characters, the same ones as the server's", async () => {
  for (const {name, initials: expected} of await fixture("initials")) equal(initials(name), expected, name);
});

test("search is without accents and case, as on the server", async () => {
  for (const {text, folded: expected} of await fixture("folded")) equal(folded(text), expected, text);
});

/** @type {[string, string[]][]} a text, and what in it is an address */
const LINKS = [
  ["https://en.wikipedia.org/wiki/Set_(mathematics)", ["https://en.wikipedia.org/wiki/Set_(mathematics)"]],
  ["(see https://en.wikipedia.org/wiki/Set_(mathematics))", ["https://en.wikipedia.org/wiki/Set_(mathematics)"]],
  ["(https://example.org/a)", ["https://example.org/a"]],
  ["(https://example.org/a).", ["https://example.org/a"]],
  ["[https://example.org/a]", ["https://example.org/a"]],
  ["https://example.org/?q[]=1&b=[2]", ["https://example.org/?q[]=1&b=[2]"]],
  ["見て https://example.org/a。次の文です", ["https://example.org/a"]],
  ["https://example.org。次", ["https://example.org"]],
  ["https://example.org/a，and https://example.org/b、c", ["https://example.org/a", "https://example.org/b"]],
  ["（https://example.org/a）", ["https://example.org/a"]],
  ["「https://example.org/a」", ["https://example.org/a"]],
  ["“https://example.org/a”", ["https://example.org/a"]],
  ["«https://example.org/a»", ["https://example.org/a"]],
  ["https://example.org/a…", ["https://example.org/a"]],
  ["https://example.org/a؟ ثم", ["https://example.org/a"]],
  ["HTTPS://EXAMPLE.ORG/A", ["HTTPS://EXAMPLE.ORG/A"]],
  ["HtTp://example.org", ["HtTp://example.org"]],
  ["https://例え.jp/パス/東京", ["https://例え.jp/パス/東京"]],
  ["https://de.wikipedia.org/wiki/Straße", ["https://de.wikipedia.org/wiki/Straße"]],
  ["https://en.wikipedia.org/wiki/Michelson–Morley_experiment", ["https://en.wikipedia.org/wiki/Michelson–Morley_experiment"]],
  ["https://en.wikipedia.org/wiki/Hilbert's_problems, then", ["https://en.wikipedia.org/wiki/Hilbert's_problems"]],
  ["https://ja.wikipedia.org/wiki/ジョン・スミス", ["https://ja.wikipedia.org/wiki/ジョン・スミス"]],
  ["https://example.org/a?b=c&d=e.", ["https://example.org/a?b=c&d=e"]],
  ["https://example.org/a!?", ["https://example.org/a"]],
  ["https://example.org/#a-b", ["https://example.org/#a-b"]],
  ["https://example.org/a/", ["https://example.org/a/"]],
  ["https://example.org/a%20b", ["https://example.org/a%20b"]],
  ["<https://example.org/a>", ["https://example.org/a"]],
  ["**https://example.org/a**", ["https://example.org/a"]],
  ["a \"https://example.org/a\" b", ["https://example.org/a"]],
  ["http://localhost:8080/x http://10.0.0.1/a", ["http://localhost:8080/x", "http://10.0.0.1/a"]],
  ["http://[::1]:8080/a", ["http://[::1]:8080/a"]],
  ["https://example.org/a\nhttps://example.org/b", ["https://example.org/a", "https://example.org/b"]],
  ["שלום https://example.org/a, תודה", ["https://example.org/a"]],
  ["xhttps://example.org javascript:alert(1) ftp://example.org example.org a@example.org", []],
  ["https:// http://.", []],
  ["https://", []]
];

test("an address in a text is the one a reader would mark", () => {
  for (const [text, expected] of LINKS) equal(addresses(text).map(({address}) => address), expected, text);
});

test("a text with links says what it said", () => {
  for (const [text] of LINKS) {
    const p = document.createElement("p");
    writeWithLinks(p, text);
    equal(p.textContent, text);
  }
});

test("many brackets are found an end for at once", () => {
  const before = performance.now();
  addresses("https://example.org/" + ")".repeat(4_000));
  addresses("https://example.org/" + "(.".repeat(2_000));
  equal(performance.now() - before < 500, true);
});

test("a name from right to left is closed off in a sentence, another is left alone", () => {
  equal(filled("{name}: {text}", {name: "נועה (3)", text: "hello"}), "\u2068נועה (3)\u2069: hello");
  equal(filled("{name} has the floor", {name: "Lena"}), "Lena has the floor");
});

test("keys of an input method are not ours, Safari's last Enter among them", () => {
  equal(isComposing(new KeyboardEvent("keydown", {key: "Enter", isComposing: true})), true);
  equal(isComposing(new KeyboardEvent("keydown", /** @type {any} */ ({key: "Enter", keyCode: 229}))), true);
  equal(isComposing(new KeyboardEvent("keydown", /** @type {any} */ ({key: "Enter", keyCode: 13}))), false);
});

test("a message is sent with its lines and their indentation", () => {
  equal(written("\n\n    if x:\n        y \n\n"), "    if x:\n        y");
  equal(written("  \n\t\n  "), "");
});

class Memory {
  /** @type {Map<string, any>} */
  #all = new Map();
  /** @param {string} key */
  get(key) {
    return this.#all.get(key) ?? null;
  }
  /** @param {string} key @param {any} value */
  set(key, value) {
    this.#all.set(key, value);
  }
}

test("each tab has a draft of its own", () => {
  const browser = new Memory(), here = new Drafts(browser, new Memory(), "k"), there = new Memory(), other = new Drafts(browser, there, "k");
  here.write("one");
  other.write("two");
  here.write("");
  equal(other.begin(), "two");
  equal(new Drafts(browser, there, "k").begin(), "two", "after a reload");
});

test("a draft of a tab that is gone is gone on with once", () => {
  const browser = new Memory();
  new Drafts(browser, new Memory(), "k").write("left behind");
  const next = new Drafts(browser, new Memory(), "k");
  equal(next.begin(), "left behind");
  next.write("");
  equal(new Drafts(browser, new Memory(), "k").begin(), "");
});
