// @ts-check
import { Backoff, LOST } from "/js/lib/backoff.js";
import { Line } from "/js/lecture/line.js";
import { Live } from "/js/lecture/live.js";
import { Outbox } from "/js/lecture/outbox.js";
import { Heartbeat } from "/js/lecture/heartbeat.js";
import { equal, ok, test } from "./harness.js";

/** A socket whose other end is the test. */
class Socket {
  /** @type {any[]} */
  sent = [];
  readyState = WebSocket.CONNECTING;
  onopen = () => {};
  onmessage = (/** @type {any} */ _) => {};
  onclose = (/** @type {any} */ _) => {};

  open() {
    this.readyState = WebSocket.OPEN;
    this.onopen();
  }

  /** @param {...any} items */
  says(...items) {
    this.onmessage?.({data: JSON.stringify(items)});
  }

  /** @param {number} code */
  ends(code) {
    this.readyState = WebSocket.CLOSED;
    this.onclose?.({code});
  }

  /** @param {string} message */
  send(message) {
    this.sent.push(JSON.parse(message));
  }

  close() {
    this.readyState = WebSocket.CLOSED;
  }
}

class Memory {
  #values = new Map();

  /** @param {string} key */
  get(key) {
    return this.#values.get(key) ?? null;
  }

  /** @param {string} key @param {any} value */
  set(key, value) {
    this.#values.set(key, JSON.parse(JSON.stringify(value)));
  }
}

function room({kept = new Memory(), probe = async () => null} = {}) {
  /** @type {Socket[]} */
  const sockets = [];
  /** @type {any} */
  const heard = {entries: [], acks: [], refused: [], lines: [], snapshots: 0};
  const outbox = new Outbox(kept, "outbox");
  const live = new Live(/** @type {any} */ ({
    snapshot: () => heard.snapshots++, resumed() {}, heard() {}, bytes() {},
    entry: (/** @type {any} */ entry) => heard.entries.push(entry.seq),
    acknowledged: (/** @type {string} */ id, /** @type {number} */ seq) => {
      outbox.acknowledged(id);
      heard.acks.push(seq);
    },
    unsaved: (/** @type {string} */ id) => outbox.unsaved(id),
    refused: (/** @type {string} */ id, /** @type {string} */ why) => {
      outbox.refused(id, why);
      heard.refused.push(why);
    },
    lineIs: (/** @type {string} */ state) => heard.lines.push(state)
  }), outbox, {
    open: () => {
      const socket = new Socket();
      sockets.push(socket);
      return /** @type {any} */ (socket);
    }, probe, random: () => 0
  });
  live.start();
  return {live, sockets, heard, outbox, kept};
}

const snapshot = {type: "snapshot", seq: 5, at: 0, state: {}, you: {}, people: {here: 1, list: []}};
const resumed = {type: "resumed", seq: 5, at: 0, you: {}, people: {here: 1, list: []}};
const entry = (/** @type {number} */ seq) => ({type: "chat.posted", seq, at: 0, data: {text: ""}});

/** @param {(pass: (ms: number) => void) => void} run with a clock that is turned by hand */
function byHand(run) {
  const {setTimeout, clearTimeout} = globalThis;
  /** @type {Map<number, {due: number, ring: () => void}>} */
  const timers = new Map();
  let now = 0, last = 0;
  globalThis.setTimeout = /** @type {any} */ ((/** @type {() => void} */ ring, ms = 0) => (timers.set(++last, {due: now + ms, ring}), last));
  globalThis.clearTimeout = /** @type {any} */ ((/** @type {number} */ timer) => timers.delete(timer));
  try {
    run(ms => {
      now += ms;
      for (const [timer, {due, ring}] of timers) if (due <= now && timers.delete(timer)) ring();
    });
  } finally {
    Object.assign(globalThis, {setTimeout, clearTimeout});
  }
}

/** @param {() => boolean} condition */
async function until(condition, about = "it never happened") {
  const end = performance.now() + 5_000;
  while (!condition()) {
    ok(performance.now() < end, about);
    await new Promise(next => setTimeout(next, 20));
  }
}

test("says hello first, with nothing seen yet", () => {
  const {live, sockets} = room();
  sockets[0].open();
  equal(sockets[0].sent, [{type: "hello", lastSeq: 0, can: {}}]);
  live.stop();
});

