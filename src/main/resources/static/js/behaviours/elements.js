// @ts-check
import { chat } from "./chat/elements.js";
import { floor } from "./floor/elements.js";
import { hands } from "./hands/elements.js";
import { lifecycle } from "./lifecycle/elements.js";
import { pace } from "./pace/elements.js";
import { pairs } from "./pairs/elements.js";
import { people } from "./people/elements.js";
import { polls } from "./polls/elements.js";
import { questions } from "./questions/elements.js";
import { reactions } from "./reactions/elements.js";
import { slides } from "./slides/elements.js";
import { timer } from "./timer/elements.js";

/** What each behaviour shows, in the order in which keys are listed. */
export const SHOWN = [lifecycle, hands, reactions, pace, slides, floor, chat, people, timer, polls, pairs, questions];
