// @ts-check
/** @typedef {import("../behaviour.js").Person} Person */

/**
 * Who is together in a group now, and hears what is said in it.
 *
 * @typedef {{person: Person, from: number}} Stay  `from`: the number of the entry with which it began
 */

/** @type {import("../behaviour.js").Remembered<{groups: Record<string, Stay[]>}>} */
export const groups = {
  slices: {groups: {}},

  folds: {
    "group.changed": ({groups}, {seq, data: {group, members}}) => {
      const {[group]: before = [], ...others} = groups;
      const stays = changed(before, members, seq);
      return {groups: stays.length ? {...others, [group]: stays} : others};
    }
  }
};

/** @param {Stay[]} stays @param {Person[]} members @param {number} seq @returns {Stay[]} those who stay, then those who are new */
function changed(stays, members, seq) {
  const kept = stays.filter(({person}) => members.some(({id}) => id === person.id));
  const there = new Set(kept.map(({person}) => person.id));
  return [...kept, ...members.filter(({id}) => !there.has(id)).map(person => ({person, from: seq}))];
}
