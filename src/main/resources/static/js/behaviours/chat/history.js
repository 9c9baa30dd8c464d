// @ts-check
import { reactedTo, removedBy } from "./state.js";

/** @typedef {import("./state.js").Message} Message */

const PAGE = 100;

/** Every message this page has seen: those of the state, those that have left its window, and earlier ones read from the server. */
export class History {
  /** @type {Map<number, Message>} */
  #known = new Map();
  /** Whether there is something to read before the first we have. */
  more = false;
  #read;

  /** @param {(first: Message, limit: number) => Promise<Message[]>} read messages before one, oldest first */
  constructor(read) {
    this.#read = read;
  }

  /**
   * The state came anew: what we remember beyond it may have changed meanwhile, so it is read again when asked for.
   * @param {Message[]} messages
   * @param {boolean} more whether others were said before them
   */
  replace(messages, more) {
    this.#known.clear();
    this.more = more;
    this.see(messages);
  }

  /** @param {Message[]} messages */
  see(messages) {
    for (const message of messages) this.#known.set(message.seq, message);
  }

  /** Follows changes of messages that the state no longer holds. @param {import("../../lecture/log.js").Entry} entry */
  follow({type, by, data}) {
    const message = this.#known.get(data?.of);
    if (!message || message.removed) return;
    if (type === "chat.edited") this.#known.set(message.seq, {...message, text: data.text, edited: true});
    if (type === "chat.removed") this.#known.set(message.seq, removedBy(message, by));
    if (type === "chat.settled" && data.approved) this.#known.delete(message.seq);
    if (type === "chat.settled" && !data.approved) this.#known.set(message.seq, {...message, holding: "declined"});
    if (type === "chat.reacted") this.#known.set(message.seq, reactedTo(message, data.counts));
  }

  /** @param {number} seq */
  find(seq) {
    return this.#known.get(seq);
  }

  /** Reads the page before the first that was said to everyone. */
  async earlier() {
    const messages = await this.#read(/** @type {Message} */ (this.list().find(({line}) => line === undefined)), PAGE);
    this.more = messages.length >= PAGE;
    this.see(messages);
  }

  /** @returns {Message[]} oldest first */
  list() {
    return [...this.#known.values()].sort((a, b) => a.at - b.at || a.seq - b.seq);
  }
}
