// @ts-check
import { chat } from "./chat/state.js";
import { floor } from "./floor/state.js";
import { groups } from "./groups/state.js";
import { hands } from "./hands/state.js";
import { lifecycle } from "./lifecycle/state.js";
import { pace } from "./pace/state.js";
import { pairs } from "./pairs/state.js";
import { people } from "./people/state.js";
import { polls } from "./polls/state.js";
import { questions } from "./questions/state.js";
import { reactions } from "./reactions/state.js";
import { slides } from "./slides/state.js";
import { timer } from "./timer/state.js";

/** What is remembered of each behaviour. */
export const STATES = [lifecycle, chat, hands, floor, slides, pace, reactions, people, groups, timer, polls, questions, pairs];

/**
 * The slices of all of them in one object.
 * @typedef {All<(typeof STATES)[number]["slices"]>} Slices
 */

/**
 * A or B as A and B: what is in a list of objects, in one object.
 * @template U
 * @typedef {(U extends any ? (one: U) => void : never) extends (all: infer A) => void ? A : never} All
 */
