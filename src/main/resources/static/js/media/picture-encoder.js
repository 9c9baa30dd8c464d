// @ts-check
import { Aligner, unixMicros } from "./clocks.js";
import { KEYFRAME } from "./frame.js";
import { Keyframes } from "./keyframes.js";

/** Frames before the clock is trusted. */
const WARM_UP = 15;
/** Frames inside the encoder: more, and the machine is too slow for what was asked. */
const MOST_IN_ENCODER = 2;
/** A picture that stands still is sent again after this long: players give up when nothing comes. Microseconds. */
const STANDS_STILL = 1_000_000;

/**
 * How each kind of picture is encoded, the codec preferred first.
 * @type {Record<string, (VideoEncoderConfig & Record<string, any>)[]>}
 */
const ENCODINGS = {
  camera: [{codec: "avc1.42E01F", avc: {format: "avc"}}, {codec: "vp09.00.31.08"}, {codec: "av01.0.08M.08"}]
    .map(encoding => ({...encoding, width: 640, height: 360, framerate: 30, bitrate: 600_000})),
  screen: [{codec: "av01.0.08M.08"}, {codec: "vp09.00.40.08"}, {codec: "avc1.640028", avc: {format: "avc"}}]
    .map(encoding => ({...encoding, width: 1920, height: 1080, framerate: 10, bitrate: 400_000, contentHint: "text"}))
};

/** Encodes one picture, and encodes it anew when its size, its codec or its bitrate has to change. */
export class PictureEncoder {
  /** @type {VideoEncoder|null} */
  #encoder = null;
  /** @type {import("./boxes.js").Format|null} */
  #format = null;
  /** @type {VideoFrame|null} the newest, to be sent again when nothing new comes */
  #newest = null;
  #aligner = new Aligner(WARM_UP);
  #lastFrame = -Infinity;
  /** @type {string[]} */
  #families = [];
  #part = 1;
  #configuring = false;
  #stopped = false;
  #timer;
  #kind;
  #encodings;
  #keyframes;
  #sink;

  /**
   * @param {string} kind camera or screen
   * @param {{
   *   frame(format: import("./boxes.js").Format, frame: import("./run.js").Encoded): void, crowded(): boolean,
   *   failed(why: string): void
   * }} sink
   */
  constructor(kind, sink) {
    this.#kind = kind;
    this.#encodings = ENCODINGS[kind];
    this.#keyframes = new Keyframes(kind);
    this.#sink = sink;
    this.#timer = setInterval(() => this.#repeat(), 250);
  }

