// @ts-check
import { Bitrate } from "/js/media/bitrate.js";
import { initSegment } from "/js/media/boxes.js";
import { Aligner, SampleClock } from "/js/media/clocks.js";
import { Early } from "/js/media/early.js";
import { Edge } from "/js/media/edge.js";
import { Feed } from "/js/media/feed.js";
import { Kind, gathered, read, write } from "/js/media/frame.js";
import { Keyframes } from "/js/media/keyframes.js";
import { Run } from "/js/media/run.js";
import { SoundGrid } from "/js/media/sound-grid.js";
import { PictureFragments } from "/js/media/fragments.js";
import { Uplink } from "/js/media/uplink.js";
import { equal, ok, test } from "./harness.js";

/** @param {Uint8Array} bytes */
const hex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
/** @param {string} text */
const unhex = text => Uint8Array.from(text.match(/../g) ?? [], byte => parseInt(byte, 16));

test("browser and server write and read the same frames", async () => {
  const lines = await (await fetch("/fixtures/media/frames.json")).json();
  for (const {kind, payload, wire, ...header} of lines) {
    const frame = {...header, kind: Kind[kind]};
    equal(hex(write(frame, unhex(payload))), wire);
    equal({...read(unhex(wire)), payload: null}, {...frame, payload: null});
    equal(hex(read(unhex(wire)).payload), payload);
  }
});

test("a message of the room holds several frames, each with its length before it", () => {
  const frames = [1, 2, 3].map(n => write({kind: Kind.MEDIA, track: n, flags: 0, epoch: 0, sequence: n, timestamp: n}, new Uint8Array(n)));
  const message = new Uint8Array(frames.reduce((sum, frame) => sum + 4 + frame.length, 0));
  let at = 0;
  for (const frame of frames) {
    new DataView(message.buffer).setUint32(at, frame.length);
    message.set(frame, at + 4);
    at += 4 + frame.length;
  }
  equal([...gathered(message.buffer)].map(frame => [frame.track, frame.payload.length]), [[1, 1], [2, 2], [3, 3]]);
});

test("frames that are here before their track has a name are kept from its last keyframe on", () => {
  const early = new Early();
  const frame = (/** @type {number} */ kind, /** @type {number} */ sequence, flags = 0, track = 3) =>
    read(write({kind, track, flags, epoch: 1, sequence, timestamp: sequence}, new Uint8Array()));
  const sequences = (/** @type {number} */ track) => early.take(track).map(({kind, sequence}) => `${kind} ${sequence}`);
  early.hold(frame(Kind.MEDIA, 1, 1)); // nobody could decode it
  early.hold(frame(Kind.INIT, 2));
  for (const [sequence, flags] of [[3, 1], [4, 0], [5, 0], [6, 1], [7, 0]]) early.hold(frame(Kind.MEDIA, sequence, flags));
  equal(sequences(3), ["0 2", "1 6", "1 7"]);
  equal(sequences(3), []);
  early.hold(frame(Kind.INIT, 8));
  early.hold(frame(Kind.MEDIA, 9, 1));
  early.hold(frame(Kind.END, 10));
  equal(sequences(3), []);
});

test("camera and microphone, which count from different zeros, end on one clock", () => {
  const camera = new Aligner(0), microphone = new Aligner(0);
  for (let i = 0; i < 100; i++) {
    const now = 5e15 + i * 33_000;
    const late = i % 7 * 3_000;
    const seen = camera.align(13_000 + i * 33_000, now + late), heard = microphone.align(264_000 + i * 33_000, now + late);
    if (i > 10) ok(Math.abs(Number(seen) - Number(heard)) < 40_000, `${seen} against ${heard}`);
  }
});

test("a device whose clock drifts is followed in small steps for an hour, though the machine is often late", () => {
  for (const drift of [-100e-6, 100e-6]) {
    const aligner = new Aligner(25);
    let worst = 0, step = 0, before = 0;
    for (let i = 0; i < 3600 * 50; i++) {
      const truth = i * 20_000, late = i * 7919 % 101 * 300;
      const time = Number(aligner.align(truth * (1 + drift), 5e15 + truth + late)) - 5e15;
      if (i <= 25) continue;
      worst = Math.max(worst, Math.abs(time - truth));
      step = Math.max(step, Math.abs(time - truth - before));
      before = time - truth;
    }
    ok(worst < 12_000, `wrong by ${worst}`);
    ok(step < 12_000, `a step of ${step}`);
  }
});

