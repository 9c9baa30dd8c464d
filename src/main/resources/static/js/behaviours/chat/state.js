// @ts-check
/** @typedef {import("../behaviour.js").Person} Person */

/**
 * What is said in writing.
 *
 * @typedef {{
 *   seq: number, at: number, by: Person, text: string, forStaff: boolean, edited: boolean, removed: null|"author"|"staff"
 * }} Message
 * @typedef {{locked: boolean, messages: Message[]}} Chat
 */

/** How many of the newest messages a state keeps. */
export const WINDOW = 200;
/** How much text they have together at most, in UTF-16 units; the newest message is kept however long it is. */
const MOST_TEXT = 24_000;
/** The longest message the server takes, in UTF-16 units. */
export const LONGEST = 4_000;

/** @type {import("../behaviour.js").Remembered<{chat: Chat}>} */
export const chat = {
  slices: {chat: {locked: false, messages: []}},

  folds: {
    "chat.posted": ({chat}, {seq, at, by, data}) => {
      const message = {
        seq, at, by: /** @type {Person} */ (by), text: data.text, forStaff: data.forStaff ?? false, edited: false, removed: null
      };
      return {chat: {...chat, messages: newest([...chat.messages, message])}};
    },
    "chat.edited": ({chat}, {data}) => ({
      chat: withMessage(chat, data.of, message => message.removed ? message : {...message, text: data.text, edited: true})
    }),
    "chat.removed": ({chat}, {by, data}) => ({
      chat: withMessage(chat, data.of, message => ({...message, text: "", removed: by?.id === message.by.id ? "author" : "staff"}))
    }),
    "chat.locked": ({chat}) => ({chat: {...chat, locked: true}}),
    "chat.unlocked": ({chat}) => ({chat: {...chat, locked: false}})
  },

  windows: {chat: {items: ({messages}) => messages, begins: "chat.posted"}},

  // What a person wrote is kept until it is said; when it is refused, the reason stands beside it.
  written: ["chat.post", "chat.edit"],
  late: ["chat.post", "chat.edit", "chat.remove"],

  // Nobody reads again what was removed, and what was changed after the lecture was always so.
  rewrites: {"chat.removed": () => true, "chat.edited": ({saidAt}) => saidAt !== undefined}
};

/**
 * Whether these messages are all that were said, as far as a state can tell: one that is full has let go of others. What was changed
 * or removed may have been longer when something was let go for its sake, so it is sometimes not known.
 * @param {Message[]} messages
 * @returns {"all"|"newest"|"unknown"}
 */
export function extent(messages) {
  const changed = messages.filter(({edited, removed}) => edited || removed).length, next = textOf(messages) + LONGEST;
  if (messages.length >= WINDOW || next > MOST_TEXT) return "newest";
  return next + changed * LONGEST > MOST_TEXT ? "unknown" : "all";
}

/** @param {Chat} chat @param {number} seq @param {(message: Message) => Message} change */
function withMessage(chat, seq, change) {
  return {...chat, messages: newest(chat.messages.map(message => message.seq === seq ? change(message) : message))};
}

/** @param {Message[]} messages @returns {Message[]} those that a state keeps */
function newest(messages) {
  const last = messages.slice(-WINDOW);
  let text = textOf(last), from = 0;
  while (text > MOST_TEXT && from < last.length - 1) text -= last[from++].text.length;
  return last.slice(from);
}

/** @param {Message[]} messages */
function textOf(messages) {
  return messages.reduce((sum, {text}) => sum + text.length, 0);
}

/** A message as it is sent: its lines and their indentation as they were typed, without empty ones around them. @param {string} typed */
export function written(typed) {
  return typed.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd();
}
