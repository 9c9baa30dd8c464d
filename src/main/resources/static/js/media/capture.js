// @ts-check
import { DeviceProblem, camera, microphone, screen } from "./devices.js";
import { isSomethingLeft } from "./spool.js";

const RATE = 48_000;
/** @type {Record<string, number>} */
const CHANNELS = {microphone: 1, "screen-sound": 2};
/** Pieces of sound that wait for a busy worker before the oldest is lost: a second of them. */
const WAITING_PIECES = 100;
/** The two sockets of a person, each with a worker and a folder of the browser's storage of its own. */
const SOCKETS = ["camera", "screen"];

/**
 * What a person publishes: camera and microphone over one socket, a screen over another, so that a slide of 150 kB never
 * delays a word. Each can be switched on and off and changed on its own.
 *
 * Events: `change` when something went on or off (see `on`), `line` {detail: "open"|"lost"|"revoked"|"gone"}, `problem`
 * {detail: message for the person}, `bitrate` {detail: part of the full one}.
 */
export class Publisher extends EventTarget {
  /** @type {Map<string, MediaStreamTrack>} what is on, by kind: camera, microphone, screen, screen-sound */
  #on = new Map();
  /** @type {Map<string, Worker>} by socket: camera, screen */
  #workers = new Map();
  /** @type {Map<string, () => void>} lets go of what feeds an encoder, by kind */
  #feeds = new Map();
  /** @type {Promise<AudioContext>|null} */
  #audio = null;
  #url;
  #lecture;

  /**
   * @param {string} url of the publishing socket, ws: or wss:
   * @param {string} lecture id
   */
  constructor(url, lecture) {
    super();
    this.#url = url;
    this.#lecture = lecture;
  }

  /** @param {string} kind */
  isOn(kind) {
    return this.#on.has(kind);
  }

  /** The device's own track, to be shown to the person. @param {string} kind */
  track(kind) {
    return this.#on.get(kind) ?? null;
  }

  /** Switches the camera on, or changes it to the one chosen. @param {MediaStreamTrack} [given] already opened */
  async camera(given) {
    await this.#picture("camera", given ?? await camera());
  }

  /** Switches the microphone on, or changes it to the one chosen. @param {MediaStreamTrack} [given] already opened */
  async microphone(given) {
    await this.#sound("microphone", given ?? await microphone());
  }

  /** Lets the person choose a screen or window; its sound comes with it where the browser gives it. */
  async screen() {
    const stream = await screen();
    const [picture] = stream.getVideoTracks();
    const [sound] = stream.getAudioTracks();
    await this.#picture("screen", picture);
    if (sound) await this.#sound("screen-sound", sound);
  }

  /** Switches one off. The camera's lamp goes out. @param {string} kind */
  off(kind) {
    const track = this.#on.get(kind);
    if (!track) return;
    this.#letGo(kind);
    this.#on.delete(kind);
    this.#worker(kind).postMessage({type: "end", kind});
    if (kind === "screen") this.off("screen-sound");
    this.#changed();
  }

  /** Whether the room has its line: without it there is none for picture and sound either. @param {boolean} hasLine */
  room(hasLine) {
    for (const worker of this.#workers.values()) worker.postMessage({type: "room", hasLine});
  }

  /** Switches everything off and sends what is still to be sent. */
  async finish() {
    const workers = [...this.#workers.values()];
    for (const kind of [...this.#on.keys()]) this.#letGo(kind);
    this.#on.clear();
    this.#changed();
    this.#workers.clear();
    this.#audio?.then(context => context.close());
    this.#audio = null;
    await Promise.all(workers.map(worker => new Promise(resolve => {
      worker.addEventListener("message", ({data}) => data.type === "finished" && resolve(null));
      worker.postMessage({type: "finish"});
    })));
  }

  /** @param {string} kind @param {MediaStreamTrack} track */
  async #picture(kind, track) {
    this.#takeOver(kind, track);
    const worker = this.#worker(kind);
    const frames = stream(track, 1);
    if (frames) {
      worker.postMessage({type: "picture", kind, frames}, [frames]);
    } else {
      worker.postMessage({type: "picture", kind});
      this.#feeds.set(kind, await this.#drawn(kind, track, worker));
    }
    this.#changed();
  }

  // Browsers without a stream of frames draw the track in a video that nobody sees.
  /** @param {string} kind @param {MediaStreamTrack} track @param {Worker} worker */
  async #drawn(kind, track, worker) {
    const video = document.createElement("video");
    video.muted = video.playsInline = true;
    video.srcObject = new MediaStream([track]);
    await video.play();
    let running = true;
    const next = () => video.requestVideoFrameCallback(now => {
      if (!running) return;
      const frame = new VideoFrame(video, {timestamp: Math.round(now * 1000)});
      worker.postMessage({type: "frame", kind, frame}, [frame]);
      next();
    });
    next();
    return () => {
      running = false;
      video.srcObject = null;
    };
  }

  /** @param {string} kind @param {MediaStreamTrack} track */
  async #sound(kind, track) {
    this.#takeOver(kind, track);
    const pieces = stream(track, WAITING_PIECES);
    if (pieces) this.#worker(kind).postMessage({type: "sound", kind, channels: CHANNELS[kind], pieces}, [pieces]);
    else await this.#collected(kind, track);
    this.#changed();
  }

  // Browsers without a stream of pieces, and devices that do not count in 48 kHz. An AudioContext that once fell behind stays behind,
  // by up to a tenth of a second, and cannot tell: where there is a stream, its pieces say when they were heard.
  /** @param {string} kind @param {MediaStreamTrack} track */
  async #collected(kind, track) {
    const channels = CHANNELS[kind];
    const context = await (this.#audio ??= soundContext());
    await context.resume();
    if (this.#on.get(kind) !== track) return;
    const source = context.createMediaStreamSource(new MediaStream([track]));
    const collector = new AudioWorkletNode(context, "lectern-collector", {
      numberOfOutputs: 0, channelCount: channels, channelCountMode: "explicit", processorOptions: {channels}
    });
    source.connect(collector);
    const {port1, port2} = new MessageChannel();
    collector.port.postMessage(port1, [port1]);
    this.#worker(kind).postMessage({type: "sound", kind, channels, port: port2}, [port2]);
    this.#feeds.set(kind, () => {
      source.disconnect();
      collector.disconnect();
    });
  }

