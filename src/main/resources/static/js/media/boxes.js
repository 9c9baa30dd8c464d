// @ts-check

/**
 * What the browser's own player takes: an init segment, and fragments of as little as one frame (ISO 14496-12).
 * `org.lectern.media.InitSegment` and `Segment` write the same for the recording.
 *
 * @typedef {{
 *   kind: string, codec: string, width: number, height: number, channels: number, frameDuration: number,
 *   description: Uint8Array
 * }} Format  frameDuration in microseconds of one packet of sound
 * @typedef {{data: Uint8Array, duration: number, key: boolean}} Sample  duration in microseconds
 */

const TRACK = 1;
const SYNC = 0x02000000;
const NOT_SYNC = 0x01010000;
const OPUS_PRE_SKIP = 312;

/** @param {Format} format */
const isPicture = format => format.codec !== "opus";

/** @param {Format} format  units of a second */
const timescale = format => isPicture(format) ? 1_000_000 : 48_000;

/** The type a SourceBuffer is made for. @param {Format} format */
export function mimeType(format) {
  return `${isPicture(format) ? "video" : "audio"}/mp4; codecs="${format.codec}"`;
}

/** @param {Format} format */
export function initSegment(format) {
  return join(
    box("ftyp", text("iso5"), u32(512), text("iso5iso6mp41")),
    box("moov",
      full("mvhd", 0, 0, zeros(8), u32(1000), u32(0), u32(0x10000), u16(0x100), zeros(10), MATRIX, zeros(24), u32(TRACK + 1)),
      track(format),
      box("mvex", full("trex", 0, 0, u32(TRACK), u32(1), zeros(12)))));
}

/**
 * One moof and mdat.
 * @param {Format} format
 * @param {number} number of the fragment, counted up
 * @param {number} at decode time, microseconds
 * @param {Sample[]} samples
 */
export function fragment(format, number, at, samples) {
  const ticks = (/** @type {number} */ micros) => Math.round(micros * timescale(format) / 1e6);
  const run = samples.map(sample =>
    join(u32(Math.max(1, ticks(sample.duration))), u32(sample.data.length), u32(sample.key ? SYNC : NOT_SYNC)));
  const size = samples.reduce((sum, sample) => sum + sample.data.length, 0);
  const moof = (/** @type {number} */ dataOffset) => box("moof",
    full("mfhd", 0, 0, u32(number)),
    box("traf",
      full("tfhd", 0, 0x020000, u32(TRACK)),
      full("tfdt", 1, 0, u64(ticks(at))),
      full("trun", 0, 0x701, u32(samples.length), u32(dataOffset), ...run)));
  return join(moof(moof(0).length + 8), u32(size + 8), text("mdat"), ...samples.map(sample => sample.data));
}

/** @param {Format} format */
function track(format) {
  const picture = isPicture(format);
  return box("trak",
    full("tkhd", 0, 3, zeros(8), u32(TRACK), zeros(20), u16(picture ? 0 : 0x100), u16(0), MATRIX,
      u32(format.width << 16), u32(format.height << 16)),
    box("mdia",
      full("mdhd", 0, 0, zeros(8), u32(timescale(format)), u32(0), u16(0x55c4), u16(0)),
      full("hdlr", 0, 0, u32(0), text(picture ? "vide" : "soun"), zeros(13)),
      box("minf",
        picture ? full("vmhd", 0, 1, zeros(8)) : full("smhd", 0, 0, zeros(4)),
        box("dinf", full("dref", 0, 0, u32(1), full("url ", 0, 1))),
        box("stbl",
          full("stsd", 0, 0, u32(1), sampleEntry(format)),
          full("stts", 0, 0, u32(0)), full("stsc", 0, 0, u32(0)), full("stsz", 0, 0, u32(0), u32(0)),
          full("stco", 0, 0, u32(0))))));
}

/** @param {Format} format */
function sampleEntry(format) {
  switch (format.codec.slice(0, 4)) {
    case "opus":
      return box("Opus", zeros(6), u16(1), zeros(8), u16(format.channels), u16(16), zeros(4), u32(48_000 * 65_536),
        box("dOps", u8(0, format.channels), u16(OPUS_PRE_SKIP), u32(48_000), u16(0), u8(0)));
    case "avc1":
      return visual(format, "avc1", box("avcC", format.description));
    case "vp09": {
      const [, profile, level, depth] = format.codec.split(".").map(Number);
      return visual(format, "vp09", full("vpcC", 1, 0, u8(profile, level, depth << 4 | 1 << 1, 1, 1, 1), u16(0)));
    }
    case "av01": {
      const [, profile, level] = format.codec.split(".");
      const tier = level.endsWith("H") ? 0x80 : 0;
      return visual(format, "av01",
        box("av1C", u8(0x81, Number(profile) << 5 | parseInt(level), tier | (profile === "1" ? 0 : 0x0c), 0)));
    }
  }
  throw new RangeError(`codec ${format.codec}`);
}

/**
 * @param {Format} format
 * @param {string} type
 * @param {Uint8Array} configuration
 */
function visual(format, type, configuration) {
  return box(type, zeros(6), u16(1), zeros(16), u16(format.width), u16(format.height), u32(0x480000), u32(0x480000), zeros(4),
    u16(1), zeros(32), u16(0x18), u16(0xffff), configuration);
}

/** @param {...number} values */
const u8 = (...values) => Uint8Array.from(values);
/** @param {number} value */
const u16 = value => u8(value >> 8 & 255, value & 255);
/** @param {number} value */
const u32 = value => u8(value >>> 24, value >>> 16 & 255, value >>> 8 & 255, value & 255);
/** @param {number} value */
const u64 = value => join(u32(Math.floor(value / 2 ** 32)), u32(value % 2 ** 32));
/** @param {number} count */
const zeros = count => new Uint8Array(count);
/** @param {string} ascii */
const text = ascii => new TextEncoder().encode(ascii);

/** @param {string} type @param {...Uint8Array} inside */
function box(type, ...inside) {
  const body = join(...inside);
  return join(u32(body.length + 8), text(type), body);
}

/** @param {string} type @param {number} version @param {number} flags @param {...Uint8Array} inside */
function full(type, version, flags, ...inside) {
  return box(type, u32((version << 24 | flags) >>> 0), ...inside);
}

const MATRIX = join(u32(0x10000), zeros(12), u32(0x10000), zeros(12), u32(0x40000000));

/** @param {...Uint8Array} parts */
export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
