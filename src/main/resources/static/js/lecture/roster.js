// @ts-check

/** The order of names in the language of the page. */
const alphabet = new Intl.Collator(typeof document === "undefined" ? "en" : document.documentElement.lang || "en", {numeric: true});

/**
 * Who is here. In a large room the server names only some (the first, and those who act); the count is always whole.
 * @typedef {import("./log.js").Person} Person
 */
export class Roster {
  here = 0;
  /** Students with a place in the course; 0 while unknown. */
  enrolled = 0;
  /** @type {Map<number, Person>} */
  #known = new Map();
  /** @type {Set<number>} */
  #left = new Set();
  /** @type {Set<number>} those who did something before we were told that they came */
  #heard = new Set();
  /** @type {number|null} monotonic ms since when nobody who teaches is here; null while somebody is */
  #staffLeft = null;

  /** @param {{here: number, enrolled?: number, staffAway?: number, list: Person[]}} people `staffAway` in ms */
  replace({here, enrolled = 0, staffAway = 0, list}) {
    this.here = here;
    this.enrolled = enrolled;
    this.#known = new Map(list.map(person => [person.id, person]));
    this.#left.clear();
    this.#heard.clear();
    this.#staffLeft = null;
    this.#seeWhetherStaffIsHere(staffAway);
  }

  /** @param {{here: number, joined?: Person[], left?: number[]}} change */
  change({here, joined = [], left = []}) {
    this.here = here;
    for (const person of joined) {
      this.#known.set(person.id, person);
      this.#left.delete(person.id);
    }
    for (const id of left) {
      this.#known.delete(id);
      this.#heard.delete(id);
      this.#left.add(id);
    }
    this.#seeWhetherStaffIsHere(0);
  }

  // Those who teach are always among the people named.
  /** @param {number} away for how long nobody has been, as far as the server knows, ms */
  #seeWhetherStaffIsHere(away) {
    if ([...this.#known.values()].some(teaches)) this.#staffLeft = null;
    else this.#staffLeft ??= performance.now() - away;
  }

  /** How many students are here: those who teach and those who observe are always among the people named. */
  get students() {
    return Math.max(0, this.here - this.list().filter(person => teaches(person) || person.role === "observer").length);
  }

  /** For how long nobody who teaches has been here, ms. */
  get staffAway() {
    return this.#staffLeft === null ? 0 : performance.now() - this.#staffLeft;
  }

  /** Whether this person is known not to be here; of a large room not everyone is known. @param {number} id */
  isAway(id) {
    return this.#left.has(id) || !this.#known.has(id) && !this.#heard.has(id) && this.unnamed === 0;
  }

  /** Somebody did something just now, so they are here; who came is told only once a second. @param {number} id */
  hear(id) {
    this.#left.delete(id);
    this.#heard.add(id);
  }

  /** @param {number} id */
  has(id) {
    return this.#known.has(id);
  }

  /** Those we know by name: who teaches first, then by name. */
  list() {
    return [...this.#known.values()].sort((a, b) => rank(a) - rank(b) || alphabet.compare(a.name, b.name));
  }

  /** How many are here whose names we do not have. */
  get unnamed() {
    return Math.max(0, this.here - this.#known.size);
  }
}

/** @param {Person} person */
export function teaches({role}) {
  return role === "instructor" || role === "assistant";
}

/** @param {Person} person */
function rank(person) {
  return person.role === "instructor" ? 0 : person.role === "assistant" ? 1 : 2;
}
