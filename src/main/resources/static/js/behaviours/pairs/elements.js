// @ts-check
import { LecternPair } from "./pair.js";
import { LecternPairRow } from "./row.js";

/** @type {import("../behaviour.js").Shown} */
export const pairs = {elements: {"pair-row": LecternPairRow, pair: LecternPair}};