test("a machine that is late for five seconds moves nobody's clock", () => {
  const aligner = new Aligner(0);
  for (let i = 0; i < 3000; i++) {
    const time = aligner.align(i * 20_000, i * 20_000 + (i > 1000 && i < 1250 ? 30_000 : 0));
    equal(time, i * 20_000);
  }
});

test("a microphone that lost a second of its samples is right again after some seconds", () => {
  const aligner = new Aligner(0);
  for (let i = 0; i < 3000; i++) {
    const lost = i > 2000 ? 1_000_000 : 0, time = Number(aligner.align(i * 20_000 - lost, i * 20_000));
    if (i <= 2000 || i > 2000 + 5 * 50) equal(time, i * 20_000);
  }
});

test("a clock is not trusted before it has been read some times", () => {
  const aligner = new Aligner(2);
  equal([aligner.align(0, 10), aligner.align(1, 11), aligner.align(2, 12)], [null, null, 12]);
});

test("the time of a packet is that of the samples in it, though the encoder hides a hole", () => {
  const clock = new SampleClock(48_000);
  clock.went(1_000_000, 960);
  clock.went(1_020_000, 960);
  clock.went(1_500_000, 960); // the machine was busy for 460 ms
  equal([clock.came(960), clock.came(960), clock.came(960)], [1_000_000, 1_020_000, 1_500_000]);
});

test("trembling sound is laid end to end, a hole is filled with silence, and what comes too late is left out", () => {
  const grid = new SoundGrid(20_000);
  equal(grid.place(1_000_000, true), [1_000_000]);
  equal(grid.place(1_027_000, true), [1_020_000]);
  equal(grid.place(1_120_000, true).length, 5);
  equal(grid.place(1_000_000, true), []);
});

test("sound keeps to its picture for an hour, whichever way the microphone's clock drifts, and is put right in pauses", () => {
  for (const drift of [-100e-6, 100e-6]) {
    const grid = new SoundGrid(20_000);
    let worst = 0, inSpeech = 0, corrections = 0;
    for (let i = 0; i < 3600 * 50; i++) {
      const time = i * 20_000 * (1 + drift), voice = i % 500 > 50; // a pause of a second in each ten
      const slots = grid.place(time, voice);
      if (slots.length !== 1) corrections++;
      if (slots.length !== 1 && voice) inSpeech++;
      if (slots.length) worst = Math.max(worst, Math.abs(slots[slots.length - 1] - time));
    }
    ok(worst < 20_000, `out of step by ${worst}`);
    equal(inSpeech, 0);
    ok(corrections < 22, `${corrections} corrections of 20 ms for 360 ms`);
  }
});

test("sound that never pauses is put right after a minute, and sound out of step for a moment is left alone", () => {
  const grid = new SoundGrid(20_000);
  const extra = Array.from({length: 4000}, (_, i) => grid.place(i * 20_000 + (i % 200 === 0 ? 0 : 25_000), true).length - 1);
  equal(extra.filter(Boolean), []);
  const steady = new SoundGrid(20_000);
  steady.place(0, true);
  const filled = Array.from({length: 4000}, (_, i) => steady.place((i + 1) * 20_000 + 25_000, true).length - 1);
  equal([filled.filter(Boolean), filled.indexOf(1)], [[1], 3000]);
});

test("a laptop that slept leaves a hole and not an hour of silence", () => {
  const grid = new SoundGrid(20_000);
  grid.place(0, false);
  equal(grid.place(3_600_000_000, false), [3_600_000_000]);
});

const picture = {kind: "camera", codec: "vp09.00.31.08", width: 640, height: 360, channels: 0, frameDuration: 0, description: new Uint8Array()};
/** @param {number} sequence @param {boolean} key */
const frame = (sequence, key) => ({kind: 1, track: 1, flags: key ? 1 : 0, epoch: 0, sequence, timestamp: 0, payload: new Uint8Array(3)});