  /** Takes a frame over. @param {VideoFrame} frame */
  async take(frame) {
    const now = unixMicros();
    const timestamp = this.#aligner.align(frame.timestamp, now);
    if (timestamp === null || this.#stopped) return frame.close();
    const aligned = new VideoFrame(frame, {timestamp: Math.round(timestamp)});
    frame.close();
    this.#newest?.close();
    this.#newest = aligned;
    await this.#encode(aligned);
  }

  /** The next frame is a keyframe: someone cannot go on without. */
  needsKeyframe() {
    this.#keyframes.need();
  }

  /** @param {string[]} families that everyone can decode; none means any */
  use(families) {
    this.#families = families;
    const family = this.#format?.codec.slice(0, 4);
    if (family && families.length && !families.includes(family)) this.#close();
  }

  /** @param {number} part of the full bitrate */
  spend(part) {
    this.#part = part;
    if (this.#encoder?.state === "configured") this.#encoder.configure(this.#reduced());
  }

  stop() {
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#newest?.close();
    this.#newest = null;
    this.#close();
  }

  /** @type {(VideoEncoderConfig & Record<string, any>)|null} */
  #configuration = null;

  #reduced() {
    const full = /** @type {VideoEncoderConfig} */ (this.#configuration);
    return {...full, bitrate: Math.round(Number(full.bitrate) * this.#part)};
  }

  /** @param {VideoFrame} frame */
  async #encode(frame) {
    if (!await this.#isReadyFor(frame) || frame !== this.#newest) return;
    const encoder = /** @type {VideoEncoder} */ (this.#encoder);
    if (encoder.encodeQueueSize > MOST_IN_ENCODER || !this.#keyframes.isNeeded && this.#sink.crowded()) return;
    if (frame.timestamp <= this.#lastFrame) return;
    this.#lastFrame = frame.timestamp;
    encoder.encode(frame, {keyFrame: this.#keyframes.take(frame.timestamp)});
  }

  async #repeat() {
    if (!this.#newest || unixMicros() - this.#lastFrame < STANDS_STILL) return;
    const again = new VideoFrame(this.#newest, {timestamp: Math.round(unixMicros())});
    this.#newest.close();
    this.#newest = again;
    await this.#encode(again);
  }

  /** @param {VideoFrame} frame */
  async #isReadyFor(frame) {
    const fits = this.#encoder?.state === "configured"
      && this.#configuration?.width === even(frame.displayWidth) && this.#configuration.height === even(frame.displayHeight);
    if (fits) return true;
    if (this.#configuring || this.#stopped) return false;
    this.#configuring = true;
    try {
      await this.#configure(even(frame.displayWidth), even(frame.displayHeight));
    } finally {
      this.#configuring = false;
    }
    return this.#encoder !== null;
  }

  /** @param {number} width @param {number} height */
  async #configure(width, height) {
    this.#close();
    for (const encoding of this.#encodings) {
      if (this.#families.length && !this.#families.includes(encoding.codec.slice(0, 4))) continue;
      const pixels = width * height / (encoding.width * encoding.height);
      /** @type {any} */
      const configuration = {
        ...encoding, width, height, bitrateMode: "variable", latencyMode: "realtime",
        bitrate: Math.round(Number(encoding.bitrate) * Math.min(2, Math.max(0.25, Math.sqrt(pixels))))
      };
      if (!(await VideoEncoder.isConfigSupported(configuration)).supported || this.#stopped) continue;
      this.#configuration = configuration;
      this.#encoder = this.#made(configuration);
      this.#keyframes.need();
      return;
    }
    if (!this.#stopped) this.#sink.failed("codec");
  }

  /** @param {any} configuration */
  #made(configuration) {
    const encoder = new VideoEncoder({
      output: (chunk, extra) => encoder === this.#encoder && this.#came(chunk, extra),
      error: () => encoder === this.#encoder && this.#close() // the next frame configures another
    });
    encoder.configure(this.#reduced());
    return encoder;
  }

  /** @param {EncodedVideoChunk} chunk @param {EncodedVideoChunkMetadata|undefined} extra */
  #came(chunk, extra) {
    if (extra?.decoderConfig) this.#format = this.#described(extra.decoderConfig);
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    const format = /** @type {import("./boxes.js").Format} */ (this.#format);
    this.#sink.frame(format, {data, flags: chunk.type === "key" ? KEYFRAME : 0, timestamp: chunk.timestamp});
  }

  /** @param {VideoDecoderConfig} decoder */
  #described(decoder) {
    const {codec, width, height} = /** @type {VideoEncoderConfig} */ (this.#configuration);
    const isAvc = codec.startsWith("avc1");
    const description = isAvc && decoder.description ? bytesOf(decoder.description) : new Uint8Array();
    return {kind: this.#kind, codec, width, height, channels: 0, frameDuration: 0, description};
  }

  #close() {
    if (this.#encoder?.state === "configured") this.#encoder.close();
    this.#encoder = null;
  }
}

/** Encoders of 4:2:0 take even sizes only. @param {number} size */
const even = size => size & ~1;

/** @param {AllowSharedBufferSource} source */
function bytesOf(source) {
  const view = ArrayBuffer.isView(source) ? source : new Uint8Array(source);
  return new Uint8Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}
