// @ts-check

/** What a message of the media wire carries; `org.lectern.media.Frame` is the same in Java. */
export const Kind = Object.freeze({INIT: 0, MEDIA: 1, GAP: 2, END: 3});

export const KEYFRAME = 1;
/** Someone speaks in this packet of sound. */
export const VOICE = 8;

const HEADER = 16;
const VERSION = 1;

/**
 * @typedef {{kind: number, track: number, flags: number, epoch: number, sequence: number, timestamp: number}} Header
 *   timestamp in microseconds on the publisher's Unix clock: below 2^53 until the year 2255
 * @typedef {Header & {payload: Uint8Array}} Frame
 */

/**
 * @param {Header} header
 * @param {Uint8Array} payload
 */
export function write({kind, track, flags, epoch, sequence, timestamp}, payload) {
  const bytes = new Uint8Array(HEADER + payload.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = VERSION << 4 | kind;
  bytes[1] = track;
  bytes[2] = flags;
  bytes[3] = epoch;
  view.setUint32(4, sequence);
  view.setBigInt64(8, BigInt(Math.round(timestamp)));
  bytes.set(payload, HEADER);
  return bytes;
}

/**
 * Reads one message without copying it.
 * @param {Uint8Array} bytes
 * @returns {Frame}
 */
export function read(bytes) {
  if (bytes.length < HEADER || bytes[0] >> 4 !== VERSION) throw new RangeError("not a frame of this version");
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER);
  return {
    kind: bytes[0] & 15, track: bytes[1], flags: bytes[2], epoch: bytes[3],
    sequence: view.getUint32(4), timestamp: Number(view.getBigInt64(8)), payload: bytes.subarray(HEADER)
  };
}

/**
 * The frames of one binary message of the room: each has its length before it, four bytes, big endian.
 * @param {ArrayBuffer} message
 */
export function* gathered(message) {
  const view = new DataView(message);
  for (let at = 0; at < message.byteLength;) {
    const length = view.getUint32(at);
    yield read(new Uint8Array(message, at + 4, length));
    at += 4 + length;
  }
}
