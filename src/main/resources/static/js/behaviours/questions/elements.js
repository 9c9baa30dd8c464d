// @ts-check
import { LecternQuestions } from "./questions.js";

/** @type {import("../behaviour.js").Shown} */
export const questions = {
  elements: {questions: LecternQuestions},
  keys: [{key: "q", word: "key.question", press: find => find("questions")?.open()}]
};
