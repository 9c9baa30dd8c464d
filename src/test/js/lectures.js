// @ts-check
/** @typedef {import("../../main/resources/static/js/lecture/log.js").Entry} Entry */

const PEOPLE = ["Amara Osei", "Lena Fischer", "Mei Chen", "Tomás Rivera", "Noah Brandt", "Priya Nair"]
  .map((name, i) => /** @type {const} */ ({id: i + 1, name, role: i === 0 ? "instructor" : "student"}));

/** Lectures in which anything may happen in any order; the same seed always gives the same one. */
export class Lectures {
  #seed;

  /** @param {number} seed */
  constructor(seed) {
    this.#seed = seed * 2_654_435_761 >>> 0;
  }

  /** @param {number} n @returns {Entry[]} */
  entries(n) {
    const kinds = this.#kinds();
    return this.#numbered(n, seq => kinds[this.#below(kinds.length)](seq));
  }

  /** @param {number} n @returns {Entry[]} */
  messages(n) {
    return this.#numbered(n, seq => ({type: "chat.posted", by: this.#person(), data: {text: `Message ${seq}`, forStaff: false}}));
  }

  /** @param {number} n @param {(seq: number) => any} make */
  #numbered(n, make) {
    return Array.from({length: n}, (_, i) => ({seq: i + 1, at: i * 1000 - 5000, ...make(i + 1)}));
  }

  /** @returns {((seq: number) => any)[]} */
  #kinds() {
    const staff = PEOPLE[0], of = (/** @type {number} */ seq) => this.#below(seq) + 1;
    return [
      () => ({type: "lecture.started", by: staff, data: {startedAt: 1_794_300_000_000}}),
      () => ({type: "lecture.paused", by: staff, data: {until: this.#below(2) ? 600_000 : null}}),
      () => ({type: "lecture.resumed", by: staff, data: {}}),
      () => ({type: "lecture.ended", by: staff, data: {}}),
      () => ({type: "lecture.interrupted", data: {from: 100, to: 200}}),
      seq => ({type: "chat.posted", by: this.#person(), data: {text: `Message ${seq}`, forStaff: this.#below(4) === 0}}),
      seq => ({type: "chat.edited", by: this.#person(), data: {of: of(seq), text: `Changed in ${seq}`}}),
      seq => ({type: "chat.removed", by: this.#person(), data: {of: of(seq)}}),
      () => ({type: this.#below(2) ? "chat.locked" : "chat.unlocked", by: staff, data: {}}),
      () => ({type: "hand.raised", by: this.#person(), data: {reason: [null, "question", "answer"][this.#below(3)]}}),
      () => ({type: "hand.lowered", by: staff, data: {person: this.#person()}}),
      () => ({type: "hand.allLowered", by: staff, data: {}}),
      () => ({type: "floor.given", by: staff, data: {person: this.#person()}}),
      () => ({type: "floor.taken", by: staff, data: {person: this.#person()}}),
      () => ({type: "slide.shown", by: staff, data: {deck: {id: this.#below(3), title: "Plates", pages: 30, url: "/materials/1/slides.pdf"}}}),
      () => ({type: "slide.turned", by: staff, data: {page: this.#below(30) + 1}}),
      () => ({type: "pace.lost", to: "staff", data: {mark: `m${this.#below(5)}`}}),
      () => ({type: "pace.found", to: "staff", data: {mark: `m${this.#below(5)}`}}),
      () => ({type: "timer.started", data: {seconds: 60}}),
      () => ({type: "timer.extended", data: {seconds: 30}}),
      () => ({type: "timer.stopped", data: {}}),
      () => ({type: "poll.prepared", by: staff, to: "staff", data: {question: this.#question(), right: ["1"], tolerance: null, why: null}}),
      () => ({type: "poll.opened", by: staff, data: {prepared: 1, question: this.#question(), names: "staff", bars: this.#below(2) === 0, seconds: this.#below(2) ? 60 : null}}),
      seq => ({type: "poll.extended", by: staff, data: {of: of(seq), seconds: 30}}),
      seq => ({type: "poll.answered", data: {of: of(seq), people: this.#below(9)}}),
      seq => ({type: "poll.counted", data: {of: of(seq), tally: this.#tally()}}),
      seq => ({type: "poll.closed", by: staff, data: {of: of(seq)}}),
      seq => ({type: "poll.shown", by: staff, data: {of: of(seq), tally: this.#tally(), right: ["1"], tolerance: null, why: "It is denser."}}),
      seq => ({type: "poll.hidden", by: staff, data: {of: of(seq)}}),
      seq => ({type: "poll.reopened", by: staff, data: {of: of(seq), seconds: this.#below(2) ? 60 : null}}),
      seq => ({type: "question.written", by: this.#person(), to: "staff", data: {text: `What is ${seq}?`}}),
      seq => ({type: "question.asked", by: this.#person(), data: {text: `Why ${seq}?`, written: null}}),
      seq => ({type: "question.asked", data: {text: `Why ${seq}?`, written: of(seq)}}),
      seq => ({type: "question.edited", data: {of: of(seq), text: `How ${seq}?`}}),
      seq => ({type: "question.withdrawn", data: {of: of(seq)}}),
      seq => ({type: "question.voted", data: {votes: {[of(seq)]: this.#below(9) + 1}}}),
      seq => ({type: "question.taken", by: staff, data: {of: of(seq)}}),
      seq => ({type: "question.answered", by: staff, data: {of: of(seq), text: this.#below(2) ? "Deeper down." : null}}),
      seq => ({type: "question.putBack", by: staff, data: {of: of(seq)}}),
      seq => ({type: "question.dismissed", by: staff, data: {of: of(seq)}}),
      seq => ({type: "question.merged", by: staff, data: {of: of(seq), into: of(seq)}}),
      () => ({type: "question.ruled", data: {approve: this.#below(2) === 0, nobody: this.#below(2) === 0}}),
      seq => ({type: "question.written", by: this.#person(), to: "staff", data: {text: `May I ask ${seq}?`, names: "class", held: true, later: null}}),
      seq => ({type: "question.approved", by: staff, to: "staff", data: {of: of(seq)}}),
      seq => ({type: "question.declined", by: staff, to: "staff", data: {of: of(seq)}}),
      seq => ({type: "question.asked", data: {text: `Why ${seq}?`, written: of(seq), asker: this.#person(), nobody: null, later: true}}),
      seq => ({type: "question.carried", by: staff, data: {lecture: 4, question: 7, text: `Why ${seq}?`, asker: null}}),
      () => ({type: this.#below(2) ? "pace.slower" : "pace.faster", to: "staff", data: {mark: `m${this.#below(5)}`}}),
      () => ({type: "pace.explained", by: staff, data: {}}),
      seq => ({type: "pair.planned", by: staff, data: {of: of(seq)}}),
      seq => ({type: "pair.began", by: staff, data: {of: of(seq), chat: true, seconds: this.#below(2) ? 60 : null}}),
      () => ({type: "pair.met", to: "group:table-1", data: {group: "table-1", members: PEOPLE.slice(1, 3), said: []}}),
      () => ({type: "pair.left", to: "group:table-1", data: {group: "table-1", person: this.#person()}}),
      seq => ({type: "pair.wrote", by: this.#person(), to: "group:table-1", data: {group: "table-1", text: `Message ${seq}`}}),
      seq => ({type: "pair.ended", by: staff, data: {of: of(seq)}}),
      () => ({type: "group.changed", to: "staff", data: {group: `table-${this.#below(2)}`, members: PEOPLE.filter(() => this.#below(2))}}),
      seq => ({type: "chat.posted", by: this.#person(), to: this.#audience(), data: {text: `Message ${seq}`, forStaff: false}}),
      seq => ({type: "chat.removed", by: this.#person(), to: this.#audience(), data: {of: of(seq)}}),
      () => ({type: "reaction.counted", data: {counts: {heart: this.#below(5) + 1}}}),
      seq => ({type: "chat.posted", by: this.#person(), data: {text: `Reply ${seq}`, forStaff: false, reply: of(seq), mentions: [this.#person()]}}),
      seq => ({type: "chat.pinned", by: staff, data: {messages: [of(seq), of(seq)]}}),
      seq => ({type: "chat.reacted", data: {of: of(seq), counts: this.#below(2) ? {heart: this.#below(5) + 1} : {}}}),
      () => ({type: "chat.slowed", by: staff, data: {seconds: this.#below(60)}}),
      () => ({type: "chat.moderated", by: staff, data: {on: this.#below(2) === 0}}),
      seq => ({type: "chat.held", by: PEOPLE[1], to: "group:line-2:staff", data: {text: `May I ${seq}`, author: PEOPLE[1]}}),
      seq => ({type: "chat.settled", by: staff, to: "group:line-2:staff", data: {of: of(seq), author: PEOPLE[1], approved: this.#below(2) === 0}}),
      () => ({type: "chat.ruled", to: "staff", data: {words: ["rubbish"], refused: this.#below(2) === 0, moderated: false, slow: this.#below(60)}}),
      () => ({type: "person.removed", by: staff, data: {person: this.#person()}}),
      () => ({type: "person.restored", by: staff, data: {person: this.#person()}})
    ];
  }

  #question() {
    return {kind: "single", text: "Why does it sink?", options: ["It is thinner", "It is denser"]};
  }

  #tally() {
    const right = this.#below(9);
    return {people: right + 2, counts: {0: 2, 1: right}, unsure: this.#below(2)};
  }

  #audience() {
    return ["staff", "group:table-1", "people:1,2"][this.#below(3)];
  }

  #person() {
    return PEOPLE[this.#below(PEOPLE.length)];
  }

  /** @param {number} n an integer from 0 to n - 1, by xorshift */
  #below(n) {
    let x = this.#seed || 1;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#seed = x >>> 0;
    return this.#seed % n;
  }
}
