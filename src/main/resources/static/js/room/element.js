// @ts-check
/** @typedef {import("../lecture/stage.js").Stage} Stage */

/**
 * An element of the room. It follows the stage while it is on the page and lets go of everything when it is removed:
 * whatever `begin` attaches with `this.signal` ends there.
 */
export class RoomElement extends HTMLElement {
  #letGo = new AbortController();

  connectedCallback() {
    this.#letGo = new AbortController();
    this.begin();
  }

  disconnectedCallback() {
    this.#letGo.abort();
  }

  /** Ends when the element leaves the page. */
  get signal() {
    return this.#letGo.signal;
  }

  /** @returns {import("./room.js").LecternRoom} */
  get room() {
    return /** @type {any} */ (this.closest("lectern-room"));
  }

  get stage() {
    return this.room.stage;
  }

  /** Attaches to what the element follows. */
  begin() {}

  /**
   * @param {EventTarget} target
   * @param {string} type
   * @param {(event: any) => void} listener
   */
  on(target, type, listener) {
    target.addEventListener(type, listener, {signal: this.signal});
  }

  /**
   * Shows the stage now and whenever one of these changes.
   * @param {string[]} types events of the stage
   * @param {() => void} show
   */
  follow(types, show) {
    for (const type of types) this.on(this.stage, type, show);
    show();
  }
}