test("a command waits for the line and is sent once it stands", () => {
  const {live, sockets} = room();
  live.command("chat.post", {text: "Hello"});
  sockets[0].open();
  equal(sockets[0].sent.length, 1);
  sockets[0].says(snapshot);
  equal(sockets[0].sent.slice(1).map(({type, text}) => ({type, text})), [{type: "chat.post", text: "Hello"}]);
  live.stop();
});

test("after a lost line it comes back where it was and sends again what was not answered, with the same id", async () => {
  const {live, sockets, heard} = room();
  sockets[0].open();
  sockets[0].says(snapshot, entry(6));
  const first = live.command("chat.post", {text: "One"}), second = live.command("chat.post", {text: "Two"});
  sockets[0].says({type: "ack", id: first.id, seq: 7}, entry(7));
  sockets[0].ends(1006);
  await until(() => sockets.length === 2);
  sockets[1].open();
  equal(sockets[1].sent[0], {type: "hello", lastSeq: 7, can: {}});
  sockets[1].says(resumed, entry(7), entry(8));
  equal(sockets[1].sent.slice(1).map(({id}) => id), [second.id]);
  equal(heard.entries, [6, 7, 8], "an entry was told twice");
  equal(heard.acks, [7]);
  live.stop();
});

test("silence opens a second socket, and the one that answers first is the line", async () => {
  const {live, sockets, heard} = room();
  sockets[0].open();
  sockets[0].says(snapshot);
  const asked = performance.now();
  await until(() => sockets.length === 2, "no second socket");
  ok(performance.now() - asked < 2_900, "it took longer than 2.9 s");
  await until(() => heard.lines.at(-1) === "reconnecting", "it did not show");
  ok(performance.now() - asked < 3_000, "it showed later than 3 s");
  sockets[1].open();
  sockets[1].says(resumed);
  await until(() => heard.lines.at(-1) !== "reconnecting");
  equal(sockets[0].readyState, WebSocket.CLOSED, "the old socket");
  sockets[0].says(entry(99));
  equal(heard.entries, [], "the old socket was still heard");
  live.stop();
});

test("a line that speaks again before the second one stands is kept", async () => {
  const {live, sockets} = room();
  sockets[0].open();
  sockets[0].says(snapshot);
  await until(() => sockets.length === 2);
  sockets[0].says({type: "beat", at: 1});
  equal([sockets[0].readyState, sockets[1].readyState], [WebSocket.OPEN, WebSocket.CLOSED]);
  live.stop();
});

test("a full door has five seconds to open, and five more to answer", () => byHand(pass => {
  const socket = new Socket();
  /** @type {any[]} */
  const over = [];
  const line = new Line(/** @type {any} */ (socket), {type: "hello"}, {heard() {}, bytes() {}, closed: (_, how) => over.push(how)});
  pass(4_900);
  socket.open();
  pass(4_900);
  equal([over, socket.readyState], [[], WebSocket.OPEN], "it lost patience while it waited");
  socket.says(snapshot);
  pass(60_000);
  equal([over, line.ready], [[], true], "it gave up a line that stands");
  line.drop();
}));

for (const [what, opens] of /** @type {const} */ ([["open", false], ["answer", true]])) {
  test(`a door that does not ${what} within five seconds is given up, to be tried again`, () => byHand(pass => {
    const socket = new Socket();
    /** @type {any[]} */
    const over = [];
    new Line(/** @type {any} */ (socket), {type: "hello"}, {heard() {}, bytes() {}, closed: (_, how) => over.push(how)});
    if (opens) socket.open();
    pass(5_000);
    equal(over.map(({again, opened}) => [again, opened]), [["lost", opens]]);
    equal(socket.readyState, WebSocket.CLOSED);
  }));
}

test("a beat is answered with a beat", () => {
  const {live, sockets} = room();
  sockets[0].open();
  sockets[0].says(snapshot);
  sockets[0].says({type: "beat", at: 1});
  equal(sockets[0].sent.at(-1), {type: "beat"});
  live.stop();
});

for (const [code, state] of /** @type {const} */ ([[4400, "broken"], [4401, "signed-out"], [4403, "removed"], [4404, "gone"]])) {
  test(`close code ${code} means ${state}, and it stays away`, async () => {
    const {live, sockets, heard} = room();
    sockets[0].open();
    sockets[0].says(snapshot);
    sockets[0].ends(code);
    equal(heard.lines.at(-1), state);
    live.retryNow();
    equal(sockets.length, 1, "it came back");
  });
}

