// @ts-check
import { extent, WINDOW } from "/js/behaviours/chat/state.js";
import { fold, isKnown, nothing, side, withSide } from "/js/lecture/log.js";
import { equal, ok, test } from "./harness.js";
import { Lectures } from "./lectures.js";

const fixtures = await (await fetch("/fixtures/fold")).json();
for (const name of fixtures) {
  const {entries, state} = await (await fetch(`/fixtures/fold/${name}`)).json();
  test(`folds ${name.replace(".json", "").replaceAll("-", " ")}`, () => equal(entries.reduce(fold, nothing()), state));
  test(`knows what is said in ${name}`, () => {
    for (const {type} of entries) ok(isKnown(type), `no behaviour folds ${type}`);
  });
}

test("the fixtures are there", () => ok(fixtures.length > 30, `${fixtures.length} fixtures`));

test("an entry of an unknown type changes nothing", () => {
  const state = fold(nothing(), {type: "chat.posted", seq: 1, at: 1, by: {id: 7, name: "Lena", role: "student"}, data: {text: "Hi"}});
  ok(fold(state, {type: "sundial.turned", seq: 2, at: 2, data: {}}) === state, "it did");
});

test("what did not change keeps its identity", () => {
  const before = nothing(), after = fold(before, {type: "chat.locked", seq: 1, at: 1, data: {}});
  ok(after.hands === before.hands && after.lecture === before.lecture, "a slice was copied");
  equal(before, nothing(), "the state before was changed");
});

test("a side holds what its audience was told, and the rest of it is empty", () => {
  const lost = {type: "pace.lost", seq: 1, at: 1, to: "staff", data: {mark: "a"}}, state = fold(nothing(), lost);
  equal(side(state, "staff").pace.lost, [{mark: "a", at: 1}]);
  equal([side(state, "staff").hands, side(state, "group:table-3").pace.lost, state.pace.lost], [[], [], []]);
});

test("who comes into a group has its side, and who leaves it has not", () => {
  const told = {chat: {locked: false, messages: []}}, inside = withSide(nothing(), "group:table-3", told);
  equal(inside.sides, {"group:table-3": told});
  equal(withSide(inside, "group:table-3", null), nothing());
});

test("joining at any seq and following equals folding from zero", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const entries = new Lectures(seed).entries(150), whole = entries.reduce(fold, nothing());
    for (let joined = 0; joined <= entries.length; joined += 7) {
      // What a newcomer gets went over the wire once.
      const snapshot = JSON.parse(JSON.stringify(entries.slice(0, joined).reduce(fold, nothing())));
      equal(entries.slice(joined).reduce(fold, snapshot), whole, `seed ${seed}, joined at ${joined}`);
    }
  }
});

test("a long lecture keeps the last messages only", () => {
  const entries = new Lectures(3).messages(WINDOW + 50), {messages} = entries.reduce(fold, nothing()).chat;
  equal(messages.length, WINDOW);
  equal(messages[WINDOW - 1].seq, WINDOW + 50);
});

test("a class that pastes long texts keeps those that fit, and the last one always", () => {
  const long = new Lectures(3).messages(9).map(entry => ({...entry, data: {text: "x".repeat(4_000)}}));
  const {messages} = long.reduce(fold, nothing()).chat;
  equal(messages.map(({seq}) => seq), [4, 5, 6, 7, 8, 9]);
  const huge = fold(nothing(), {...long[0], data: {text: "x".repeat(30_000)}});
  equal(huge.chat.messages.length, 1);
});

test("whether messages are all there are is told by how full they are", () => {
  const said = (/** @type {number} */ n, length = 10) => new Lectures(3).messages(n).map(entry => ({...entry, data: {text: "x".repeat(length)}})).reduce(fold, nothing()).chat.messages;
  equal([extent([]), extent(said(50)), extent(said(WINDOW)), extent(said(6, 4_000))], ["all", "all", "newest", "newest"]);
  equal(extent(said(50).map((message, i) => ({...message, edited: i < 6}))), "unknown");
});
