// @ts-check

/** Close codes after which this page stays away, and what they mean for the person. */
const FINAL = /** @type {const} */ ({4400: "broken", 4401: "signed-out", 4403: "removed", 4404: "gone"});
/** How long opening may take, and then the answer to hello, before the attempt is given up, ms. A hall that comes at once waits at the door. */
const PATIENCE = 5_000;

/**
 * One socket from its opening to its end. It is *ready* once the server has answered hello; only then are commands sent on
 * it. After `drop()` nothing more is heard from it, whatever the network still delivers.
 *
 * @typedef {"broken"|"signed-out"|"removed"|"gone"} Ending
 * @typedef {{heard(line: Line, items: any[]): void, bytes(line: Line, data: ArrayBuffer): void, closed(line: Line, how: {again: "now"|"lost"|"later"|"never", ending?: Ending, opened: boolean}): void}} Listener
 */
export class Line {
  ready = false;
  #socket;
  #listener;
  #opened = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #patience;

  /**
   * @param {WebSocket} socket freshly made
   * @param {object} hello the first message
   * @param {Listener} listener
   */
  constructor(socket, hello, listener) {
    this.#socket = socket;
    this.#listener = listener;
    this.#wait();
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.#opened = true;
      this.#wait();
      socket.send(JSON.stringify(hello));
    };
    socket.onmessage = ({data}) => this.#heard(data);
    socket.onclose = ({code}) => this.#over(code);
  }

  /** @param {string} message */
  send(message) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(message);
  }

  /** Lets go of the socket without a word. */
  drop() {
    clearTimeout(this.#patience);
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
  }

  #wait() {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#over(1006), PATIENCE);
  }

  /** @param {string|ArrayBuffer} data */
  #heard(data) {
    if (typeof data !== "string") return this.#listener.bytes(this, data);
    const items = JSON.parse(data);
    if (!this.ready && items.some(answersHello)) {
      this.ready = true;
      clearTimeout(this.#patience);
    }
    this.#listener.heard(this, items);
  }

  /** @param {number} code */
  #over(code) {
    this.drop();
    const ending = FINAL[/** @type {keyof typeof FINAL} */ (code)];
    const again = ending ? "never" : code === 4000 ? "now" : code === 4001 ? "later" : "lost";
    this.#listener.closed(this, {again, ending, opened: this.#opened});
  }
}

/** @param {{type: string}} item */
function answersHello({type}) {
  return type === "snapshot" || type === "resumed";
}
