// @ts-check
import { fold, nothing } from "/js/lecture/log.js";
import { Outbox } from "/js/lecture/outbox.js";
import { Stage } from "/js/lecture/stage.js";
import { equal, ok, test } from "./harness.js";

const amara = /** @type {const} */ ({id: 1, name: "Amara Osei", role: "instructor"});

/** @param {(slice: string, first: {seq: number}, limit: number) => Promise<any[]>} earlier */
function staged(earlier = async () => []) {
  const nothingKept = {get: () => null, set: () => {}};
  const source = {start() {}, stop() {}, retryNow() {}, command() {}, signal() {}, earlier};
  return new Stage(amara, new Outbox(nothingKept, ""), () => source);
}

/** @param {number} from @param {number} to @returns {any} a lecture that has turned its pages so often */
function turned(from, to) {
  return {...nothing(), slides: {deck: null, page: 1, cuts: cuts(from, to)}};
}

/** @param {number} from @param {number} to */
function cuts(from, to) {
  return Array.from({length: Math.max(0, to - from)}, (_, i) => ({seq: from + i, at: from + i, deck: 40, page: 1}));
}

/** @param {Stage} stage @param {any} state @param {number} seq */
function tells(stage, state, seq) {
  stage.snapshot({seq, at: seq, state, you: amara, people: {here: 1, list: []}});
}

/** @param {() => boolean} condition */
async function until(condition) {
  for (let i = 0; i < 100 && !condition(); i++) await new Promise(next => setTimeout(next));
  ok(condition(), "it never happened");
}

test("a long lecture's line is whole, though a snapshot brings its end alone", async () => {
  /** @type {any[]} */
  const asked = [];
  const stage = staged(async (slice, {seq}, limit) => {
    asked.push([slice, seq, limit]);
    return cuts(Math.max(1, seq - limit), seq);
  });
  tells(stage, turned(451, 651), 700);
  stage.entry({type: "slide.shown", seq: 701, at: 701, by: amara, data: {deck: {id: 41, title: "Ice", pages: 3, url: ""}}});
  await until(() => stage.state.slides.cuts.length === 651);
  equal(asked, [["slides", 451, 200], ["slides", 251, 200], ["slides", 51, 200]]);
  equal(stage.state.slides.cuts.map(({seq}) => seq), [...cuts(1, 651).map(({seq}) => seq), 701]);
});

test("a short lecture asks for nothing", async () => {
  const stage = staged(async () => {
    throw new Error("it asked");
  });
  tells(stage, turned(1, 200), 200);
  await Promise.resolve();
  equal(stage.state.slides.cuts.length, 199);
});

test("what was known before a gap stays, and only the gap is read", async () => {
  /** @type {number[]} */
  const asked = [];
  const stage = staged(async (_, {seq}, limit) => {
    asked.push(seq);
    return cuts(Math.max(1, seq - limit), seq);
  });
  tells(stage, turned(1, 150), 150);
  tells(stage, turned(301, 501), 500);
  equal(stage.state.slides.cuts.length, 349, "the line became shorter");
  await until(() => stage.state.slides.cuts.length === 500);
  equal(asked, [301, 101]);
});

test("a lecture in which nobody of the staff has been for two minutes is not live", () => {
  const stage = staged(), lena = {id: 7, name: "Lena Fischer", role: /** @type {const} */ ("student")};
  let told = 0;
  stage.addEventListener("may", () => told++);
  const live = {...nothing(), lecture: {...nothing().lecture, phase: "live"}};
  const comes = (/** @type {number} */ staffAway) => stage.snapshot({seq: 1, at: 1, state: live, you: lena, people: {here: 1, staffAway, list: [lena]}});
  stage.lineIs("live", 0);
  comes(119_000);
  equal(stage.may.over, null);
  comes(121_000);
  equal(stage.may.over, "alone");
  stage.heard({type: "people", here: 2, joined: [amara], left: []});
  equal([stage.may.over, told > 0], [null, true]);
  stage.heard({type: "people", here: 1, joined: [], left: [1]});
  equal(stage.may.over, null, "they have just gone");
});

test("in a break those who teach may be away until its time is over", () => {
  const stage = staged(), lena = {id: 7, name: "Lena Fischer", role: /** @type {const} */ ("student")};
  const resting = (/** @type {number|null} */ breakUntil) =>
    stage.snapshot({seq: 1, at: 900_000, state: {...nothing(), lecture: {...nothing().lecture, phase: "break", breakUntil}}, you: lena, people: {here: 1, staffAway: 600_000, list: [lena]}});
  stage.lineIs("live", 0);
  resting(1_200_000);
  equal(stage.may.over, "break");
  resting(null);
  equal(stage.may.over, "break");
  resting(890_000);
  equal(stage.may.over, "alone");
});

test("who is known not to be here is away, and in a large room nobody is who is only not known", () => {
  const {roster} = staged(), people = [{id: 7, name: "Lena Fischer", role: /** @type {const} */ ("student")}];
  roster.replace({here: 1, list: people});
  equal([roster.isAway(7), roster.isAway(8)], [false, true]);
  roster.hear(8);
  equal(roster.isAway(8), false, "they did something just now");
  roster.replace({here: 300, list: people});
  equal([roster.isAway(7), roster.isAway(8)], [false, false]);
  roster.change({here: 299, left: [8]});
  equal(roster.isAway(8), true);
  roster.change({here: 300, joined: [{id: 8, name: "Mei Chen", role: "student"}]});
  equal(roster.isAway(8), false);
});

test("what is said after the end is said to its last moment", () => {
  /** @type {any[]} */
  const given = [];
  const nothingKept = {get: () => null, set: () => {}};
  const source = {start() {}, stop() {}, retryNow() {}, signal() {}, earlier: async () => [], command: (/** @type {any[]} */ ...all) => given.push(all)};
  const stage = new Stage(amara, new Outbox(nothingKept, ""), () => source);
  stage.command("chat.post", {text: "During"});
  tells(stage, {...nothing(), lecture: {...nothing().lecture, phase: "ended", endedAt: 90_000}}, 1);
  stage.command("chat.post", {text: "After"});
  stage.command("lecture.undoEnd");
  equal(given, [["chat.post", {text: "During"}], ["chat.post", {text: "After", at: 90_000}], ["lecture.undoEnd", undefined]]);
});

test("who comes into a group is told what was said in it, and who leaves forgets it", () => {
  const stage = staged();
  let told = 0;
  stage.addEventListener("state", () => told++);
  const said = fold(nothing(), {type: "chat.posted", seq: 2, at: 0, by: amara, data: {text: "At our table"}}).chat;
  stage.heard({type: "side", to: "group:table-3", state: {chat: said}});
  equal(stage.state.sides["group:table-3"].chat?.messages.length, 1);
  stage.entry({type: "chat.posted", seq: 3, at: 0, by: amara, to: "group:table-3", data: {text: "Go on"}});
  equal([stage.state.sides["group:table-3"].chat?.messages.length, stage.state.chat.messages.length], [2, 0]);
  stage.heard({type: "side", to: "group:table-3", state: null});
  equal([stage.state.sides, told], [{}, 3]);
});
