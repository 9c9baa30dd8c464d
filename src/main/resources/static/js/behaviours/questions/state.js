// @ts-check
/** @typedef {import("../behaviour.js").Person} Person */

/**
 * The questions of a lecture, in the order in which they were asked, and who asked those that the class hears without a name. Times are ms of lecture time.
 *
 * @typedef {{
 *   seq: number, at: number, by: Person|null, written: number|null, text: string, edited: boolean, votes: number,
 *   takenAt: number|null, answeredAt: number|null, answer: string|null, into: number|null, gone: null|"author"|"staff",
 *   later: boolean, answeredLater: boolean, from: {lecture: number, question: number}|null
 * }} Question  `written` is the entry that tells those who teach who asked; `into` the question that stands for this one; `later` whether it was asked
 *   after the lecture; `from` where it was asked, if that was an earlier lecture
 * @typedef {{
 *   seq: number, at: number, by: Person|null, text: string, names: "class"|"staff"|"nobody", held: boolean, declined: boolean, later: boolean
 * }} Asker  `held` while it waits to be approved
 * @typedef {{approve: boolean, nobody: boolean}} Rules  whether questions are read before the class hears them, and whether one may ask so that nobody knows
 */

/** More are not asked in a lecture. */
const MOST = 100;
/** The longest question and the longest answer the server takes, in UTF-16 units. */
export const LONGEST = {question: 300, answer: 500};

/**
 * @param {{questions: Question[]}} before
 * @param {number} of
 * @param {(question: Question) => Partial<Question>} change
 */
function changed({questions}, of, change) {
  return {questions: questions.map(question => question.seq === of ? {...question, ...change(question)} : question)};
}

/** @param {"author"|"staff"} gone */
function taken(gone) {
  return {gone, text: "", answer: null};
}

/** @param {{askers: Asker[]}} before @param {number} of @param {boolean} approved */
function decided({askers}, of, approved) {
  return {askers: askers.map(asker => asker.seq === of && asker.held ? {...asker, held: false, declined: !approved} : asker)};
}

/** @param {Pick<Question, "seq"|"at"|"by"|"text"> & Partial<Question>} asked @returns {Question} */
function fresh(asked) {
  return {
    written: null, edited: false, votes: 1, takenAt: null, answeredAt: null, answer: null, into: null, gone: null, later: false, answeredLater: false,
    from: null, ...asked
  };
}

/** @type {import("../behaviour.js").Remembered<{questions: Question[], askers: Asker[], questionRules: Rules}>} */
export const questions = {
  slices: {questions: [], askers: [], questionRules: {approve: false, nobody: false}},

  moments: ({questions}) => questions.filter(({gone, into}) => gone === null && into === null)
    .map(({seq, at, takenAt, text}) => ({seq, at: takenAt ?? at, kind: "question", text})),

  folds: {
    "question.ruled": (_, {data: {approve, nobody}}) => ({questionRules: {approve, nobody}}),
    "question.written": ({askers}, {seq, at, by, data: {text, names, held, later}}) => ({
      askers: [...askers, {seq, at, by: by ?? null, text, names: names ?? "staff", held: held ?? false, declined: false, later: later ?? false}].slice(-MOST)
    }),
    "question.approved": (before, {data}) => decided(before, data.of, true),
    "question.declined": (before, {data}) => decided(before, data.of, false),
    "question.asked": ({questions}, {seq, at, by, data: {text, written, asker, later}}) => ({
      questions: [...questions, fresh({
        seq, at, by: (written == null ? by : asker) ?? null, written: written ?? null, text, later: later ?? false
      })].slice(-MOST)
    }),
    "question.carried": ({questions}, {seq, at, data: {text, asker, lecture, question}}) => ({
      questions: [...questions, fresh({seq, at, by: asker ?? null, text, from: {lecture, question}})].slice(-MOST)
    }),
    "question.edited": (before, {data}) => changed(before, data.of, ({gone}) => gone ? {} : {text: data.text, edited: true}),
    "question.withdrawn": (before, {data}) => changed(before, data.of, () => taken("author")),
    "question.voted": ({questions}, {data}) => ({
      questions: questions.map(question => question.seq in data.votes ? {...question, votes: data.votes[question.seq]} : question)
    }),
    // The one that was being answered is answered, because another has its turn.
    "question.taken": ({questions}, {at, data}) => questions.some(({seq}) => seq === data.of) ? {
      questions: questions.map(question => question.seq === data.of
        ? {...question, takenAt: at, answeredAt: null, answeredLater: false}
        : question.takenAt !== null && question.answeredAt === null ? {...question, answeredAt: at, answeredLater: false} : question)
    } : {},
    "question.answered": (before, {at, data}) => changed(before, data.of, ({answeredAt, answeredLater, answer}) => ({
      answeredAt: answeredAt ?? at, answer: data.text ?? answer, answeredLater: answeredAt === null ? data.later ?? false : answeredLater
    })),
    "question.putBack": (before, {data}) => changed(before, data.of, () => ({takenAt: null, answeredAt: null, answer: null, answeredLater: false})),
    "question.dismissed": (before, {data}) => changed(before, data.of, () => taken("staff")),
    "question.merged": ({questions}, {data}) => ({
      questions: questions.map(question => question.seq === data.of || question.into === data.of ? {...question, into: data.into} : question)
    })
  },

  // What a person wrote is kept until it is said; when it is refused, the reason stands beside it.
  written: ["question.ask", "question.edit", "question.answer"],
  late: ["question.ask", "question.edit", "question.withdraw", "question.vote", "question.unvote"],

  // Nobody reads again what was taken away, and what was changed or answered after the lecture was always so.
  rewrites: {
    "question.withdrawn": () => true, "question.dismissed": () => true, "question.merged": ({saidAt}) => saidAt !== undefined,
    "question.edited": ({saidAt}) => saidAt !== undefined, "question.answered": ({saidAt}) => saidAt !== undefined
  }
};
