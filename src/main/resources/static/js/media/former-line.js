// @ts-check

/** What the server keeps is on its disk within a second or so; ms. */
const PATIENCE = 2_000;
const IN_FLIGHT = 64 * 1024;

/**
 * The line a publisher has just moved from. What was begun there is completed there: it is told what is still on its way, and let go of
 * once all of it is on the server's disk.
 *
 * @typedef {import("./run.js").Run} Run
 */
export class FormerLine {
  #socket;
  #runs;

  /**
   * @param {WebSocket} socket
   * @param {Run[]} runs
   * @param {() => void} over
   */
  constructor(socket, runs, over) {
    this.#socket = socket;
    this.#runs = runs;
    const patience = setTimeout(() => socket.close(1000), PATIENCE);
    socket.onmessage = ({data}) => this.#hear(JSON.parse(data));
    socket.onclose = () => {
      clearTimeout(patience);
      over();
    };
  }

  /** @param {{type: string, track: number, epoch: number, frame: number}} message */
  #hear({type, track, epoch, frame}) {
    if (type !== "ack") return;
    this.#runs.find(({id}) => id?.track === track && id.epoch === epoch)?.acknowledge(frame);
    this.pump();
  }

  /** To be called often. */
  pump() {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    for (const run of this.#runs) this.#complete(run);
    if (this.#runs.every(run => run.isDone)) this.#socket.close(1000);
  }

  /** @param {Run} run */
  #complete(run) {
    while (run.waiting && this.#socket.bufferedAmount < IN_FLIGHT) this.#socket.send(/** @type {any} */ (run.take()));
    if (!run.isWhole || run.told) return;
    this.#socket.send(JSON.stringify({type: "end", track: run.id?.track, epoch: run.id?.epoch, whole: true}));
    run.told = true;
  }
}
