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

/** Encodes sound that comes in pieces: Opus, 32 kbit/s for speech. */
export class SoundEncoder {
  #encoder;
  #aligner = new Aligner(WARM_UP);
  #clock = new SampleClock(RATE);
  #loudness = 0;
  #format;
  #sink;

  /**
   * @param {string} kind microphone or screen-sound
   * @param {number} channels 1 or 2
   * @param {{
   *   frame(format: import("./boxes.js").Format, frame: import("./run.js").Encoded): void, otherRate(): void, failed(why: string): void
   * }} sink `otherRate`: these pieces do not count in 48 kHz, and only a worklet can give others
   */
  constructor(kind, channels, sink) {
    this.#sink = sink;
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

  /** A piece of a microphone's own stream, which it closes. @param {AudioData} piece */
  take(piece) {
    if (piece.sampleRate === RATE) this.#encode(planes(piece, this.#format.channels), piece.timestamp);
    else this.#sink.otherRate();
    piece.close();
  }

  /**
   * A piece from a worklet.
   * @param {Float32Array} samples one channel after the other
   * @param {number} position of the first sample since the worklet began
   */
  collected(samples, position) {
    this.#encode(samples, position / RATE * 1e6);
  }

  /**
   * @param {Float32Array} samples one channel after the other
   * @param {number} begin by the device's clock; microseconds
   */
  #encode(samples, begin) {
    const frames = samples.length / this.#format.channels;
    const length = frames / RATE * 1e6;
    // A piece comes when its last sample was heard.
    const end = this.#aligner.align(begin + length, unixMicros());
    if (end === null || this.#encoder.state !== "configured") return;
    const time = end - length - LOOK_AHEAD;
    this.#loudness = Math.max(rootMeanSquare(samples), this.#loudness * 0.8 ** (length / PACKET));
    this.#clock.went(time, frames);
    const data = new AudioData({
      format: "f32-planar", sampleRate: RATE, numberOfFrames: frames, numberOfChannels: this.#format.channels,
      timestamp: Math.round(time), data: /** @type {any} */ (samples)
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

/**
 * One channel after the other, as many as are wanted. One is the mean of all, because a microphone may be on any of them.
 * @param {AudioData} piece @param {number} channels
 */
function planes(piece, channels) {
  const frames = piece.numberOfFrames;
  const given = Array.from({length: piece.numberOfChannels}, (_, planeIndex) => {
    const samples = new Float32Array(frames);
    piece.copyTo(samples, {planeIndex, format: "f32-planar"});
    return samples;
  });
  if (channels === 1) return given[0].map((_, i) => given.reduce((sum, samples) => sum + samples[i], 0) / given.length);
  const wanted = new Float32Array(frames * channels);
  for (let channel = 0; channel < channels; channel++) wanted.set(given[Math.min(channel, given.length - 1)], channel * frames);
  return wanted;
}

/** @param {Float32Array} samples */
function rootMeanSquare(samples) {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}