test("a picture that misses what it depends on waits for the next keyframe", () => {
  const line = new PictureFragments(picture);
  equal([frame(4, false), frame(5, true), frame(6, false), frame(8, false), frame(9, false), frame(12, true)]
    .map((each, i) => line.add(each, i * 33_000) !== null), [false, true, true, false, false, true]);
});

test("frames that come twice are shown once", () => {
  const line = new PictureFragments(picture);
  equal([frame(0, true), frame(1, false), frame(0, true), frame(1, false), frame(2, false)]
    .map((each, i) => line.add(each, i * 33_000) !== null), [true, true, false, false, true]);
});

test("each picture lasts until long after the next, or players drop everything up to a keyframe", () => {
  const bytes = /** @type {Uint8Array} */ (new PictureFragments(picture).add(frame(0, true), 0));
  const text = String.fromCharCode(...bytes), run = text.indexOf("trun");
  equal(new DataView(bytes.buffer).getUint32(run + 16), 10_000_000);
});

test("the player holds a little behind the edge, hurries gently, and jumps when it is far", () => {
  equal(new Edge(true).follow(10, 9.85, 0), {rate: 1});
  const edge = new Edge(true);
  ok(edge.follow(10, 9.6, 0).rate > 1, "hurries");
  ok(Math.abs(Number(edge.follow(10, 5, 0).seek) - (10 - edge.hold)) < 1e-9, "jumps");
  const plain = new Edge(false);
  equal(plain.follow(10, 9.6, 0).rate, 1, "a browser that stops to change its speed is left alone");
  ok(plain.follow(10, 9.4, 0).seek, "and jumps sooner");
});

/**
 * A player that begins 0.4 s behind, for some time: sound comes in rounds, and it looks where it is 20 times a second.
 * @param {Edge} edge
 * @param {{round: number, voice: (time: number) => boolean}} source `round`: s
 */
function played(edge, {round, voice}, seconds = 30) {
  const packet = 0.02;
  let present = 0, came = 0, leftOut = 0, rate = 1, least = Infinity;
  const rates = [], leftOutAt = [];
  for (let tick = 0; tick < seconds * 100; tick++) {
    const now = tick / 100;
    const sent = Math.floor(now / round + 1e-9) * round + 0.4;
    for (; came + packet <= sent + 1e-9; came += packet) {
      if (!voice(came) && edge.leavesOut(packet, now)) {
        leftOut += packet;
        leftOutAt.push(now);
      }
    }
    if (tick % 5 === 0) rates.push({rate} = edge.follow(came - leftOut, present, now));
    present += rate / 100;
    if (now > seconds - 5) least = Math.min(least, came - leftOut - present);
  }
  return {changes: rates.filter((move, i) => i && move.rate !== rates[i - 1].rate).length, least, leftOutAt};
}

test("rounds of media do not make the speed flutter, and once it is near a player stays there", () => {
  for (const round of [0.02, 0.06]) {
    const edge = new Edge(true);
    const {changes, least} = played(edge, {round, voice: () => true});
    ok(changes <= 4, `${changes} changes of speed`);
    ok(least > edge.hold - 0.02 && least < edge.hold + 0.06, `${least} in hand`);
  }
});

test("the last of the way is left out of pauses, a packet at a time", () => {
  const edge = new Edge(true);
  const {least, leftOutAt} = played(edge, {round: 0.02, voice: time => time % 2 > 0.5});
  ok(least > edge.hold - 0.02 && least < edge.hold + 0.025, `${least} in hand`);
  ok(leftOutAt.length > 1 && leftOutAt.every((at, i) => !i || at - leftOutAt[i - 1] > 0.29), leftOutAt.join());
});

test("each stall takes the player farther from the edge, to a quarter of a second at most", () => {
  const edge = new Edge(true);
  for (let i = 0; i < 9; i++) edge.stalled(0.05, i);
  equal(edge.hold, 0.25);
  edge.follow(10, 9.8, 100);
  ok(edge.hold < 0.25, "a quiet minute brings it nearer");
});

test("who stalls with as much in hand as was wanted does not come so near again", () => {
  const edge = new Edge(true);
  edge.stalled(0.3, 1);
  ok(edge.hold > 0.3, "a headset without a wire wants more");
  for (let minute = 1; minute < 9; minute++) edge.follow(60 * minute, 60 * minute - 0.35, 61 * minute);
  ok(edge.hold > 0.3, "and always will");
});

