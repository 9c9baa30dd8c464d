// @ts-check
import { fold, nothing, WINDOW } from "/js/lecture/log.js";
import { equal, ok, test } from "./harness.js";
import { Lectures } from "./lectures.js";

const fixtures = await (await fetch("/fixtures/fold")).json();
for (const name of fixtures) {
  const {entries, state} = await (await fetch(`/fixtures/fold/${name}`)).json();
  test(`folds ${name.replace(".json", "").replaceAll("-", " ")}`, () => equal(entries.reduce(fold, nothing()), state));
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
