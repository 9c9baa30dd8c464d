// @ts-check

/**
 * The fold of a lecture's log: entries -> state. It knows no page, no clock and no line, so the live room, the replay and the
 * tests read a lecture with the same few lines. `src/test/resources/fixtures/fold` holds it to the server's fold.
 *
 * States are never changed in place: what did not change keeps its identity, so a reader may compare slices with `===`.
 *
 * @typedef {{id: number, name: string, role: "instructor"|"assistant"|"student"|"observer"}} Person
 * @typedef {{type: string, seq: number, at: number, by?: Person, data: any}} Entry  `at` in ms of lecture time, negative before the start
 * @typedef {{seq: number, at: number, by: Person, text: string, forStaff: boolean, edited: boolean, removed: null|"author"|"staff"}} Message
 * @typedef {{id: number, title: string, pages: number, url: string}} Deck
 * @typedef {{from: number, to: number|null}} Span  ms of lecture time
 * @typedef {{
 *   lecture: {phase: "planned"|"live"|"break"|"ended", startedAt: number|null, breakUntil: number|null, endedAt: number|null, breaks: Span[], outages: Span[]},
 *   chat: {locked: boolean, messages: Message[]},
 *   hands: {person: Person, seq: number, at: number, reason: string|null}[],
 *   floor: {person: Person, at: number}[],
 *   slides: {deck: Deck|null, page: number, cuts: {at: number, deck: number, page: number}[]},
 *   pace: {lost: {mark: string, at: number}[]},
 *   reactions: {counts: Record<string, number>},
 *   marks: {at: number, kind: string, person: Person}[],
 *   removed: Person[]
 * }} State
 */

/** How many of the newest messages the state keeps; older ones are read from `/messages`. */
export const WINDOW = 200;

/** How long *I'm lost* counts, ms: someone lost three minutes ago has asked or moved on. */
export const FADES_AFTER = 180_000;

/** @returns {State} a lecture of which nothing has been said yet */
export function nothing() {
  return {
    lecture: {phase: "planned", startedAt: null, breakUntil: null, endedAt: null, breaks: [], outages: []},
    chat: {locked: false, messages: []},
    hands: [],
    floor: [],
    slides: {deck: null, page: 1, cuts: []},
    pace: {lost: []},
    reactions: {counts: {}},
    marks: [],
    removed: []
  };
}

/**
 * What the lecture is after one more entry. An entry of an unknown type changes nothing: a newer server may say more than
 * this page knows.
 * @param {State} state
 * @param {Entry} entry
 * @returns {State}
 */
export function fold(state, entry) {
  const change = CHANGES[entry.type];
  return change ? {...state, ...change(state, entry)} : state;
}

/** @type {Record<string, (state: State, entry: Entry) => Partial<State>>} */
const CHANGES = {
  "lecture.started": ({lecture}, {data}) => ({lecture: {...lecture, phase: "live", startedAt: data.startedAt}}),
  "lecture.paused": ({lecture}, {at, data}) => ({
    lecture: {...lecture, phase: "break", breakUntil: data.until ?? null, breaks: [...lecture.breaks, {from: at, to: null}]}
  }),
  "lecture.resumed": ({lecture}, {at}) => ({
    lecture: {...lecture, phase: "live", breakUntil: null, endedAt: null, breaks: closed(lecture.breaks, at)}
  }),
  "lecture.ended": ({lecture}, {at}) => ({
    lecture: {...lecture, phase: "ended", breakUntil: null, endedAt: at, breaks: closed(lecture.breaks, at)}
  }),
  "lecture.interrupted": ({lecture}, {data}) => ({
    lecture: {...lecture, outages: [...lecture.outages, {from: data.from, to: data.to}]}
  }),

  "chat.posted": ({chat}, {seq, at, by, data}) => {
    const message = {seq, at, by: /** @type {Person} */ (by), text: data.text, forStaff: data.forStaff ?? false, edited: false, removed: null};
    return {chat: {...chat, messages: [...chat.messages, message].slice(-WINDOW)}};
  },
  "chat.edited": ({chat}, {data}) => ({
    chat: withMessage(chat, data.of, message => message.removed ? message : {...message, text: data.text, edited: true})
  }),
  "chat.removed": ({chat}, {by, data}) => ({
    chat: withMessage(chat, data.of, message => ({...message, text: "", removed: by?.id === message.by.id ? "author" : "staff"}))
  }),
  "chat.locked": ({chat}) => ({chat: {...chat, locked: true}}),
  "chat.unlocked": ({chat}) => ({chat: {...chat, locked: false}}),

  "hand.raised": ({hands}, {seq, at, by, data}) => {
    const person = /** @type {Person} */ (by), reason = data.reason ?? null;
    const up = hands.some(hand => hand.person.id === person.id);
    return {hands: up ? hands.map(hand => hand.person.id === person.id ? {...hand, reason} : hand) : [...hands, {person, seq, at, reason}]};
  },
  "hand.lowered": ({hands}, {data}) => ({hands: without(hands, data.person)}),
  "hand.allLowered": () => ({hands: []}),

  "floor.given": ({hands, floor, marks}, {at, data: {person}}) => ({
    hands: without(hands, person),
    floor: floor.some(holder => holder.person.id === person.id) ? floor : [...floor, {person, at}],
    marks: [...marks, {at, kind: "floor", person}]
  }),
  "floor.taken": ({floor}, {data}) => ({floor: without(floor, data.person)}),

  "slide.shown": ({slides}, {at, data: {deck}}) => ({
    slides: {deck, page: 1, cuts: [...slides.cuts, {at, deck: deck.id, page: 1}]}
  }),
  "slide.turned": ({slides}, {at, data: {page}}) => ({
    slides: slides.deck ? {...slides, page, cuts: [...slides.cuts, {at, deck: slides.deck.id, page}]} : slides
  }),

  "pace.lost": ({pace}, {at, data: {mark}}) => ({
    pace: {lost: [...pace.lost.filter(lost => lost.mark !== mark && lost.at > at - FADES_AFTER), {mark, at}]}
  }),
  "pace.found": ({pace}, {data: {mark}}) => ({pace: {lost: pace.lost.filter(lost => lost.mark !== mark)}}),

  "reaction.counted": ({reactions}, {data}) => {
    const counts = {...reactions.counts};
    for (const [kind, n] of Object.entries(data.counts)) counts[kind] = (counts[kind] ?? 0) + n;
    return {reactions: {counts}};
  },

  "person.removed": ({hands, floor, removed}, {data: {person}}) => ({
    hands: without(hands, person),
    floor: without(floor, person),
    removed: removed.some(({id}) => id === person.id) ? removed : [...removed, person]
  })
};

/**
 * @param {State["chat"]} chat
 * @param {number} seq
 * @param {(message: Message) => Message} change
 */
function withMessage(chat, seq, change) {
  return {...chat, messages: chat.messages.map(message => message.seq === seq ? change(message) : message)};
}

/**
 * @template {{person: Person}} T
 * @param {T[]} list
 * @param {Person} person
 */
function without(list, person) {
  return list.filter(item => item.person.id !== person.id);
}

/**
 * @param {Span[]} spans
 * @param {number} at
 */
function closed(spans, at) {
  return spans.map(span => span.to === null ? {...span, to: at} : span);
}
