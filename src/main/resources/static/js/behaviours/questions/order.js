// @ts-check
/** @typedef {import("./state.js").Question} Question */

/** Whether it is there and stands for itself. @param {Question} question */
export function stands({gone, into}) {
  return gone === null && into === null;
}

/** Whether it is answered at this moment. @param {Question} question */
export function isAnswering({takenAt, answeredAt}) {
  return takenAt !== null && answeredAt === null;
}

/** Whether it still waits for an answer. @param {Question} question */
export function waits(question) {
  return stands(question) && question.answeredAt === null;
}

/** Whether nobody has begun to answer it. @param {Question} question */
export function isOpen(question) {
  return waits(question) && question.takenAt === null;
}

/**
 * The questions that somebody sees: the one that is answered now, then those that wait, then the answered ones, last answered first. What
 * was taken away or is the same as another stays for whoever asked it, at the end.
 * @param {Question[]} questions
 * @param {{by: "votes"|"age", own: (question: Question) => boolean}} how `age` newest first
 * @returns {Question[]}
 */
export function ordered(questions, {by, own}) {
  const seen = questions.filter(question => stands(question) || own(question) && question.gone !== "author");
  return seen.sort((one, other) => rank(one) - rank(other) || among(one, other, by) || other.seq - one.seq);
}

/** @param {Question} question */
function rank(question) {
  if (!stands(question)) return 3;
  return isAnswering(question) ? 0 : question.answeredAt === null ? 1 : 2;
}

/** @param {Question} one @param {Question} other @param {"votes"|"age"} by */
function among(one, other, by) {
  if (one.answeredAt !== null && other.answeredAt !== null) return other.answeredAt - one.answeredAt;
  return by === "votes" ? other.votes - one.votes : 0;
}