test("the bitrate falls at once and rises slowly", () => {
  const bitrate = new Bitrate();
  for (let t = 0; t < 3; t += 0.25) bitrate.observe(1, t);
  ok(bitrate.part < 0.4, `${bitrate.part}`);
  const low = bitrate.part;
  for (let t = 3; t < 7; t += 0.25) bitrate.observe(0, t);
  equal(bitrate.part, low, "not yet");
  for (let t = 7; t < 80; t += 0.25) bitrate.observe(0, t);
  equal(bitrate.part, 1);
});

/** @param {number} n */
const sound = {kind: "microphone", codec: "opus", width: 0, height: 0, channels: 1, frameDuration: 20_000, description: new Uint8Array()};
/** @param {number} n */
const encoded = n => ({data: Uint8Array.of(n), flags: 0, timestamp: n * 33_000});

test("a screen has a keyframe in ten seconds and a camera in two, and one at once for who cannot go on without", () => {
  /** @param {string} kind */
  const inHalfAMinute = kind => {
    const keyframes = new Keyframes(kind);
    return Array.from({length: 300}, (_, n) => keyframes.take(n * 100_000)).filter(Boolean).length;
  };
  equal([inHalfAMinute("screen"), inHalfAMinute("camera")], [3, 15]);
  const keyframes = new Keyframes("screen");
  equal([keyframes.take(0), keyframes.take(1)], [true, false]);
  keyframes.need();
  equal([keyframes.take(2), keyframes.take(3)], [true, false]);
});

test("a run keeps what is not acknowledged and goes on where the server says", () => {
  const run = new Run("camera", picture);
  run.id = {track: 1, epoch: 0, kept: true};
  for (let n = 0; n < 10; n++) run.add(encoded(n));
  for (let n = 0; n < 8; n++) run.take();
  run.acknowledge(4);
  ok(run.goOnWith(6), "still held");
  equal(read(run.take()).sequence, 6);
  ok(!run.goOnWith(2), "what was acknowledged is gone");
});

test("a run in the browser's storage is read back frame by frame", () => {
  const run = new Run("camera", picture);
  run.id = {track: 1, epoch: 0, kept: true};
  for (let n = 0; n < 3; n++) run.add(encoded(n));
  /** @type {Uint8Array[]} */
  const frames = [];
  run.spool(first => ({append: bytes => void frames.push(bytes), read: i => frames[i], get length() { return frames.length; }, first, forget() {}}));
  run.add(encoded(3));
  equal([run.take(), run.take(), run.take(), run.take()].map(bytes => read(bytes).payload[0]), [0, 1, 2, 3]);
});

test("a run that goes to the browser's storage twice has there what it has, though some was acknowledged between", () => {
  const run = new Run("camera", picture);
  run.id = {track: 1, epoch: 0, kept: true};
  /** @type {Uint8Array[]} */
  const frames = [];
  const spool = () => run.spool(first => ({append: bytes => void frames.push(bytes), read: i => frames[i], get length() { return frames.length; }, first, forget() {}}));
  run.add(encoded(0));
  spool();
  run.add(encoded(1));
  run.take();
  run.take();
  run.acknowledge(1);
  run.add(encoded(2));
  spool();
  equal(read(run.take()).sequence, 2);
});

test("a stream without an end begins with no duration and with fragments to come", () => {
  const bytes = initSegment(picture), text = new TextDecoder("latin1").decode(bytes), view = new DataView(bytes.buffer, bytes.byteOffset);
  equal(view.getUint32(text.indexOf("mvhd") + 4 + 16), 0);
  equal(view.getUint32(text.indexOf("mdhd") + 4 + 16), 0);
  ok(text.includes("mvex"));
});

test("nothing is fed before every buffer of a source is there, or the browser takes no more of them", () => {
  /** @type {string[]} */
  const told = [];
  const buffer = (/** @type {string} */ type) => ({updating: false, addEventListener() {}, appendBuffer: () => told.push(`bytes of ${type}`)});
  const source = /** @type {any} */ ({addSourceBuffer: (/** @type {string} */ type) => { told.push(`buffer of ${type}`); return buffer(type); }});
  const feeds = ["picture", "sound"].map(type => new Feed(type, () => told.push("failed")));
  for (const feed of feeds) feed.append(new Uint8Array(8));
  for (const feed of feeds) feed.attach(source);
  for (const feed of feeds) feed.begin();
  equal(told, ["buffer of picture", "buffer of sound", "bytes of picture", "bytes of sound"]);
});

