// @ts-check
import { drawFormulas, prepareMarkdown, spoken, writeMarkdown } from "/js/lib/markdown.js";
import { equal, ok, test } from "./harness.js";

/** @param {string} id */
const images = id => `/images/${id}`;

/** @param {string} source */
function written(source) {
  const element = document.createElement("div");
  writeMarkdown(element, source, images);
  return element;
}

/** @param {string} html */
function meant(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const element = document.createElement("div");
  element.append(template.content);
  return element;
}

test("what is written is shown as the table says, as on the server", async () => {
  await prepareMarkdown();
  const wrong = [];
  for (const {source, html} of await (await fetch("/fixtures/text/markdown.json")).json()) {
    const is = written(source), should = meant(html);
    is.normalize();
    if (!is.isEqualNode(should)) wrong.push(`${source}\nexpected ${should.innerHTML}\nbut was  ${is.innerHTML}`);
  }
  equal(wrong.join("\n"), "");
});

test("much of one thing is written at once", () => {
  const bombs = ["*", "**", "_", "*a ", "a**b", "`", "` `` ", "[", "![", "[a](", "](", "<", "<a", "<!--", "&", "\\", ">", "> ", "- ", "1. ", "\n", "> \n",
    "- a\n", "$", "$$", "$a", "$\\frac", "[a]:", "https://", "~~~\n", "```", "***a", "*[", "<a@b>", "\n- "];
  for (const bomb of bombs) {
    const before = performance.now();
    written(bomb.repeat(20_000 / bomb.length));
    const took = performance.now() - before;
    ok(took < 2_000, `${bomb} took ${took} ms`);
  }
});

test("a formula is drawn, one that is a bomb or reaches outside is left as it was written", async () => {
  for (const [source, drawn] of /** @type {[string, boolean][]} */ ([
    ["$\\frac{a}{b}$", true],
    ["$\\def\\a{\\b\\b\\b\\b\\b}\\def\\b{\\c\\c\\c\\c\\c}\\def\\c{\\d\\d\\d\\d\\d}\\def\\d{xxxxx}\\a\\a\\a$", false],
    ["$\\def\\a{\\a\\a}\\a$", false],
    ["$\\frac{a$", false]
  ])) {
    const element = written(source);
    await drawFormulas(element);
    equal(element.querySelector("math") !== null, drawn, source);
  }
  for (const source of ["$\\href{javascript:alert(1)}{x}$", "$\\includegraphics{https://example.org/a.png}$", "$\\htmlData{a=b}{x}$"]) {
    const element = written(source);
    await drawFormulas(element);
    equal(element.querySelectorAll("a, img, [data-a]").length, 0, source);
  }
});

test("what is read aloud has no markup", () => {
  equal(spoken("**a** `b`\n- c\n- d"), "a b c d");
});
