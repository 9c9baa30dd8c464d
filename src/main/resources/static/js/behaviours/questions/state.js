// @ts-check
/** @typedef {import("../behaviour.js").Person} Person */

/**
 * The questions of a lecture, in the order in which they were asked, and who asked those that the class hears without a name. Times are ms of lecture time.
 *
 * @typedef {{
 *   seq: number, at: number, by: Person|null, written: number|null, text: string, edited: boolean, votes: number,
 *   takenAt: number|null, answeredAt: number|null, answer: string|null, into: number|null, gone: null|"author"|"staff"
 * }} Question  `written` is the entry that tells those who teach who asked; `into` the question that stands for this one
 * @typedef {{seq: number, by: Person|null, text: string}} Asker
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

/** @type {import("../behaviour.js").Remembered<{questions: Question[], askers: Asker[]}>} */
export const questions = {
  slices: {questions: [], askers: []},

  folds: {
    "question.written": ({askers}, {seq, by, data: {text}}) => ({askers: [...askers, {seq, by: by ?? null, text}].slice(-MOST)}),
    "question.asked": ({questions}, {seq, at, by, data: {text, written}}) => ({
      questions: [...questions, {
        seq, at, by: by ?? null, written, text, edited: false, votes: 1, takenAt: null, answeredAt: null, answer: null, into: null, gone: null
      }].slice(-MOST)
    }),
    "question.edited": (before, {data}) => changed(before, data.of, ({gone}) => gone ? {} : {text: data.text, edited: true}),
    "question.withdrawn": (before, {data}) => changed(before, data.of, () => taken("author")),
    "question.voted": ({questions}, {data}) => ({
      questions: questions.map(question => question.seq in data.votes ? {...question, votes: data.votes[question.seq]} : question)
    }),
    // The one that was being answered is answered, because another has its turn.
    "question.taken": ({questions}, {at, data}) => questions.some(({seq}) => seq === data.of) ? {
      questions: questions.map(question => question.seq === data.of
        ? {...question, takenAt: at, answeredAt: null}
        : question.takenAt !== null && question.answeredAt === null ? {...question, answeredAt: at} : question)
    } : {},
    "question.answered": (before, {at, data}) => changed(before, data.of, ({answeredAt, answer}) => ({answeredAt: answeredAt ?? at, answer: data.text ?? answer})),
    "question.putBack": (before, {data}) => changed(before, data.of, () => ({takenAt: null, answeredAt: null, answer: null})),
    "question.dismissed": (before, {data}) => changed(before, data.of, () => taken("staff")),
    "question.merged": ({questions}, {data}) => ({
      questions: questions.map(question => question.seq === data.of || question.into === data.of ? {...question, into: data.into} : question)
    })
  },

  // What a person wrote is kept until it is said; when it is refused, the reason stands beside it.
  written: ["question.ask", "question.edit", "question.answer"],

  // Nobody reads again what was taken away.
  rewrites: {"question.withdrawn": () => true, "question.dismissed": () => true}
};
