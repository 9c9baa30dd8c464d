// @ts-check

/**
 * The element of a name inside another: parts are marked `data-part="name"`, because ids belong to one page and classes to
 * the style sheet.
 * @param {ParentNode} root
 * @param {string} name
 * @returns {any}
 */
export function part(root, name) {
  const found = root.querySelector(`[data-part~="${name}"]`);
  if (!found) throw new Error(`no part "${name}"`);
  return found;
}

/**
 * A copy of what a `<template>` holds: its first element.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function fromTemplate(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  return /** @type {HTMLElement} */ (document.importNode(/** @type {Element} */ (template.content.firstElementChild), true));
}

/**
 * Makes the children of a list those of `items`, in order, with as few changes as possible: rows that stay keep their
 * element, and with it focus, selection and open menus.
 * @template T
 * @param {Element} list
 * @param {T[]} items
 * @param {(item: T) => string|number} key
 * @param {(item: T) => HTMLElement} make
 * @param {(row: HTMLElement, item: T) => void} fill
 */
export function keyed(list, items, key, make, fill) {
  /** @type {Map<string, HTMLElement>} */
  const rows = new Map();
  for (const row of /** @type {Iterable<HTMLElement>} */ (list.children)) rows.set(row.dataset.key ?? "", row);
  /** @type {Element|null} */
  let next = list.firstElementChild;
  for (const item of items) {
    const k = String(key(item));
    let row = rows.get(k);
    rows.delete(k);
    if (!row) {
      row = make(item);
      row.dataset.key = k;
    }
    if (row === next) next = row.nextElementSibling;
    else list.insertBefore(row, next);
    fill(row, item);
  }
  for (const row of rows.values()) row.remove();
}

/**
 * Sets the text only when it differs, so that live regions and selections are left alone.
 * @param {Element} element
 * @param {string} text
 */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
