// @ts-check
// Runs on the audio thread: collects 20 ms of sound and hands it to whoever encodes it, with the position of its first sample.

const PIECE = 960;

class Collector extends AudioWorkletProcessor {
  #channels;
  #piece;
  #filled = 0;
  #from = 0;
  /** @type {MessagePort|null} straight to the encoder's worker, so that a busy page does not hold up its sound */
  #encoder = null;

  /** @param {any} options */
  constructor(options) {
    super();
    this.#channels = options.processorOptions.channels;
    this.#piece = new Float32Array(PIECE * this.#channels);
    this.port.onmessage = event => this.#encoder = event.data;
  }

  /** @param {Float32Array[][]} inputs */
  process([input]) {
    const length = input[0]?.length ?? 128;
    if (this.#filled === 0) this.#from = currentFrame;
    for (let at = 0; at < length;) {
      const part = Math.min(length - at, PIECE - this.#filled);
      for (let channel = 0; channel < this.#channels; channel++) {
        const samples = input[channel] ?? input[0];
        if (samples) this.#piece.set(samples.subarray(at, at + part), channel * PIECE + this.#filled);
      }
      this.#filled += part;
      at += part;
      if (this.#filled === PIECE) this.#handOver(currentFrame + at);
    }
    return true;
  }

  /** @param {number} next position of the sample after this piece */
  #handOver(next) {
    this.#encoder?.postMessage({samples: this.#piece, position: this.#from}, [this.#piece.buffer]);
    this.#piece = new Float32Array(PIECE * this.#channels);
    this.#filled = 0;
    this.#from = next;
  }
}

registerProcessor("lectern-collector", Collector);
