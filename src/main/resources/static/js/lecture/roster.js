// @ts-check

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

  /** @param {{here: number, enrolled?: number, list: Person[]}} people */
  replace({here, enrolled = 0, list}) {
    this.here = here;
    this.enrolled = enrolled;
    this.#known = new Map(list.map(person => [person.id, person]));
  }

  /** @param {{here: number, joined?: Person[], left?: number[]}} change */
  change({here, joined = [], left = []}) {
    this.here = here;
    for (const person of joined) this.#known.set(person.id, person);
    for (const id of left) this.#known.delete(id);
  }

  /** @param {number} id */
  has(id) {
    return this.#known.has(id);
  }

  /** Those we know by name: who teaches first, then by name. */
  list() {
    return [...this.#known.values()].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
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
