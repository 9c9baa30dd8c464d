// @ts-check
/** @typedef {import("../behaviour.js").Person} Person */

/**
 * The hands that are up, in the order in which they went up.
 *
 * @typedef {{person: Person, seq: number, at: number, reason: string|null}} Hand
 */

/** @type {import("../behaviour.js").Remembered<{hands: Hand[]}>} */
export const hands = {
  slices: {hands: []},

  folds: {
    "hand.raised": ({hands}, {seq, at, by, data}) => {
      const person = /** @type {Person} */ (by), reason = data.reason ?? null;
      const up = hands.some(hand => hand.person.id === person.id);
      return {hands: up ? hands.map(hand => hand.person.id === person.id ? {...hand, reason} : hand) : [...hands, {person, seq, at, reason}]};
    },
    "hand.lowered": ({hands}, {data}) => ({hands: without(hands, data.person)}),
    "hand.allLowered": () => ({hands: []}),
    // Who speaks, and who had to leave, asks no more.
    "floor.given": ({hands}, {data}) => ({hands: without(hands, data.person)}),
    "person.removed": ({hands}, {data}) => ({hands: without(hands, data.person)})
  }
};

/** @param {Hand[]} hands @param {Person} person */
function without(hands, person) {
  return hands.filter(hand => hand.person.id !== person.id);
}