test("a drained server is come back to at once", async () => {
  const {live, sockets} = room();
  sockets[0].open();
  sockets[0].says(snapshot);
  sockets[0].ends(4000);
  const closed = performance.now();
  await until(() => sockets.length === 2);
  ok(performance.now() - closed < 400, "it took longer than 0.4 s");
  live.stop();
});

test("who is asked to go elsewhere hears and speaks here until the line there stands", async () => {
  const {live, sockets, heard} = room();
  const [here] = sockets;
  here.open();
  here.says(snapshot, entry(6));
  here.says({type: "move"});
  const there = sockets[1];
  there.open();
  equal(there.sent, [{type: "hello", lastSeq: 6, can: {}}]);
  here.says({type: "beat", at: 1}, entry(7));
  equal(there.readyState, WebSocket.OPEN, "the line there, though the one here spoke again");
  const {id} = live.command("chat.post", {text: "Meanwhile"});
  equal(here.sent.at(-1).id, id);
  there.says(resumed, entry(7), entry(8));
  equal([here.readyState, heard.entries], [WebSocket.CLOSED, [6, 7, 8]]);
  equal(there.sent.at(-1).id, id, "what was not answered here is said there");
  there.says({type: "beat", at: 2});
  equal(heard.lines, ["live"], "what the page says of its line");
  live.stop();
});

test("a line that is closed before the one elsewhere stands does not hold that one up", async () => {
  const {live, sockets} = room();
  const [here] = sockets;
  here.open();
  here.says(snapshot);
  here.says({type: "move"});
  here.ends(4000);
  sockets[1].open();
  sockets[1].says(resumed);
  await new Promise(next => setTimeout(next, 300)); // longer than it takes to come back at once
  equal([sockets.length, sockets[1].readyState], [2, WebSocket.OPEN]);
  live.stop();
});

test("a handshake refused because the sign-in expired is told as that", async () => {
  const {sockets, heard} = room({probe: async () => "signed-out"});
  sockets[0].ends(1006);
  await until(() => heard.lines.at(-1) === "signed-out");
});

test("a command refused for now is sent again; one refused for good is told", async () => {
  const {live, sockets, heard, outbox} = room();
  sockets[0].open();
  sockets[0].says(snapshot);
  const {id} = live.command("chat.post", {text: "Quick"});
  sockets[0].says({type: "rejected", id, message: "Too fast.", retry: true});
  equal(outbox.of("chat.post")[0].unsaved, true);
  await until(() => sockets[0].sent.filter(message => message.id === id).length === 2);
  sockets[0].says({type: "rejected", id, message: "The chat is locked."});
  equal(heard.refused, ["The chat is locked."]);
  live.stop();
});

test("what was written and not answered outlives a reload with its id", () => {
  const kept = new Memory(), {live, outbox} = room({kept});
  const {id} = live.command("chat.post", {text: "Still here"});
  live.command("slide.turn", {page: 3});
  live.stop();
  const again = new Outbox(kept, "outbox");
  equal(again.unanswered().map(command => command.id), [id]);
  equal(outbox.of("chat.post").length, 1);
});

test("waits double up to ten seconds and are drawn from the whole range", () => {
  const most = new Backoff(() => 1), half = new Backoff(() => 0.5);
  equal(Array.from({length: 8}, () => most.next()), [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  equal(half.next(), 125);
  most.reset();
  equal(most.next(), 250);
});

test("for twenty seconds a lost line is looked for about every second", () => {
  const most = new Backoff(() => 1, LOST);
  let waited = 0;
  while (waited < 20_000) {
    const wait = most.next();
    ok(wait <= 1500, `${wait} ms`);
    waited += wait;
  }
});

test("the line is live, then not, then offline", () => {
  let now = 0;
  const heartbeat = new Heartbeat(() => now);
  equal(heartbeat.state(false), "connecting");
  heartbeat.opened();
  equal(heartbeat.state(true), "live");
  now = 2_700;
  equal(heartbeat.state(true), "reconnecting");
  now = 20_100;
  equal(heartbeat.state(false), "offline");
  heartbeat.opened();
  heartbeat.heard();
  equal(heartbeat.state(true), "live");
});

test("a late beat is a slow line for a while", () => {
  let now = 0;
  const heartbeat = new Heartbeat(() => now);
  heartbeat.opened();
  now = 2_000;
  heartbeat.heard();
  equal(heartbeat.state(true), "slow");
  for (now = 3_000; now < 8_500; now += 1_000) heartbeat.heard();
  equal(heartbeat.state(true), "live");
});
