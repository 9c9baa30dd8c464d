// @ts-check
/** @typedef {import("../behaviour.js").Person} Person */

/**
 * What is said in writing.
 *
 * @typedef {{
 *   seq: number, at: number, by: Person, text: string, forStaff: boolean, edited: boolean, removed: null|"author"|"staff",
 *   reply?: number, line?: Person, mentions?: Person[], held?: number, holding?: "waiting"|"declined", reactions?: Record<string, number>
 * }} Message  what is left out is not so: the message it `reply`s to, the entry in which it was `held` before, how many `reactions` by kind
 * @typedef {{
 *   locked: boolean, slow: number, moderated: boolean, words: string[], refused: boolean, pinned: Message[], messages: Message[]
 * }} Chat  `slow` in seconds; in the side of those who teach `slow`, `moderated`, `words` and `refused` are what the course has chosen
 */

/** How many of the newest messages a state keeps. */
export const WINDOW = 200;
/** How many of one person's line with those who teach. */
const WINDOW_OF_A_LINE = 30;
/** How much text they have together at most, in UTF-16 units; the newest message is kept however long it is. */
const MOST_TEXT = 24_000;
/** The longest message the server takes, in UTF-16 units. */
export const LONGEST = 4_000;

/** @type {import("../behaviour.js").Remembered<{chat: Chat}>} */
export const chat = {
  slices: {chat: {locked: false, slow: 0, moderated: false, words: [], refused: false, pinned: [], messages: []}},

  folds: {
    "chat.posted": ({chat}, entry) => ({chat: plus(chat, messageOf(entry), entry.data.line ? WINDOW_OF_A_LINE : WINDOW)}),
    "chat.held": ({chat}, entry) => ({chat: plus(chat, {...messageOf(entry), holding: "waiting"}, WINDOW_OF_A_LINE)}),
    "chat.edited": ({chat}, {data}) => ({
      chat: withMessage(chat, data.of, message => message.removed ? message : {...message, text: data.text, edited: true})
    }),
    "chat.removed": ({chat}, {by, data}) => ({
      chat: withoutPin(withMessage(chat, data.of, message => removedBy(message, by)), data.of)
    }),
    "chat.reacted": ({chat}, {data}) => ({chat: withMessage(chat, data.of, message => message.removed ? message : reactedTo(message, data.counts))}),
    "chat.settled": ({chat}, {data}) => ({
      chat: data.approved
        ? {...chat, messages: newest(chat.messages.filter(({seq}) => seq !== data.of))}
        : withMessage(chat, data.of, message => ({...message, holding: "declined"}))
    }),
    "chat.pinned": ({chat}, {data}) => ({
      chat: {...chat, pinned: data.messages.flatMap((/** @type {number} */ of) => [...chat.messages, ...chat.pinned].find(({seq}) => seq === of) ?? []).filter((/** @type {Message} */ {removed}) => !removed)}
    }),
    "chat.slowed": ({chat}, {data}) => ({chat: {...chat, slow: data.seconds}}),
    "chat.moderated": ({chat}, {data}) => ({chat: {...chat, moderated: data.on}}),
    "chat.ruled": ({chat}, {data: {words, refused, moderated, slow}}) => ({chat: {...chat, words, refused, moderated, slow}}),
    "chat.locked": ({chat}) => ({chat: {...chat, locked: true}}),
    "chat.unlocked": ({chat}) => ({chat: {...chat, locked: false}})
  },

  windows: {chat: {items: ({messages}) => messages, begins: "chat.posted"}},

  // What a person wrote is kept until it is said; when it is refused, the reason stands beside it.
  written: ["chat.post", "chat.edit"],
  late: ["chat.post", "chat.edit", "chat.remove", "chat.approve", "chat.decline"],

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

/** @param {import("../behaviour.js").Entry} entry @returns {Message} */
export function messageOf({seq, at, by, data: {text, forStaff = false, reply, line, author, mentions, from, held}}) {
  return {
    seq, at, by: /** @type {Person} */ (from ?? by), text, forStaff, edited: false, removed: null,
    ...reply === undefined ? {} : {reply}, ...line ?? author ? {line: line ?? author} : {}, ...mentions === undefined ? {} : {mentions},
    ...held === undefined ? {} : {held}
  };
}

/** @param {Message} message @param {Person|undefined} by @returns {Message} */
export function removedBy({reactions, mentions, ...message}, by) {
  return {...message, text: "", removed: by?.id === message.by?.id ? "author" : "staff"};
}

/** @param {Message} message @param {Record<string, number>} counts @returns {Message} */
export function reactedTo({reactions, ...message}, counts) {
  return Object.keys(counts).length ? {...message, reactions: counts} : message;
}

/** @param {Chat} chat @param {Message} message @param {number} window */
function plus(chat, message, window) {
  return {...chat, messages: newest([...chat.messages, message], window)};
}

/** @param {Chat} chat @param {number} seq @param {(message: Message) => Message} change @returns {Chat} */
function withMessage(chat, seq, change) {
  const one = (/** @type {Message} */ message) => message.seq === seq ? change(message) : message;
  return {...chat, messages: newest(chat.messages.map(one)), pinned: chat.pinned.length ? chat.pinned.map(one) : chat.pinned};
}

/** @param {Chat} chat @param {number} seq @returns {Chat} */
function withoutPin(chat, seq) {
  return {...chat, pinned: chat.pinned.filter(message => message.seq !== seq)};
}

/** @param {Message[]} messages @param {number} [window] @returns {Message[]} those that a state keeps */
function newest(messages, window = WINDOW) {
  const last = messages.slice(-window);
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
