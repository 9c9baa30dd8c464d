// @ts-check
import { fold, nothing } from "/js/lecture/log.js";
import { atLeast, cameLate, joined, lengthOf, levelIn, stretchAfter, stretchAt, WayBack, without, worthWatching } from "/js/lecture/stretches.js";
import { Recording } from "/js/lecture/recording.js";
import { Replay } from "/js/lecture/replay.js";
import { ReplayClock } from "/js/lecture/replay-clock.js";
import { Watching } from "/js/lecture/watch.js";
import { equal, ok, test } from "./harness.js";
import { Lectures } from "./lectures.js";

const minute = 60_000;

test("a replay's clock runs at its speed, stops at the end, and waits while it is held", () => {
  let now = 0;
  const clock = new ReplayClock(() => 10_000, () => now);
  now = 1_000;
  equal(clock.at(), 0, "it ran before play");
  clock.play();
  now = 2_000;
  equal(clock.at(), 1_000);
  clock.speed(2);
  now = 3_000;
  equal(clock.at(), 3_000);
  clock.hold(true);
  now = 5_000;
  equal(clock.at(), 3_000, "it went on without media");
  clock.hold(false);
  now = 6_000;
  equal(clock.at(), 5_000);
  now = 60_000;
  equal(clock.at(), 10_000);
});

test("a replay's clock follows what is heard, and not by hairs", () => {
  let now = 0;
  const clock = new ReplayClock(() => 60_000, () => now);
  clock.play();
  now = 1_000;
  clock.follow(1_010);
  equal(clock.at(), 1_000);
  clock.follow(1_300);
  equal(clock.at(), 1_300);
  clock.seek(-5);
  equal(clock.at(), 0);
  clock.speed(9);
  equal(clock.rate, 3);
});

test("who chooses where to be while it is asked where they left stays there, all others go on where they left", async () => {
  for (const [chosen, there] of [[null, 30_000], [50_000, 50_000], [0, 0]]) {
    /** @type {(progress: any) => void} */
    let answer = () => {};
    const asked = new Promise(resolve => answer = resolve), over = new AbortController(), end = 60_000;
    const source = Object.assign(new EventTarget(), {clock: new ReplayClock(() => end), end, log: {whole: nothing()}});
    const watching = Object.assign(new EventTarget(), {progress: () => asked, at() {}, tell() {}});
    const replay = new Replay(/** @type {any} */ (source), /** @type {any} */ (watching), "/lectures/1", null);
    replay.begin(over.signal);
    source.dispatchEvent(new Event("ready"));
    if (chosen !== null) replay.seek(chosen);
    answer({position: 30_000});
    await asked;
    await Promise.resolve();
    over.abort();
    equal(replay.at, there);
  }
});

test("a recording read at any moment is the fold of what was said by then", () => {
  for (const seed of [1, 2, 3]) {
    const entries = new Lectures(seed).entries(900).filter(({type}) => !["chat.removed", "question.withdrawn", "question.dismissed"].includes(type));
    const recording = new Recording();
    recording.add(entries.slice(400));
    recording.add(entries.slice(0, 500));
    for (const at of [-9_000, 0, 123_456, 890_000, 400_000, 12_000, 1e9]) {
      equal(recording.stateAt(at), entries.filter(entry => entry.at <= at).reduce(fold, nothing()), `seed ${seed} at ${at}`);
    }
    equal(recording.between(10_000, 20_000).map(({at}) => at), entries.map(({at}) => at).filter(at => at > 10_000 && at <= 20_000));
  }
});

test("what was said later stands at its moment, and what was removed is never read again", () => {
  const by = /** @type {const} */ ({id: 2, name: "Lena Fischer", role: "student"});
  const recording = new Recording();
  recording.add([
    {type: "chat.posted", seq: 1, at: 1_000, by, data: {text: "first"}},
    {type: "chat.posted", seq: 2, at: 5_000, by, data: {text: "last"}},
    {type: "chat.posted", seq: 3, at: 2_000, saidAt: 1, by, data: {text: "lter"}},
    {type: "chat.edited", seq: 4, at: 9_000, saidAt: 2, by, data: {of: 3, text: "later"}},
    {type: "chat.removed", seq: 5, at: 8_000, by, data: {of: 1}}
  ]);
  equal(recording.stateAt(2_500).chat.messages.map(({text}) => text), ["", "later"]);
  equal(recording.whole.chat.messages.map(({seq}) => seq), [1, 3, 2]);
});

test("parts that are missed", () => {
  const parts = [{from: 0, to: 12 * minute}, {from: 40 * minute, to: 41 * minute}];
  equal(lengthOf(parts), 13 * minute);
  equal(stretchAt(parts, 12 * minute), undefined);
  equal(stretchAt(parts, 0), parts[0]);
  equal(stretchAfter(parts, 12 * minute), parts[1]);
  equal(atLeast(parts, 2 * minute), [parts[0]]);
  equal(without(parts, {from: 5 * minute, to: 40.5 * minute}), [{from: 0, to: 5 * minute}, {from: 40.5 * minute, to: 41 * minute}]);
});

