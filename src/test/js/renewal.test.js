// @ts-check
import { Renewal } from "/js/room/renewal.js";
import { equal, test } from "./harness.js";

const OLD = {wire: "lectern.v1", fold: "1"}, NEW = {wire: "lectern.v1", fold: "2"};
const free = {sending: new Set(), lookBack: null, outbox: {unanswered: () => []}};

/** @param {(page: {renewal: Renewal, reloads: string[], field: HTMLTextAreaElement, pass(ms: number): void}) => void} run */
function onAPage(run) {
  let now = 0;
  /** @type {string[]} */
  const reloads = [];
  const renewal = new Renewal(OLD, {reload: reason => reloads.push(reason), now: () => now});
  const field = document.body.appendChild(document.createElement("textarea"));
  run({renewal, reloads, field, pass: ms => { now += ms; }});
  field.remove();
}

/** @param {Renewal} renewal @param {object} stage */
const tick = (renewal, stage = free) => renewal.tick(/** @type {any} */ (stage));

test("a page goes on with a server that speaks and folds as it does, whatever else is newer", () => onAPage(({renewal, reloads}) => {
  renewal.answeredBy(OLD);
  tick(renewal);
  renewal.answeredBy(undefined);
  tick(renewal);
  equal(reloads, []);
}));

test("a page that finds itself with another version loads itself anew, for one reason", () => onAPage(({renewal, reloads}) => {
  renewal.answeredBy(NEW);
  tick(renewal);
  tick(renewal);
  equal([reloads.length, new Set(reloads).size], [2, 1], "reloadOnce takes a reason once");
}));

test("who has moved back to a server of their own version stays", () => onAPage(({renewal, reloads}) => {
  renewal.answeredBy(NEW);
  renewal.answeredBy(OLD);
  tick(renewal);
  equal(reloads, []);
}));

for (const [what, busy] of /** @type {[string, object][]} */ ([
  ["sends sound", {...free, sending: new Set(["microphone"])}],
  ["looks back", {...free, lookBack: {}}],
  ["waits for what they said to be saved", {...free, outbox: {unanswered: () => [{}]}}]
])) {
  test(`who ${what} is not disturbed by a new version`, () => onAPage(({renewal, reloads}) => {
    renewal.answeredBy(NEW);
    tick(renewal, busy);
    equal(reloads, []);
    tick(renewal);
    equal(reloads.length, 1);
  }));
}

test("a new version waits until a sentence is written, or nobody goes on with it", () => onAPage(({renewal, reloads, field, pass}) => {
  renewal.answeredBy(NEW);
  field.focus();
  field.value = "I think that";
  renewal.written();
  pass(5_000);
  tick(renewal);
  equal(reloads, [], "in the middle of a sentence");
  pass(20_000);
  tick(renewal);
  equal(reloads.length, 1);
}));
