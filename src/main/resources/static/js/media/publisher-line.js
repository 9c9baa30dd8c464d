// @ts-check
import { Backoff, LOST } from "../lib/backoff.js";

const PROTOCOL = "lectern.tracks.v1";
/** What the browser may hold for us; more would be out of our reach when it has to be dropped. Bytes. */
const IN_FLIGHT = 64 * 1024;
/** A dead line shows as a send buffer that does not move; ms. */
const STUCK = 3_000;
/** The server says something each second; a line that brings nothing for so long is dead, whatever it still seems to take; ms. */
const SILENT = 4_000;
/** How long a server under load may take to let a publisher in; ms. */
const OPENING = 10_000;
const BEAT = 1_000;
/** The server asks to come back later: it has too much to do. */
const COME_BACK_LATER = 4001;
/** Close codes after which nothing is tried any more. */
const ENDINGS = /** @type {Record<number, "revoked"|"gone">} */ ({4403: "revoked", 4404: "gone"});

/**
 * The publisher's socket, opened again whenever it is lost. It is *welcomed* once the server has let it in; only then does anything but
 * the greeting go up.
 *
 * Asked to move, it opens a second socket first and lets go of the one it has when it is welcomed there.
 *
 * @typedef {{
 *   hello(moving: boolean): object, heard(message: any): void, lost(ending: "revoked"|"gone"|null): void, moved(former: WebSocket): void
 * }} Listener
 *   `moved`: what is said from now on goes up on another socket; the former is the listener's to be ended
 */
export class PublisherLine {
  welcomed = false;
  closed = false;
  /** @type {WebSocket|null} */
  #socket = null;
  /** @type {WebSocket|null} elsewhere, not welcomed yet */
  #next = null;
  #later = new Backoff();
  #soon = new Backoff(Math.random, LOST);
  #roomHasLine = true;
  #begun = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #retry;
  #movedAt = performance.now();
  #heardAt = performance.now();
  #beatAt = 0;
  #inFlight = 0;
  #open;
  #listener;

  /**
   * @param {string} url
   * @param {Listener} listener
   * @param {() => WebSocket} open
   */
  constructor(url, listener, open = () => new WebSocket(url, PROTOCOL)) {
    this.#open = open;
    this.#listener = listener;
  }

  begin() {
    this.#begun = true;
    this.#connect();
  }

  /**
   * Whether the room has its line. While it has not, nothing is tried here: a browser opens one socket to a server at a time (RFC 6455,
   * section 4.1), and an attempt that hangs would keep the room waiting; once it has, ours is tried at once.
   *
   * @param {boolean} hasLine
   */
  room(hasLine) {
    if (hasLine === this.#roomHasLine) return;
    this.#roomHasLine = hasLine;
    if (this.closed || this.welcomed || !this.#begun) return;
    this.#letGo();
    this.#connect();
  }

  /** @param {any} message */
  say(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** Sends what comes next for as long as the line takes it. @param {() => Uint8Array|undefined} next */
  fill(next) {
    const socket = this.#socket;
    if (!socket || !this.welcomed) return;
    while (socket.bufferedAmount < IN_FLIGHT) {
      const bytes = next();
      if (!bytes) return;
      socket.send(/** @type {any} */ (bytes));
    }
  }

  /** To be called often: a line says nothing of its own death. */
  tick() {
    this.#noticeSilence();
    if (!this.welcomed || performance.now() - this.#beatAt < BEAT) return;
    this.#beatAt = performance.now();
    this.say({type: "beat"});
  }

  /** Nothing is opened again. */
  stop() {
    this.closed = true;
  }

  close() {
    this.#next?.close();
    this.#socket?.close(1000);
  }

  #connect() {
    clearTimeout(this.#retry);
    if (this.closed || !this.#roomHasLine) return;
    const socket = this.#socket = this.#open();
    this.#heardAt = performance.now();
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.say(this.#listener.hello(false));
    socket.onmessage = event => socket === this.#socket && this.#hear(JSON.parse(event.data));
    socket.onclose = event => socket === this.#socket && this.#lost(event.code);
  }

  #letGo() {
    this.#next?.close();
    this.#socket?.close();
    this.#socket = this.#next = null;
  }

  #move() {
    this.#next?.close();
    const socket = this.#next = this.#open();
    socket.binaryType = "arraybuffer";
    socket.onopen = () => socket.send(JSON.stringify(this.#listener.hello(true)));
    socket.onmessage = ({data}) => {
      const message = JSON.parse(data);
      if (socket === this.#next && message.type === "welcome") this.#moveTo(socket);
      if (socket === this.#socket) this.#hear(message);
    };
    socket.onclose = event => {
      if (socket === this.#next) this.#next = null; // we stay where we are until that is closed as well
      if (socket === this.#socket) this.#lost(event.code);
    };
  }

  /** @param {WebSocket} socket */
  #moveTo(socket) {
    const former = /** @type {WebSocket} */ (this.#socket);
    this.#socket = socket;
    this.#next = null;
    this.#inFlight = 0;
    this.#listener.moved(former);
  }

  /** @param {any} message */
  #hear(message) {
    this.#heardAt = performance.now();
    if (message.type === "move") return this.#move();
    if (message.type === "welcome") {
      this.welcomed = true;
      this.#later.reset();
      this.#soon.reset();
      this.#movedAt = performance.now();
    }
    this.#listener.heard(message);
  }

  /** @param {number} code */
  #lost(code) {
    this.#next?.close();
    this.#socket = this.#next = null;
    this.welcomed = false;
    const ending = ENDINGS[code] ?? null, wasClosed = this.closed;
    if (ending) this.stop();
    this.#listener.lost(wasClosed ? null : ending);
    if (this.closed) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), (code === COME_BACK_LATER ? this.#later : this.#soon).next());
  }

  #noticeSilence() {
    const inFlight = this.#socket?.bufferedAmount ?? 0;
    const now = performance.now();
    if (inFlight < this.#inFlight || inFlight === 0) this.#movedAt = now;
    this.#inFlight = inFlight;
    const silence = now - this.#heardAt;
    if (this.#socket && (this.welcomed ? silence > SILENT || now - this.#movedAt > STUCK : silence > OPENING)) {
      this.#letGo();
      this.#lost(1006);
    }
  }
}
