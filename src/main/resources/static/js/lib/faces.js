// @ts-check

const graphemes = new Intl.Segmenter(undefined, {granularity: "grapheme"});

/**
 * The letters on a person's avatar: those of the first and the last name, titles and the number of a namesake left out, as the server's `Initials` writes them.
 * @param {string} name
 */
export function initials(name) {
  const names = name.split(/\s+/).filter(word => word && !word.endsWith(".") && !word.startsWith("#"));
  if (names.length === 0) return large(name);
  return large(names[0]) + (names.length > 1 ? large(names[names.length - 1]) : "");
}

/** The first character of a word that is a letter or a number, else the first; those whose large form is two letters stay small. @param {string} word */
function large(word) {
  const all = [...graphemes.segment(word)].map(({segment}) => segment), first = all.find(one => /^[\p{L}\p{Nd}]/u.test(one)) ?? all[0] ?? "";
  const upper = first.toUpperCase();
  return upper.length === first.length ? upper : first;
}

/**
 * Gives an avatar its letters and its hue, a step of the golden angle for each id.
 * @param {HTMLElement} avatar
 * @param {{id: number, name: string}} person
 */
export function face(avatar, {id, name}) {
  if (avatar.dataset.of === `${id} ${name}`) return;
  avatar.dataset.of = `${id} ${name}`;
  avatar.textContent = initials(name);
  avatar.style.setProperty("--h", String(id * 137 % 360));
}
