// @ts-check
import { Aligner, SampleClock, unixMicros } from "./clocks.js";
import { KEYFRAME, VOICE } from "./frame.js";

const RATE = 48_000;
/** Length of one packet; microseconds. */
const PACKET = 20_000;
const SAMPLES = RATE * PACKET / 1e6;
/** An encoder looks ahead by this much, and what it gives sounds later by it; microseconds. */
const LOOK_AHEAD = 6_500;
/** Pieces before the clock is trusted. */
const WARM_UP = 25;
/** Loudness (root mean square) from which someone is taken to speak. */
const SPEECH = 0.02;

/** Encodes sound that a worklet hands over in pieces: Opus, 32 kbit/s for speech. */
export class SoundEncoder {
  #encoder;
  #aligner = new Aligner(WARM_UP);
  #clock = new SampleClock(RATE);
  #loudness = 0;
  #format;

  /**
   * @param {string} kind microphone or screen-sound
   * @param {number} channels 1 or 2
   * @param {{
   *   frame(format: import("./boxes.js").Format, frame: import("./run.js").Encoded): void, failed(why: string): void
   * }} sink
   */
  constructor(kind, channels, sink) {
    this.#format = {kind, codec: "opus", width: 0, height: 0, channels, frameDuration: PACKET, description: new Uint8Array()};
    this.#encoder = new AudioEncoder({
      output: chunk => sink.frame(this.#format, this.#came(chunk)),
      error: () => sink.failed("codec")
    });
    const speech = {application: "voip", signal: "voice"};
    this.#encoder.configure(/** @type {any} */ ({
      codec: "opus", sampleRate: RATE, numberOfChannels: channels, bitrate: channels === 1 ? 32_000 : 96_000,
      opus: {frameDuration: PACKET, ...(kind === "microphone" ? speech : {})}
    }));
  }

  /**
   * @param {Float32Array} planes one channel after the other
   * @param {number} position of the first sample since the worklet began
   */
  take(planes, position) {
    const frames = planes.length / this.#format.channels;
    // A piece comes when its last sample was heard.
    const end = this.#aligner.align((position + frames) / RATE * 1e6, unixMicros());
    if (end === null || this.#encoder.state !== "configured") return;
    const time = end - frames / RATE * 1e6 - LOOK_AHEAD;
    this.#loudness = Math.max(rootMeanSquare(planes), this.#loudness * 0.9);
    this.#clock.went(time, frames);
    const data = new AudioData({
      format: "f32-planar", sampleRate: RATE, numberOfFrames: frames, numberOfChannels: this.#format.channels,
      timestamp: Math.round(time), data: /** @type {any} */ (planes)
    });
    this.#encoder.encode(data);
    data.close();
  }

  /** @param {EncodedAudioChunk} chunk */
  #came(chunk) {
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    return {data, flags: KEYFRAME | (this.#loudness > SPEECH ? VOICE : 0), timestamp: this.#clock.came(SAMPLES)};
  }

  stop() {
    if (this.#encoder.state === "configured") this.#encoder.close();
  }
}

/** @param {Float32Array} samples */
function rootMeanSquare(samples) {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}
