// @ts-check
/** @typedef {import("../behaviour.js").Person} Person */

/** @type {import("../behaviour.js").Remembered<{removed: Person[]}>} who had to leave */
export const people = {
  slices: {removed: []},

  folds: {
    "person.removed": ({removed}, {data: {person}}) => ({
      removed: removed.some(({id}) => id === person.id) ? removed : [...removed, person]
    }),
    "person.restored": ({removed}, {data: {person}}) => ({removed: removed.filter(({id}) => id !== person.id)})
  }
};
