// @ts-check
// A behaviour is one thing people do in a room: chat, hands, slides. What the page remembers of it is declared in its `state.js`, which
// knows no page, so that the room, the replay and the tests read a lecture with the same few lines; what it shows is declared in its
// `elements.js`. The files `states.js` and `elements.js` in this folder list them; log and page merge the lists.

/**
 * @typedef {{id: number, name: string, role: "instructor"|"assistant"|"student"|"observer"}} Person
 * @typedef {{type: string, seq: number, at: number, by?: Person, to?: string, saidAt?: number, data: any}} Entry
 *   `at` in ms of lecture time, negative before the start; `to` the audience: everyone when it is absent, else `staff`, `group:NAME`, `group:NAME:staff`
 *   or `people:3,8`; `saidAt` in epoch ms, when it was said after the lecture
 */

/**
 * What is remembered of a behaviour. A fold gives the slices that an entry of its type changes, and changes nothing in place.
 * @template S the slices, by name
 * @typedef {{
 *   slices: S,
 *   folds: Record<string, (before: S, entry: Entry) => Partial<S>>,
 *   windows?: {[N in keyof S]?: Window<S[N]>},
 *   moments?: (state: S) => Moment[],
 *   written?: string[],
 *   late?: string[],
 *   rewrites?: Record<string, (entry: Entry) => boolean>
 * }} Remembered
 *   `slices` before anything was said; `moments` what is marked on the line of the lecture; `written` the commands that carry what a person wrote; `late` those that may be given after the end; `rewrites` the entries that are about an
 *   earlier one and, when they answer true, hold from that one on for everybody who reads the lecture later
 */

/**
 * Something that happened at one moment of the lecture and is marked on its line, as `mark-KIND` and in the words `timeline.KIND`.
 * @typedef {{seq: number, at: number, kind: string, person?: Person, text?: string, until?: number}} Moment
 */

/**
 * A slice of which the server tells the newest items alone; the others are read page by page. With `most` and `whole` that is done as soon
 * as a snapshot comes with so many; else it is done when the person asks for them, and `begins` names the entry that makes an item.
 * @template T the slice
 * @typedef {{
 *   items(slice: T): {seq: number, at: number}[],
 *   most?: number, whole?(slice: T, items: any[]): T,
 *   begins?: string
 * }} Window
 */

/**
 * What a behaviour shows: its elements, by their names without `lectern-`, those that few have and that are fetched where they stand, and the
 * keys that do something of it.
 * @typedef {{elements: Record<string, CustomElementConstructor>, rare?: Record<string, () => Promise<CustomElementConstructor>>, keys?: Key[]}} Shown
 */

/**
 * A key of the room: it is for those who teach, for the others or for both. The list of keys shows it as `shown`, or else as a capital, and
 * says with `word` what it does.
 * @typedef {{key: string, shown?: string, word: string, by?: "staff"|"others", press(find: Find): void}} Key
 * @typedef {(name: string) => any} Find  an element of the room by its name without `lectern-`; null when this person has none
 */

export {};
