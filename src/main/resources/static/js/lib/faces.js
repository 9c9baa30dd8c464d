// @ts-check

/**
 * The letters on a person's avatar: those of the first and the last name, titles left out, as the server writes them.
 * @param {string} name
 */
export function initials(name) {
  const names = name.split(/\s+/).filter(word => word && !word.endsWith("."));
  if (names.length === 0) return first(name);
  return first(names[0]) + (names.length > 1 ? first(names[names.length - 1]) : "");
}

/** @param {string} word */
function first(word) {
  return ([...word][0] ?? "").toUpperCase();
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