test("a gap of a minute is worth an offer, and so is the rest of one that somebody has begun to watch", () => {
  const still = [{from: 0, to: 59_000}, {from: 100_000, to: 160_000}, {from: 200_000, to: 202_000}];
  equal(worthWatching(still, [], 60_000, 3_000), [{from: 100_000, to: 160_000}]);
  equal(worthWatching(still, [{from: 0, to: 80_000}], 60_000, 3_000), [{from: 0, to: 59_000}, {from: 100_000, to: 160_000}]);
  equal(worthWatching(still, [{from: 190_000, to: 260_000}], 60_000, 3_000), [{from: 100_000, to: 160_000}]);
});

test("twelve minutes at one and a half take twenty-four, at two twelve", () => {
  equal(levelIn(12 * minute, 1.5), 24 * minute);
  equal(levelIn(12 * minute, 2), 12 * minute);
});

test("the way back leads through what was missed, then through all since one set out", () => {
  const dropped = new WayBack([{from: 5 * minute, to: 8 * minute}], 20 * minute);
  equal(dropped.start, 5 * minute);
  equal(dropped.behind(5 * minute, 20 * minute), 3 * minute);
  equal(dropped.next(6 * minute), 6 * minute);
  equal(dropped.next(8 * minute), 20 * minute);
  equal(dropped.behind(20 * minute, 22 * minute), 2 * minute);
  const late = new WayBack([{from: 0, to: 12 * minute}], 12 * minute);
  equal(late.next(12.5 * minute), 12.5 * minute);
  equal(late.behind(6 * minute, 15 * minute), 9 * minute);
});

test("what could not be told is kept and told again under the same number", async () => {
  const kept = new Map(), real = globalThis.fetch;
  /** @type {any[]} */
  const told = [];
  let online = true;
  globalThis.fetch = /** @type {any} */ (async (/** @type {string} */ _, /** @type {any} */ {body}) => {
    if (!online) throw new TypeError("offline");
    told.push(JSON.parse(body));
    return {ok: true, json: async () => ({still: [], bar: []})};
  });
  try {
    const watching = new Watching("/lectures/1/watch", {get: key => kept.get(key), set: (key, value) => kept.set(key, value)}, "w");
    watching.at(0, 1, true, 0);
    await watching.tell();
    online = false;
    watching.at(1_000, 1, true, 10);
    await watching.tell();
    ok(kept.get("w").length === 1, "nothing was kept");
    const [[play, [report]]] = kept.get("w");
    equal([report.from, report.to], [0, 1_000]);
    online = true;
    const next = new Watching("/lectures/1/watch", {get: key => kept.get(key), set: (key, value) => kept.set(key, value)}, "w");
    await next.tell();
    equal([told.at(-1).play, told.at(-1).reports], [play, [report]]);
    equal(kept.get("w"), []);
  } finally {
    globalThis.fetch = real;
  }
});

test("what touches is one part", () => {
  equal(joined([{from: 5, to: 9}, {from: 0, to: 5}, {from: 20, to: 30}, {from: 25, to: 28}]), [{from: 0, to: 9}, {from: 20, to: 30}]);
  equal(joined([]), []);
});

test("who was not there before they came is late by that, unless nobody taught for a while before", () => {
  const first = [{from: 0, to: 1_800_000}];
  equal([cameLate(first, 1_802_000), cameLate(first, 108_000_000)], [true, false]);
  equal(cameLate([...first, {from: 1_900_000, to: 2_000_000}], 2_000_000), false);
  equal(cameLate([{from: 600_000, to: 1_800_000}], 1_800_000), false);
});

test("a pause ends a stretch where it comes, not where one looked last", async () => {
  const kept = new Map(), real = globalThis.fetch;
  globalThis.fetch = /** @type {any} */ (async () => { throw new TypeError("offline"); });
  try {
    const watching = new Watching("/lectures/1/watch", {get: key => kept.get(key), set: (key, value) => kept.set(key, value)}, "w");
    watching.at(0, 1, true, 0);
    watching.at(250, 1, true, 250);
    watching.at(370, 1, false, 370);
    watching.at(370, 1, true, 900);
    watching.at(480, 1, false, 1_010);
    await watching.tell();
    equal(kept.get("w").flatMap((/** @type {any} */ [, reports]) => reports.map((/** @type {any} */ {from, to}) => [from, to])), [[0, 370], [370, 480]]);
  } finally {
    globalThis.fetch = real;
  }
});

test("a jump is not watched", async () => {
  const kept = new Map(), real = globalThis.fetch;
  globalThis.fetch = /** @type {any} */ (async () => { throw new TypeError("offline"); });
  try {
    const watching = new Watching("/lectures/1/watch", {get: key => kept.get(key), set: (key, value) => kept.set(key, value)}, "w");
    for (const at of [0, 500, 1_000, 90_000, 90_500]) watching.at(at, 1, true, 0);
    watching.at(90_500, 1, false, 0);
    await watching.tell();
    equal(kept.get("w").flatMap((/** @type {any} */ [, reports]) => reports.map((/** @type {any} */ {from, to}) => [from, to])), [[0, 1_000], [90_000, 90_500]]);
  } finally {
    globalThis.fetch = real;
  }
});