test("without a line of the room none is tried for picture and sound, and one is tried at once when it is back", async () => {
  /** @type {any[]} */
  const sockets = [];
  const open = () => {
    const socket = {readyState: WebSocket.CONNECTING, bufferedAmount: 0, send() {}, close() { socket.readyState = WebSocket.CLOSED; }};
    sockets.push(socket);
    return /** @type {any} */ (socket);
  };
  const uplink = new Uplink("", /** @type {any} */ ({open: async () => []}), /** @type {any} */ ({line() {}, codecs() {}, needsKeyframes() {}}), open);
  await uplink.start();

  uplink.room(false);
  equal(sockets.map(socket => socket.readyState), [WebSocket.CLOSED], "the attempt that hangs");
  uplink.room(true);
  equal(sockets.map(socket => socket.readyState), [WebSocket.CLOSED, WebSocket.CONNECTING]);

  const [, socket] = sockets;
  socket.onmessage({data: JSON.stringify({type: "welcome", codecs: [], due: []})});
  uplink.room(false);
  uplink.room(true);
  equal(sockets.length, 2, "a line that is open is left alone");
  await uplink.finish();
});

test("a picture that is encoded otherwise while the line is away is asked for as a run of its own when it is back", async () => {
  /** @type {any[]} */
  const sockets = [];
  /** @type {any[]} */
  const said = [];
  const open = () => {
    const socket = {
      readyState: WebSocket.OPEN, bufferedAmount: 0, close() {},
      send: (/** @type {string|Uint8Array} */ sent) => said.push(typeof sent === "string" ? JSON.parse(sent) : read(sent))
    };
    sockets.push(socket);
    return /** @type {any} */ (socket);
  };
  const hear = (/** @type {any} */ message) => sockets.at(-1).onmessage({data: JSON.stringify(message)});
  const asked = () => said.splice(0).filter(({type}) => type === "open").map(({ref, height}) => ({ref, height}));
  const spool = {open: async () => [], file: () => { throw new Error("none in this test"); }};
  const uplink = new Uplink("", /** @type {any} */ (spool), /** @type {any} */ ({line() {}, codecs() {}, needsKeyframes() {}}), open);
  await uplink.start();
  hear({type: "welcome", codecs: [], due: []});
  ok(!uplink.has("camera"), "nothing is shown yet");
  uplink.begin("camera", picture);
  const [{ref}] = asked();
  hear({type: "opened", ref, track: 1, epoch: 0, kept: false});

  sockets[0].onclose({code: 1006});
  uplink.begin("camera", {...picture, height: 240});
  uplink.send("camera", encoded(0));
  equal(asked(), [], "nobody hears it");
  uplink.room(false);
  uplink.room(true);
  hear({type: "welcome", codecs: [], due: []});
  const [again, ...more] = asked();
  equal([again.height, more], [240, []]);
  hear({type: "opened", ref: again.ref, track: 1, epoch: 1, kept: true});
  equal(said.filter(({epoch, sequence}) => epoch === 1 && sequence === 0).length, 1);
  uplink.end("camera");
  hear({type: "ack", track: 1, epoch: 1, frame: 0});
  await uplink.finish();
});

