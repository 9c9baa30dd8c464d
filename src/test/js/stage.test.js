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
