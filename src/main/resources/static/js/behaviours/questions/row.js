// @ts-check
import { part, say } from "../../lib/dom.js";
import { words } from "../../lib/words.js";
import { isAnswering, isOpen, stands, waits } from "./order.js";
/** @typedef {import("./state.js").Question} Question */

/**
 * Shows a question in its row.
 * @param {HTMLElement} row
 * @param {Question} question
 * @param {{
 *   own: boolean, wanted: boolean, asker: string|null, root: Question|null, like: Question|null, may: import("../../lecture/may.js").May, leads: boolean, when(at: number): string
 * }} stage `asker` whoever asked without a name, as those who teach know; `root` the question that stands for this one, `like` one that says nearly the same
 */
export function fillQuestion(row, question, stage) {
  const {text, gone} = question;
  row.toggleAttribute("data-now", stands(question) && isAnswering(question));
  row.toggleAttribute("data-done", !waits(question));
  say(part(row, "text"), gone === "staff" ? words("question.hidden") : text);
  say(part(row, "who"), [who(question, stage), note(question)].filter(Boolean).join(" "));
  part(row, "edited").hidden = !question.edited || gone !== null;
  votes(row, question, stage);
  part(row, "now").hidden = !stands(question) || !isAnswering(question);
  answered(row, question, stage);
  const same = part(row, "same");
  same.hidden = question.into === null;
  say(same, question.into === null ? "" : words("question.same", {question: stage.root?.text || words("question.hidden")}));
  part(row, "own").hidden = !stage.own || !stage.may.ask || !isOpen(question);
  if (stage.leads) lead(row, question, stage);
}

/** @param {Question} question @returns {string} what is said of when it was asked */
function note({later, from}) {
  return from ? words("question.from") : later ? words("question.later") : "";
}

/** @param {Question} question @param {{own: boolean, asker: string|null, when(at: number): string}} stage */
function who({at, by, written}, {own, asker, when}) {
  const time = when(at);
  if (own) return words(written === null ? "question.by.you" : "question.by.you.nameless", {time});
  if (by) return words("question.by", {name: by.name, time});
  return asker ? words("question.by.nameless.staff", {name: asker, time}) : words("question.by.nameless", {time});
}

/** @param {HTMLElement} row @param {Question} question @param {{own: boolean, wanted: boolean, may: import("../../lecture/may.js").May}} stage */
function votes(row, question, {own, wanted, may}) {
  const votes = question.votes, vote = part(row, "vote"), tally = part(row, "tally"), mayVote = may.ask && !own && waits(question);
  vote.hidden = !mayVote;
  vote.setAttribute("aria-pressed", String(wanted));
  vote.setAttribute("aria-label", words("question.vote", {votes}));
  say(part(vote, "votes"), String(votes));
  tally.hidden = mayVote || !stands(question);
  tally.toggleAttribute("data-on", own || wanted);
  tally.setAttribute("aria-label", words("question.votes", {votes}));
  say(part(tally, "votes"), String(votes));
}

/** @param {HTMLElement} row @param {Question} question @param {{when(at: number): string}} stage */
function answered(row, question, {when}) {
  const {answeredAt, takenAt, answer, answeredLater} = question, box = part(row, "answered");
  box.hidden = !stands(question) || answeredAt === null;
  if (answeredAt === null) return;
  say(part(box, "when"), words(answeredLater ? "question.answered.later" : takenAt === null ? "question.answered" : "question.answered.live", {time: when(takenAt ?? answeredAt)}));
  say(part(box, "answer"), answer ?? "");
}

/** @param {HTMLElement} row @param {Question} question @param {{may: import("../../lecture/may.js").May, asker: string|null, like: Question|null, when(at: number): string}} stage */
function lead(row, question, {may, like, when}) {
  const there = may.lead && stands(question);
  part(row, "lead").hidden = !there || !waits(question);
  part(row, "more").hidden = !there;
  part(row, "take").hidden = !isOpen(question);
  const alike = there && isOpen(question) && like !== null && stands(like);
  part(row, "like").hidden = !alike;
  say(part(row, "like-text"), alike ? words("question.like", {question: like.text}) : "");
  part(row, "more").setAttribute("aria-label", words("question.more", {question: question.text, time: when(question.at)}));
}
