// @ts-check
import { LecternChat } from "./chat.js";

/** @type {import("../behaviour.js").Shown} */
export const chat = {elements: {chat: LecternChat}};
