// @ts-check
/** @typedef {import("../behaviour.js").Person} Person */

/**
 * Who is together in a group, and hears what is said in it.
 *
 * @typedef {{person: Person, from: number, to: number|null}} Stay  from one entry to another, by their numbers
 * @typedef {{staff: boolean, stays: Stay[]}} Group  `staff`: those who teach hear it too
 */

/** @type {import("../behaviour.js").Remembered<{groups: Record<string, Group>}>} */
export const groups = {
  slices: {groups: {}},

  folds: {
    "group.changed": ({groups}, {seq, data: {group, members, staff}}) => ({
      groups: {...groups, [group]: {staff, stays: changed(groups[group]?.stays ?? [], members, seq)}}
    })
  }
};

/** @param {Stay[]} stays @param {Person[]} members @param {number} seq @returns {Stay[]} who left ends a stay, who is new begins one */
function changed(stays, members, seq) {
  const isMember = (/** @type {Person} */ person) => members.some(({id}) => id === person.id);
  const kept = stays.map(stay => stay.to !== null || isMember(stay.person) ? stay : {...stay, to: seq});
  const there = new Set(kept.filter(({to}) => to === null).map(({person}) => person.id));
  return [...kept, ...members.filter(({id}) => !there.has(id)).map(person => ({person, from: seq, to: null}))];
}
