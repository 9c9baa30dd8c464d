// @ts-check
/** @typedef {import("../behaviour.js").Person} Person */

/**
 * Who may speak, and the moments of the lecture in which somebody began to.
 *
 * @typedef {{person: Person, at: number}} Holder
 * @typedef {{seq: number, at: number, kind: string, person: Person}} Mark
 */

/** @type {import("../behaviour.js").Remembered<{floor: Holder[], marks: Mark[]}>} */
export const floor = {
  slices: {floor: [], marks: []},

  folds: {
    "floor.given": ({floor, marks}, {seq, at, data: {person}}) => ({
      floor: floor.some(holder => holder.person.id === person.id) ? floor : [...floor, {person, at}],
      marks: [...marks, {seq, at, kind: "floor", person}]
    }),
    "floor.taken": ({floor}, {data}) => ({floor: without(floor, data.person)}),
    "person.removed": ({floor}, {data}) => ({floor: without(floor, data.person)})
  },

  moments: ({marks}) => marks,

  windows: {marks: {items: marks => marks, most: 200, whole: (marks, all) => all}}
};

/** @param {Holder[]} floor @param {Person} person */
function without(floor, person) {
  return floor.filter(holder => holder.person.id !== person.id);
}
