// @ts-check

/** @type {import("../behaviour.js").Remembered<{reactions: {counts: Record<string, number>}}>} how often the room reacted, by kind */
export const reactions = {
  slices: {reactions: {counts: {}}},

  folds: {
    "reaction.counted": ({reactions}, {data}) => {
      const counts = {...reactions.counts};
      for (const [kind, n] of Object.entries(data.counts)) counts[kind] = (counts[kind] ?? 0) + n;
      return {reactions: {counts}};
    }
  }
};
