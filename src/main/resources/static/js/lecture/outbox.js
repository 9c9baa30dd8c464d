// @ts-check
import { STATES } from "../behaviours/states.js";
import { uuid } from "../lib/ids.js";

/** Commands that carry what a person wrote. */
const WRITTEN = new Set(STATES.flatMap(({written = []}) => written));

/**
 * Commands that the server has not answered yet, in the order they were given. Each keeps the id it was born with, so
 * sending it again after a lost line (or a reload) is harmless: the log takes an id once.
 *
 * @typedef {{id: string, type: string, fields: Record<string, unknown>, state: "sending"|"refused", why: string, unsaved?: boolean}} Command
 */
export class Outbox {
  /** @type {Map<string, Command>} */
  #waiting = new Map();
  #kept;
  #key;

  /**
   * @param {{get(key: string): any, set(key: string, value: any): void}} kept where messages wait over a reload
   * @param {string} key
   */
  constructor(kept, key) {
    this.#kept = kept;
    this.#key = key;
    for (const command of kept.get(key) ?? []) this.#waiting.set(command.id, command);
  }

  /**
   * @param {string} type
   * @param {Record<string, unknown>} fields
   * @returns {Command}
   */
  add(type, fields) {
    /** @type {Command} */
    const command = {id: uuid(), type, fields, state: "sending", why: ""};
    this.#waiting.set(command.id, command);
    this.#keep();
    return command;
  }

  /** Everything still to be answered, oldest first. */
  unanswered() {
    return [...this.#waiting.values()].filter(command => command.state === "sending");
  }

  /** Commands of a type that are under way or were refused, oldest first. @param {string} type */
  of(type) {
    return [...this.#waiting.values()].filter(command => command.type === type);
  }

  /** @param {string} id */
  acknowledged(id) {
    const command = this.#waiting.get(id);
    this.#waiting.delete(id);
    this.#keep();
    return command;
  }

  /** It could not be saved just now, and is sent again. @param {string} id */
  unsaved(id) {
    const command = this.#waiting.get(id);
    if (command) command.unsaved = true;
  }

  /**
   * What a person wrote and was refused stays until they send it again or let it go; any other refused command is done with.
   * @param {string} id
   * @param {string} why a sentence for the person
   */
  refused(id, why) {
    const command = this.#waiting.get(id);
    if (!command) return;
    if (isWritten(command)) Object.assign(command, {state: "refused", why});
    else this.#waiting.delete(id);
    this.#keep();
    return command;
  }

  /** @param {string} id */
  discard(id) {
    const command = this.#waiting.get(id);
    this.#waiting.delete(id);
    this.#keep();
    return command;
  }

  // Only what a person wrote is worth keeping over a reload: a hand or a page turn is about the moment it was made in.
  #keep() {
    this.#kept.set(this.#key, [...this.#waiting.values()].filter(isWritten));
  }
}

/** Whether a command carries what a person wrote. @param {{type: string}} command */
export function isWritten({type}) {
  return WRITTEN.has(type);
}

/** @param {Command} command the text message that goes up for it */
export function wire({id, type, fields}) {
  return JSON.stringify({type, id, ...fields});
}
