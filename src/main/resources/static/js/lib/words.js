// @ts-check
import { isolated } from "./isolates.js";

/**
 * The sentences of the page, written in messages.properties and carried by `<template id="words">` as
 * `<p data-word="key">`. Knows `{name}` and `{name, plural, one {# person} other {# people}}`.
 * @param {string} key
 * @param {Record<string, string|number>} [values]
 */
export function words(key, values = {}) {
  return filled(sentences().get(key) ?? key, values);
}

/** @type {Map<string, string>|undefined} */
let known;

function sentences() {
  if (!known) {
    known = new Map();
    const template = /** @type {HTMLTemplateElement|null} */ (document.getElementById("words"));
    for (const p of template?.content.querySelectorAll("[data-word]") ?? []) {
      known.set(/** @type {HTMLElement} */ (p).dataset.word ?? "", p.textContent ?? "");
    }
  }
  return known;
}

const PLURAL = /\{(\w+), plural,((?:\s*(?:=\d+|\w+) \{[^}]*\})+)\}/g;
const CHOICE = /(=\d+|\w+) \{([^}]*)\}/g;

/**
 * @param {string} sentence
 * @param {Record<string, string|number>} values
 */
export function filled(sentence, values) {
  return sentence
    .replace(PLURAL, (_, name, choices) => plural(Number(values[name]), choices))
    .replace(/\{(\w+)\}/g, (whole, name) => name in values ? isolated(String(values[name])) : whole);
}

/**
 * @param {number} n
 * @param {string} choices
 */
function plural(n, choices) {
  const forms = new Map([...choices.matchAll(CHOICE)].map(([, form, text]) => [form, text]));
  const form = new Intl.PluralRules(language()).select(n);
  return (forms.get(`=${n}`) ?? forms.get(form) ?? forms.get("other") ?? "").replaceAll("#", String(n));
}

function language() {
  return typeof document === "undefined" ? "en" : document.documentElement.lang || "en";
}
