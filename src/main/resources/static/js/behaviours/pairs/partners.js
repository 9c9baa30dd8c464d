// @ts-check
/** @typedef {import("./state.js").Pair} Pair */
/** @typedef {import("../behaviour.js").Person} Person */

/** The groups of a run are called so, and numbered. @param {number} of */
function prefix(of) {
  return `pair-${of}-`;
}

/**
 * The groups this person is or was in, oldest first; only the newest is one they talk in.
 * @param {import("../../lecture/log.js").State} state
 * @param {number} of the first vote
 * @returns {Pair[]}
 */
export function own({sides}, of) {
  const name = `group:${prefix(of)}`;
  return Object.entries(sides)
    .filter(([to, {pair}]) => to.startsWith(name) && pair !== undefined && pair.members.length > 0)
    .sort(([one], [other]) => Number(one.slice(name.length)) - Number(other.slice(name.length)))
    .map(([, {pair}]) => /** @type {Pair} */ (pair));
}

/** With whom one talks there. @param {Pair} pair @param {number} me @returns {Person[]} */
export function partners({members, left}, me) {
  return members.filter(({id}) => id !== me && !left.some(gone => gone.id === id));
}

/**
 * In how many groups people talk, each in their newest.
 * @param {Record<string, {person: Person}[]>} groups all that there are
 * @param {number} of
 */
export function together(groups, of) {
  const numbered = Object.entries(groups).filter(([name]) => name.startsWith(prefix(of)))
    .map(([name, stays]) => ({number: Number(name.slice(prefix(of).length)), ids: stays.map(({person}) => person.id)}))
    .sort((one, other) => one.number - other.number);
  /** @type {Map<number, number>} */
  const newest = new Map(numbered.flatMap(({number, ids}) => ids.map(id => [id, number])));
  return numbered.filter(({number, ids}) => ids.filter(id => newest.get(id) === number).length > 1).length;
}