test("a publisher who is asked to go elsewhere speaks there before the line here is left, which completes what was begun on it", async () => {
  /** @type {any[]} */
  const sockets = [];
  const open = () => {
    /** @type {any[]} */
    const said = [];
    const socket = {
      readyState: WebSocket.OPEN, bufferedAmount: 0, said, code: 0,
      send: (/** @type {string|Uint8Array} */ sent) => said.push(typeof sent === "string" ? JSON.parse(sent) : read(sent)),
      close(code = 1005) { socket.readyState = WebSocket.CLOSED; socket.code = code; /** @type {any} */ (socket).onclose?.({code}); }
    };
    sockets.push(socket);
    return /** @type {any} */ (socket);
  };
  const says = (/** @type {any} */ socket, /** @type {any} */ message) => socket.onmessage({data: JSON.stringify(message)});
  const frames = (/** @type {any} */ socket) => socket.said.filter((/** @type {any} */ {payload}) => payload).map((/** @type {any} */ {epoch, sequence}) => `${epoch}/${sequence}`);
  const last = (/** @type {any} */ socket, /** @type {string} */ type) => socket.said.findLast((/** @type {any} */ said) => said.type === type);
  /** @type {string[]} */
  const lines = [];
  const owner = {line: (/** @type {string} */ state) => lines.push(state), codecs() {}, needsKeyframes() {}};
  const uplink = new Uplink("", /** @type {any} */ ({open: async () => []}), /** @type {any} */ (owner), open);
  await uplink.start();
  const [here] = sockets;
  says(here, {type: "welcome", codecs: [], due: []});
  uplink.begin("microphone", sound);
  says(here, {type: "opened", ref: last(here, "open").ref, track: 1, epoch: 0, kept: true});
  uplink.send("microphone", encoded(0));

  says(here, {type: "move"});
  const there = sockets[1];
  there.onopen();
  equal(last(there, "hello").unfinished, [], "what is under way here is not offered there");
  uplink.send("microphone", encoded(1));
  says(there, {type: "welcome", codecs: [], due: []});
  uplink.send("microphone", encoded(2));
  equal(here.readyState, WebSocket.OPEN, "the line here");
  ok(uplink.needsRun("microphone"), "it goes on as it was");
  uplink.begin("microphone", sound);
  uplink.send("microphone", encoded(3));
  says(there, {type: "opened", ref: last(there, "open").ref, track: 1, epoch: 1, kept: true});
  uplink.send("microphone", encoded(4));
  equal([frames(here), frames(there)], [["0/0", "0/1", "0/2"], ["1/0", "1/1"]]);
  equal(last(here, "end"), {type: "end", track: 1, epoch: 0, whole: true});

  says(here, {type: "ack", track: 1, epoch: 0, frame: 2});
  equal([here.readyState, here.code], [WebSocket.CLOSED, 1000]);
  equal(there.said.filter((/** @type {any} */ {type}) => type === "hello").length, 1);
  equal(lines, ["open", "open"], "nobody is told of a line that was lost");
  uplink.end("microphone");
  says(there, {type: "ack", track: 1, epoch: 1, frame: 1});
  await uplink.finish();
});

test("what a line that was left did not come to the end of is offered to the one that took over", async () => {
  /** @type {any[]} */
  const sockets = [];
  const open = () => {
    /** @type {any[]} */
    const said = [];
    const socket = {readyState: WebSocket.OPEN, bufferedAmount: 0, said, send: (/** @type {any} */ sent) => typeof sent === "string" && said.push(JSON.parse(sent)), close() {}};
    sockets.push(socket);
    return /** @type {any} */ (socket);
  };
  const says = (/** @type {any} */ socket, /** @type {any} */ message) => socket.onmessage({data: JSON.stringify(message)});
  const uplink = new Uplink("", /** @type {any} */ ({open: async () => []}), /** @type {any} */ ({line() {}, codecs() {}, needsKeyframes() {}}), open);
  await uplink.start();
  const [here] = sockets;
  says(here, {type: "welcome", codecs: [], due: []});
  uplink.begin("microphone", sound);
  says(here, {type: "opened", ref: 1, track: 1, epoch: 0, kept: true});
  uplink.send("microphone", encoded(0));
  says(here, {type: "move"});
  const there = sockets[1];
  there.onopen();
  says(there, {type: "welcome", codecs: [], due: []});
  uplink.begin("microphone", sound);
  here.readyState = WebSocket.CLOSED;
  here.onclose({code: 1006});
  equal(there.said.filter(({type}) => type === "hello").map(({unfinished}) => unfinished), [[], [{track: 1, epoch: 0}]]);
  says(there, {type: "welcome", codecs: [], due: [{track: 1, epoch: 0, next: -1}]});
  uplink.end("microphone");
  says(there, {type: "opened", ref: there.said.findLast((/** @type {any} */ {type}) => type === "open").ref, track: 1, epoch: 1, kept: true});
  await uplink.finish();
});