  /** @param {string} kind @param {MediaStreamTrack} track */
  #takeOver(kind, track) {
    this.#letGo(kind);
    this.#on.set(kind, track);
    track.addEventListener("ended", () => this.#on.get(kind) === track && this.#unplugged(kind));
  }

  // Fires when a device is unplugged and when "Stop sharing" is pressed, never when we stop a track ourselves.
  /** @param {string} kind */
  #unplugged(kind) {
    this.off(kind);
    if (kind === "camera" || kind === "microphone") this.#say("problem", new DeviceProblem("missing", kind).message);
  }

  /** @param {string} kind */
  #letGo(kind) {
    this.#feeds.get(kind)?.();
    this.#feeds.delete(kind);
    this.#on.get(kind)?.stop();
  }

  /** @param {string} kind */
  #worker(kind) {
    const socket = kind.startsWith("screen") ? "screen" : "camera";
    let worker = this.#workers.get(socket);
    if (!worker) {
      worker = connected(this.#url, this.#lecture, socket);
      worker.onmessage = ({data}) => this.#heard(data);
      this.#workers.set(socket, worker);
    }
    return worker;
  }

  /** @param {any} message */
  #heard(message) {
    switch (message.type) {
      case "line":
        if (message.state === "revoked" || message.state === "gone") this.#allOff();
        return this.#say("line", message.state);
      case "refused":
        this.off(message.kind);
        return this.#say("problem", message.message);
      case "unkept":
        return this.#say("problem", message.message);
      case "otherRate": {
        const track = this.#on.get(message.kind);
        return track && this.#collected(message.kind, track);
      }
      case "failed":
        this.off(message.kind);
        return this.#say("problem", new DeviceProblem(message.why).message);
      case "bitrate":
        return this.#say("bitrate", message.part);
    }
  }

  #allOff() {
    for (const kind of [...this.#on.keys()]) this.#letGo(kind);
    this.#on.clear();
    for (const worker of this.#workers.values()) worker.terminate();
    this.#workers.clear();
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }

  /** @param {string} type @param {unknown} detail */
  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, {detail}));
  }
}

/**
 * Sends what an earlier page of this lecture could not, whether or not anything is switched on again.
 * @param {string} url of the publishing socket
 * @param {string} lecture id
 */
export async function sendWhatWasLeft(url, lecture) {
  for (const socket of SOCKETS) {
    if (await isSomethingLeft(`${lecture}-${socket}`)) connected(url, lecture, socket).postMessage({type: "finish"});
  }
}

/** @param {string} url @param {string} lecture @param {string} socket */
function connected(url, lecture, socket) {
  const worker = new Worker(new URL("./publish.worker.js", import.meta.url), {type: "module"});
  worker.postMessage({type: "connect", url, lecture, spool: socket});
  return worker;
}

/**
 * What a track gives, one frame or piece after the other, each with its own time; null where the browser has no such thing.
 * @param {MediaStreamTrack} track @param {number} maxBufferSize the newest so many wait
 * @returns {ReadableStream|null}
 */
function stream(track, maxBufferSize) {
  const Processor = /** @type {any} */ (globalThis).MediaStreamTrackProcessor;
  return Processor ? new Processor({track, maxBufferSize}).readable : null;
}

async function soundContext() {
  const context = new AudioContext({sampleRate: RATE});
  await context.audioWorklet.addModule(new URL("./sound.worklet.js", import.meta.url));
  return context;
}
