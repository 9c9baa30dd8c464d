// @ts-check
import { Bitrate } from "./bitrate.js";
import { KEYFRAME } from "./frame.js";
import { PictureEncoder } from "./picture-encoder.js";
import { SoundEncoder } from "./sound-encoder.js";
import { Spool } from "./spool.js";
import { Uplink } from "./uplink.js";

// Encodes and sends away from the page, which may be busy with slides. One worker has one socket; the page says what to
// publish, the worker says how it goes. Messages are documented in src/docs/media.md.

/** Live media that waits longer than this stops new pictures from being encoded; seconds. */
const CROWDED = 0.8;

/** @type {Uplink} */
let uplink;
/** @type {Map<string, PictureEncoder>} */
const pictures = new Map();
/** @type {Map<string, SoundEncoder>} */
const sounds = new Map();
/** @type {Map<string, MessagePort>} from a worklet that collects sound */
const ports = new Map();
/** @type {Map<string, ReadableStreamDefaultReader>} of a camera's or microphone's own stream */
const readers = new Map();
const bitrate = new Bitrate();
/** @type {string[]} */
let families = [];

/** @param {any} message */
const tell = message => postMessage(message);

/** @type {Record<string, (message: any) => unknown>} */
const commands = {
  connect({url, lecture, spool}) {
    uplink = new Uplink(url, new Spool(`${lecture}-${spool}`), {
      codecs(all) {
        families = all;
        for (const picture of pictures.values()) picture.use(all);
      },
      needsKeyframes(kind) {
        for (const [name, picture] of pictures) if (!kind || kind === name) picture.needsKeyframe();
      },
      line: state => tell({type: "line", state}),
      refused: (kind, message) => tell({type: "refused", kind, message}),
      unkept: message => tell({type: "unkept", message})
    });
    setInterval(spendWhatTheLineCarries, 250);
    return uplink.start();
  },

  room({hasLine}) {
    uplink.room(hasLine);
  },

  /** A picture as a stream of frames where the browser can hand one over; else each comes as a `frame`. */
  async picture({kind, frames}) {
    commands.stop({kind});
    const encoder = new PictureEncoder(kind, {
      frame: (format, frame) => send(kind, format, frame),
      crowded: () => uplink.waiting > CROWDED,
      failed: why => tell({type: "failed", kind, why})
    });
    encoder.use(families);
    encoder.spend(bitrate.part);
    pictures.set(kind, encoder);
    if (frames) await pour(kind, encoder, frames.getReader());
  },

  frame({kind, frame}) {
    const encoder = pictures.get(kind);
    if (encoder) encoder.take(frame);
    else frame.close();
  },

  /** Sound as a stream of pieces where the browser can hand one over; else a worklet sends them. */
  async sound({kind, channels, pieces, port}) {
    commands.stop({kind});
    const encoder = new SoundEncoder(kind, channels, {
      frame: (format, frame) => send(kind, format, frame),
      otherRate() {
        commands.stop({kind});
        tell({type: "otherRate", kind});
      },
      failed: why => tell({type: "failed", kind, why})
    });
    sounds.set(kind, encoder);
    if (pieces) return pour(kind, encoder, pieces.getReader());
    ports.set(kind, port);
    port.onmessage = (/** @type {MessageEvent} */ {data}) => encoder.collected(data.samples, data.position);
  },

  /** Another camera or microphone took its place: the track goes on. */
  stop({kind}) {
    readers.get(kind)?.cancel();
    readers.delete(kind);
    pictures.get(kind)?.stop();
    pictures.delete(kind);
    ports.get(kind)?.close();
    ports.delete(kind);
    sounds.get(kind)?.stop();
    sounds.delete(kind);
  },

  end({kind}) {
    commands.stop({kind});
    uplink.end(kind);
  },

  async finish() {
    for (const kind of [...pictures.keys(), ...sounds.keys()]) commands.stop({kind});
    await uplink.finish();
    tell({type: "finished"});
    close();
  }
};

onmessage = ({data}) => commands[data.type](data);

/**
 * @param {string} kind
 * @param {PictureEncoder|SoundEncoder} encoder
 * @param {ReadableStreamDefaultReader} reader
 */
async function pour(kind, encoder, reader) {
  readers.set(kind, reader);
  for (;;) {
    const {value, done} = await reader.read();
    if (done) return;
    if (pictures.get(kind) === encoder || sounds.get(kind) === encoder) encoder.take(value);
    else value.close();
  }
}

/**
 * @param {string} kind
 * @param {import("./boxes.js").Format} format
 * @param {import("./run.js").Encoded} frame
 */
function send(kind, format, frame) {
  if (frame.flags & KEYFRAME && (uplink.needsRun(kind) || isEncodedAnew(kind, format))) begin(kind, format);
  uplink.send(kind, frame);
}

/** @type {Map<string, import("./boxes.js").Format>} how the current run of each kind is encoded */
const begun = new Map();

/** @param {string} kind @param {import("./boxes.js").Format} format */
function begin(kind, format) {
  begun.set(kind, format);
  uplink.begin(kind, format);
}

/** @param {string} kind @param {import("./boxes.js").Format} format */
function isEncodedAnew(kind, format) {
  const before = begun.get(kind);
  if (!uplink.has(kind) || before === format) return false;
  const same = JSON.stringify([before, ...before?.description ?? []]) === JSON.stringify([format, ...format.description]);
  if (same) begun.set(kind, format);
  return !same;
}

function spendWhatTheLineCarries() {
  if (bitrate.observe(uplink.waiting, performance.now() / 1000)) {
    for (const picture of pictures.values()) picture.spend(bitrate.part);
    tell({type: "bitrate", part: bitrate.part});
  }
}
