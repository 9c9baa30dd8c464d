// @ts-check
import { sayLate } from "../../lecture/late.js";
import { uuid } from "../../lib/ids.js";
import { forThisBrowser } from "../../lib/kept.js";
/** @typedef {import("./state.js").Poll} Poll */
/** @typedef {import("./state.js").Tally} Tally */
/** @typedef {{answer: string[], sure: boolean|null}} Chosen */

const PASSES = "replay passes polls";
/** What could not be sent is sent again after this, ms. */
const AGAIN = 3_000;

/**
 * A poll of a moment that is past, in the replay or while one catches up: who has not answered it is asked first, and then sees what the
 * class answered. What is chosen is sent with a button, because it cannot be changed once one has seen what is right.
 *
 * Events: `changed` when something of it is other than before; `opened` when playing has come to a poll that asks.
 */
export class LatePoll extends EventTarget {
  /** Whether playing waits for an answer. */
  waits = false;
  #room;
  #own;
  /** @type {Map<number, Chosen>} what is chosen and not sent */
  #chosen = new Map();
  /** @type {Map<number, Tally>} what came late */
  #tallies = new Map();
  #sending = false;
  /** @type {EventTarget|null} the stage of the past that is followed */
  #followed = null;
  #letGo = new AbortController();

  /**
   * @param {import("../../room/room.js").LecternRoom} room
   * @param {import("./own-answers.js").OwnAnswers} own
   */
  constructor(room, own) {
    super();
    this.#room = room;
    this.#own = own;
  }

  /** @returns {import("../../lecture/stage.js").Stage|null} the stage that shows a moment of the past; null where everything happens now */
  get past() {
    const {stage} = this.#room;
    return stage.live ? stage.lookBack?.past ?? null : stage;
  }

  /** @returns {import("../../lecture/recorded.js").Recorded|null} */
  get #source() {
    const {stage, replay} = this.#room;
    return stage.live ? stage.lookBack?.source ?? null : replay?.source ?? null;
  }

  /** Hears when playing comes to a poll, whichever stage of the past there is now. */
  follow() {
    const {past} = this;
    if (past === this.#followed) return;
    this.#letGo.abort();
    this.#letGo = new AbortController();
    this.#followed = past;
    past?.addEventListener("entry", event => this.#heard(/** @type {CustomEvent} */ (event).detail), {signal: this.#letGo.signal});
  }

  /** @param {import("../../lecture/log.js").Entry} entry */
  #heard({type, seq}) {
    const poll = type === "poll.opened" ? this.past?.state.polls.find(poll => poll.seq === seq) : undefined, clock = this.#source?.clock;
    if (!poll || !this.asks(poll) || !clock?.playing || this.passes) return;
    clock.pause();
    this.waits = true;
    this.dispatchEvent(new Event("opened"));
  }

  /** Whether this person does not want playing to wait. */
  get passes() {
    return forThisBrowser.get(PASSES) === true;
  }

  set passes(passes) {
    forThisBrowser.set(PASSES, passes ? true : null);
  }

  /** Plays on. */
  goOn() {
    this.waits = false;
    this.#source?.clock.play();
  }

  /** Whether this person is asked a poll of the past. @param {Poll} poll */
  asks(poll) {
    return this.past !== null && this.#room.stage.you.role === "student" && poll.right === null && this.#own.known && this.#own.of(poll.seq) === null
      && this.whole(poll).closedAt !== null;
  }

  /** What has become of it by the end. @param {Poll} poll @returns {Poll} */
  whole(poll) {
    const whole = this.#source?.log.whole, closedAt = whole?.lecture.endedAt ?? null;
    const last = whole?.polls.find(({seq}) => seq === poll.seq) ?? poll;
    return last.closedAt === null && closedAt !== null ? {...last, closedAt} : last;
  }

  /** @param {number} poll @returns {Chosen|null} */
  chosen(poll) {
    return this.#chosen.get(poll) ?? null;
  }

  /** @param {Poll} poll @param {string[]} answer @param {boolean|null} sure */
  choose(poll, answer, sure) {
    if (answer.length > 0) this.#chosen.set(poll.seq, {answer, sure});
    else this.#chosen.delete(poll.seq);
  }

  get isSending() {
    return this.#sending;
  }

  /**
   * Sends what is chosen, until it is kept or refused.
   * @param {Poll} poll
   * @returns {Promise<string>} why not; empty when it is kept
   */
  async send(poll) {
    const chosen = this.#chosen.get(poll.seq), address = this.#room.lectureUrl, id = uuid();
    if (!chosen || this.#sending) return "";
    this.#sending = true;
    this.#changed();
    try {
      for (;;) {
        const said = await sayLate(address, /** @type {any} */ ({id, type: "poll.answerLate", fields: {poll: poll.seq, ...chosen, at: Math.max(0, poll.at)}})).catch(() => null);
        if (said && "why" in said) return said.why;
        if (said) break;
        await new Promise(again => setTimeout(again, AGAIN));
      }
      this.#own.answered(poll.seq, chosen, poll.names === "nobody");
      this.#chosen.delete(poll.seq);
      return "";
    } finally {
      this.#sending = false;
      this.#changed();
    }
  }

  /** What came late, read once while it is looked at; null before it is known. @param {Poll} poll */
  tally(poll) {
    const tally = this.#tallies.get(poll.seq) ?? null;
    if (!tally && poll.right !== null) this.#read(poll.seq);
    return tally;
  }

  /** @param {number} poll */
  async #read(poll) {
    this.#tallies.set(poll, {people: 0, counts: {}, unsure: 0}); // asked once
    const answer = await fetch(`${this.#room.lectureUrl}/polls/${poll}/late`, {headers: {accept: "application/json"}}).catch(() => null);
    if (!answer?.ok) return;
    this.#tallies.set(poll, await answer.json());
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("changed"));
  }
}
