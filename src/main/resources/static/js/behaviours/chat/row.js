// @ts-check
import { part, say } from "../../lib/dom.js";
import { face } from "../../lib/faces.js";
import { writeMarkdown } from "../../lib/markdown.js";
import { words } from "../../lib/words.js";

/** @type {WeakMap<HTMLElement, import("./state.js").Message>} */
const shown = new WeakMap();

/**
 * Shows a message in its row. Messages are never changed in place, so a row that shows it already is left alone.
 * @param {HTMLElement} row
 * @param {import("./state.js").Message} message
 * @param {{you: {id: number}, staff: boolean, when(at: number): string}} stage
 */
export function fillMessage(row, message, stage) {
  if (shown.get(row) === message) return;
  shown.set(row, message);
  const {by, at, text, removed} = message, mine = by.id === stage.you.id, time = stage.when(at);
  face(part(row, "avatar"), by);
  say(part(row, "who"), by.name);
  part(row, "who").title = by.name;
  // Who has a number behind their name can be taken for somebody else, perhaps for who teaches: their part is said.
  const plain = by.role === "student" && !/ #\d+$/.test(by.name);
  part(row, "role").hidden = plain;
  if (!plain) say(part(row, "role"), words(`role.${by.role}`));
  say(part(row, "time"), time);
  part(row, "edited").hidden = !message.edited || removed !== null;
  row.classList.toggle("msg-for-you", message.forStaff && stage.staff && removed === null);
  row.classList.toggle("msg-gone", removed !== null);
  if (removed) part(row, "text").textContent = words(`chat.removed.${removed}`);
  else writeMarkdown(part(row, "text"), text);
  const more = part(row, "more");
  more.hidden = removed !== null || !mine && !stage.staff;
  more.setAttribute("aria-label", words("chat.more.of", {name: by.name, time}));
}

/**
 * Shows a message that has not been said yet.
 * @param {HTMLElement} row
 * @param {import("../../lecture/outbox.js").Command} command
 * @param {{you: {id: number, name: string}, line: string}} stage
 */
export function fillUnsent(row, {type, fields, state, why, unsaved}, stage) {
  face(part(row, "avatar"), stage.you);
  say(part(row, "text"), String(fields.text));
  const refused = state === "refused", on = stage.line === "live" || stage.line === "slow";
  row.classList.toggle("msg-refused", refused);
  say(part(row, "state"), refused ? words(type === "chat.edit" ? "chat.unchanged" : "chat.refused", {why}) : words(!on ? "chat.waiting" : unsaved ? "chat.unsaved" : "chat.sending"));
  if (type === "chat.edit") say(part(row, "again"), words("chat.asnew"));
  part(row, "again").hidden = part(row, "discard").hidden = !refused;
}
