// @ts-check
import { LecternBreak, LecternSession } from "./session.js";

/** @type {import("../behaviour.js").Shown} */
export const lifecycle = {elements: {session: LecternSession, break: LecternBreak}};
