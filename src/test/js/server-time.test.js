// @ts-check
import { readersClock } from "/js/lib/durations.js";
import { reloadOnce } from "/js/lib/reload.js";
import { ServerTime } from "/js/lib/server-time.js";
import { equal, ok, test } from "./harness.js";

/** A browser whose clocks are turned by hand; `asked` counts how often the server was. */
function browser({wall = 10_000_000, monotonic = 5_000, server = 4_000_000} = {}) {
  const world = {
    asked: 0, wall, monotonic, server,
    /** @param {number} ms @param {{asleep?: boolean}} how a machine that sleeps stops the monotonic clock alone */
    pass(ms, {asleep = false} = {}) {
      world.wall += ms;
      world.server += ms;
      if (!asleep) world.monotonic += ms;
    },
    /** @type {ServerTime} */
    time: /** @type {any} */ (null)
  };
  world.time = new ServerTime({
    monotonic: () => world.monotonic,
    wall: () => world.wall,
    ask: async () => {
      world.asked++;
      return world.server;
    }
  });
  world.time.learn(server, monotonic);
  return world;
}

test("a browser's clock that is wrong does not matter, and the server is asked once", () => {
  const ahead = browser({wall: 4_600_000});
  ahead.pass(90_000);
  equal(ahead.time.now(), 4_090_000);
  equal(ahead.asked, 0);
});

test("what a page was told counts from the moment it was told, not from when a script came to it", () => {
  const slow = browser({monotonic: 3_000});
  slow.time.learn(4_000_000, 1_000);
  equal(slow.time.now(), 4_002_000);
});

test("a machine that slept asks again, once, and is right again", async () => {
  const laptop = browser();
  laptop.pass(3_600_000, {asleep: true});
  equal(laptop.time.now(), 4_000_000, "before the answer");
  laptop.time.now();
  await Promise.resolve();
  await Promise.resolve();
  equal(laptop.time.now(), 7_600_000);
  equal(laptop.asked, 1);
});

test("a clock that somebody sets right changes nothing", async () => {
  const set = browser();
  set.wall -= 600_000;
  set.time.now();
  await Promise.resolve();
  await Promise.resolve();
  equal(set.time.now(), 4_000_000);
});

test("a server that cannot be asked is not asked without end, and what was known goes on", async () => {
  let asked = 0, wall = 0, monotonic = 0;
  const time = new ServerTime({monotonic: () => monotonic, wall: () => wall, ask: () => (asked++, Promise.reject(new Error("offline")))});
  time.learn(1_000_000, 0);
  wall = 50_000;
  for (let i = 0; i < 100; i++, monotonic += 50) time.now();
  await Promise.resolve();
  equal(asked, 1);
  equal(time.now(), 1_005_000);
  monotonic = 20_000;
  time.now();
  equal(asked, 2);
});

test("an answer that is no time, such as the page of the door, is not believed", async () => {
  let wall = 0;
  const time = new ServerTime({monotonic: () => 0, wall: () => wall, ask: async () => Number("<!doctype html>")});
  time.learn(1_000_000, 0);
  wall = 50_000;
  time.now();
  await Promise.resolve();
  await Promise.resolve();
  equal(time.now(), 1_000_000);
});

test("a page is loaded again once for each reason", () => {
  /** @type {Map<string, any>} */
  const values = new Map(), kept = {get: /** @param {string} key */ key => values.get(key), set: /** @param {string} key @param {any} value */ (key, value) => void values.set(key, value)};
  let loads = 0;
  const load = () => loads++;
  ok(reloadOnce("begins at ten", {kept, load}), "the first time");
  ok(!reloadOnce("begins at ten", {kept, load}), "not again");
  ok(reloadOnce("begins at noon", {kept, load}), "another reason");
  equal(loads, 2);
});

test("a tab that keeps nothing is not loaded again at all", () => {
  const kept = {get: () => null, set() {}};
  ok(!reloadOnce("begins", {kept, load() { throw new Error("loaded"); }}), "it would never end");
});

test("times are told on the reader's clock and in their manner", () => {
  const at = Date.UTC(2026, 10, 3, 14, 5), plain = /** @param {string} text */ text => text.replace(/\s/g, " ");
  const told = /** @param {string} lang @param {string} zone */ (lang, zone) => plain(readersClock(/** @type {any} */ ({lang, dataset: {zone}})).format(at));
  equal(told("en-GB", "Europe/Berlin"), "15:05");
  equal(told("en-US", "America/New_York"), "9:05 AM");
  equal(told("en-AU", "Australia/Sydney").toLowerCase(), "1:05 am");
  ok(told("en-GB", "Moon/Base"), "a zone that only the server knows");
});
