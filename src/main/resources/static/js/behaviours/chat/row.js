// @ts-check
import { fromTemplate, keyed, part, say } from "../../lib/dom.js";
import { face } from "../../lib/faces.js";
import { spoken, writeMarkdown } from "../../lib/markdown.js";
import { words } from "../../lib/words.js";
/** @typedef {import("./state.js").Message} Message */

/** So much of a message is quoted, UTF-16 units. */
const QUOTED = 120;
/** In the order in which they are offered. */
const KINDS = ["thumbs-up", "heart", "party-popper", "lightbulb"];

/** @type {WeakMap<HTMLElement, unknown[]>} what a row shows */
const shown = new WeakMap();

/**
 * Shows a message in its row. Messages are never changed in place, so a row that shows it already is left alone.
 * @param {HTMLElement} row
 * @param {Message} message
 * @param {{you: {id: number}, staff: boolean, when(at: number): string}} stage
 * @param {{answered: Message|undefined, own: string, images: import("../../lib/markdown.js").Images, mayReact: boolean}} around the message it
 *   answers, if that is known, and which reactions are one's own
 */
export function fillMessage(row, message, stage, {answered, own, images, mayReact}) {
  const now = [message, answered, own, mayReact], before = shown.get(row);
  if (before && now.every((one, i) => one === before[i])) return;
  shown.set(row, now);
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
  const called = message.forStaff && stage.staff || message.mentions?.some(({id}) => id === stage.you.id) === true;
  row.classList.toggle("msg-for-you", called && removed === null);
  row.classList.toggle("msg-gone", removed !== null);
  row.classList.toggle("msg-private", message.line !== undefined);
  if (before?.[0] !== message) {
    if (removed) part(row, "text").textContent = words(`chat.removed.${removed}`);
    else writeMarkdown(part(row, "text"), text, images);
  }
  line(row, message, stage);
  quote(row, message, answered);
  held(row, message, stage);
  reactions(row, message, own, mayReact);
  const more = part(row, "more");
  more.hidden = removed !== null || !mayReact && !mine && !stage.staff;
  more.setAttribute("aria-label", words("chat.more.of", {name: by.name, time}));
}

/** @param {HTMLElement} row @param {Message} message @param {{you: {id: number}}} stage */
function line(row, {line, holding}, {you}) {
  part(row, "line").hidden = line === undefined || holding !== undefined;
  if (line) say(part(row, "line"), words(line.id === you.id ? "chat.line.own" : "chat.line.of", {name: line.name}));
}

/** @param {HTMLElement} row @param {Message} message @param {Message|undefined} answered */
function quote(row, {reply, removed}, answered) {
  part(row, "quote").hidden = reply === undefined || removed !== null;
  if (reply !== undefined) say(part(row, "quote"), quoted(answered));
}

/** @param {Message|undefined} message */
function quoted(message) {
  if (!message) return words("chat.quote.earlier");
  return message.removed ? words("chat.quote.gone", {name: message.by.name}) : words("chat.quote", {name: message.by.name, text: brief(message.text)});
}

/** A message in one line, as it is quoted. @param {string} text */
export function brief(text) {
  const said = spoken(text.slice(0, 4 * QUOTED));
  return said.length > QUOTED ? `${said.slice(0, QUOTED)}…` : said;
}

/** @param {HTMLElement} row @param {Message} message @param {{staff: boolean}} stage */
function held(row, {holding, removed}, {staff}) {
  part(row, "held").hidden = holding === undefined || removed !== null;
  if (holding) say(part(row, "holding"), words(`chat.holding.${holding}`));
  part(row, "approve").hidden = part(row, "decline").hidden = !staff || holding !== "waiting";
}

/** @param {HTMLElement} row @param {Message} message @param {string} own @param {boolean} mayReact */
function reactions(row, {reactions = {}, removed}, own, mayReact) {
  const given = removed ? [] : KINDS.filter(kind => reactions[kind] > 0), list = part(row, "reactions");
  list.hidden = given.length === 0;
  keyed(list, given, kind => kind, kind => icon(fromTemplate("message-reaction"), kind), (item, kind) => {
    const button = /** @type {HTMLButtonElement} */ (item.querySelector("button")), mine = own.split(" ").includes(kind);
    button.setAttribute("aria-pressed", String(mine));
    button.setAttribute("aria-label", words(`chat.reaction.${kind}`, {count: reactions[kind]}));
    button.disabled = !mayReact;
    button.dataset.kind = kind;
    say(part(item, "n"), String(reactions[kind]));
  });
}

/** @param {HTMLElement} item @param {string} kind */
function icon(item, kind) {
  const from = /** @type {SVGUseElement} */ (document.querySelector(`lectern-chat [data-part~="reacts"] [data-kind="${kind}"] use`));
  /** @type {SVGUseElement} */ (item.querySelector("use")).setAttribute("href", from.getAttribute("href") ?? "");
  return item;
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
