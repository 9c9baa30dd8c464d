// @ts-check
import { clock, timeAndDay } from "/js/lib/durations.js";
import { initials } from "/js/lib/faces.js";
import { writeWithLinks } from "/js/lib/links.js";
import { filled } from "/js/lib/words.js";
import { LectureClock } from "/js/lecture/clock.js";
import { History } from "/js/behaviours/chat/history.js";
import { nothing } from "/js/lecture/log.js";
import { Bookmarks } from "/js/behaviours/pace/bookmarks.js";
import { paceWord, tooFast } from "/js/behaviours/pace/gauge.js";
import { heatPath } from "/js/behaviours/pace/heat.js";
import { QUIET, Quiet } from "/js/behaviours/pace/quiet.js";
import { ordered } from "/js/behaviours/questions/order.js";
import { Roster } from "/js/lecture/roster.js";
import { chips, labels, pieces } from "/js/lecture/pieces.js";
import { SlideView } from "/js/behaviours/slides/slide-view.js";
import { equal, ok, test } from "./harness.js";

const deck = {id: 40, title: "Plates", pages: 30, url: "/materials/40/slides.pdf"};
const minute = 60_000;

test("the clock runs on between readings and follows the earliest of them", () => {
  let now = 1_000;
  const time = new LectureClock(() => now);
  time.read(50_000);
  now = 1_500;
  equal(time.at(), 50_500);
  time.read(50_400); // this one was 100 ms late
  ok(time.at() > 50_480 && time.at() <= 50_500, `at ${time.at()}`);
  time.read(50_600); // this one was faster
  equal(time.at(), 50_600);
});

test("the clock jumps when the session starts", () => {
  let now = 0;
  const time = new LectureClock(() => now);
  time.read(-120_000);
  time.read(0);
  equal(time.at(), 0);
});

test("a student looks back privately, never ahead", () => {
  const view = new SlideView(false), cuts = [{seq: 1, at: 0, deck: 40, page: 1}, {seq: 1, at: 1, deck: 40, page: 5}];
  view.follow({deck, page: 3, cuts});
  view.look(9);
  equal([view.page, view.private, view.last], [5, true, 5]);
  view.look(2);
  view.follow({deck, page: 4, cuts});
  equal([view.page, view.private], [2, true], "a page turn took the private page away");
  view.back();
  equal([view.page, view.private], [4, false]);
});

test("another deck ends looking back", () => {
  const view = new SlideView(false);
  view.follow({deck, page: 3, cuts: [{seq: 1, at: 0, deck: 40, page: 3}]});
  view.look(1);
  view.follow({deck: {...deck, id: 41}, page: 1, cuts: []});
  equal([view.page, view.private], [1, false]);
});

test("pieces of the line are cut by slides, breaks and outages and leave no hole", () => {
  const state = nothing();
  state.lecture = {...state.lecture, phase: "live", startedAt: 1, breaks: [{from: 10 * minute, to: 12 * minute}], outages: [{from: 15 * minute, to: 16 * minute}]};
  state.slides = {deck, page: 3, cuts: [{seq: 1, at: -minute, deck: 40, page: 1}, {seq: 1, at: 5 * minute, deck: 40, page: 2}, {seq: 1, at: 14 * minute, deck: 40, page: 3}]};
  const all = pieces(state, 20 * minute);
  equal(all.map(({kind, page}) => page ?? kind), [1, 2, "break", 2, 3, "outage", 3]);
  equal(all[0].from, 0);
  equal(all.at(-1)?.to, 20 * minute);
  all.slice(1).forEach((piece, i) => equal(piece.from, all[i].to, "a hole"));
});

test("before the start there is no line", () => equal(pieces(nothing(), -5_000), []));

test("clock labels stand on whole minutes, the start always first", () => {
  const startedAt = Date.UTC(2026, 10, 21, 10, 2), at = labels(40 * minute, t => startedAt + t, 5);
  equal(at, [0, 8 * minute, 18 * minute, 28 * minute, 38 * minute]);
});

test("marks too near each other become one", () => {
  const lena = /** @type {const} */ ({id: 7, name: "Lena", role: "student"}), mark = (/** @type {number} */ at) => ({seq: 1, at, kind: "floor", person: lena});
  equal(chips([mark(0), mark(500), mark(5_000)], 1_000).map(({at, of}) => [at, of.length]), [[0, 2], [5_000, 1]]);
});

test("pace says nothing before five have signalled, and fades", () => {
  const lost = [0, 0, 0, 0, 1_000].map((at, i) => ({mark: `mark ${i}`, at})), wishes = lost.map(({mark}) => ({mark, way: 1, at: 2_000}));
  const pace = (/** @type {typeof lost} */ lost, /** @type {typeof wishes} */ wishes = []) => ({lost, wishes, heat: {}, explained: []});
  equal(paceWord(tooFast(pace(lost.slice(0, 4)), 1_000)), "none");
  equal(paceWord(tooFast(pace(lost), 1_000)), "fast");
  equal(paceWord(tooFast(pace(lost, wishes), 2_000)), "good");
  equal(paceWord(tooFast(pace(lost, wishes), 95_000)), "none");
});

test("a class that has done nothing for ten minutes is told once, and never again once it was put away", () => {
  const quiet = new Quiet(0), said = (/** @type {string} */ type, /** @type {number} */ at) => quiet.heard({type, seq: 1, at, data: {}});
  equal([quiet.minutes(QUIET - 1), quiet.minutes(QUIET + 60_000)], [null, 11]);
  quiet.done({off: false});
  equal(quiet.minutes(QUIET + 120_000), null);
  said("poll.answered", QUIET + 180_000);
  equal(quiet.minutes(2 * QUIET + 180_000), 10);
  said("slide.turned", 2 * QUIET + 190_000);
  equal(quiet.minutes(2 * QUIET + 190_000), 10);
  quiet.done({off: true});
  said("question.asked", 3 * QUIET);
  equal(quiet.minutes(9 * QUIET), null);
});

test("where one was lost is marked once, and what is explained soon after is its explanation", () => {
  const bookmarks = new Bookmarks(`test ${Math.random()}`, 7);
  equal([bookmarks.add(60_000), bookmarks.add(70_000), bookmarks.add(600_000)], [true, false, true]);
  equal([bookmarks.explained(120_000), bookmarks.explained(130_000)], [true, false]);
  equal(bookmarks.all, [{at: 60_000, explainedAt: 120_000}, {at: 600_000, explainedAt: null}]);
  bookmarks.remove(600_000);
  equal(bookmarks.moments.map(({at}) => at), [60_000]);
});

test("the heat is as high as many were lost, at their moment", () => {
  equal(heatPath([{}], 600_000), "");
  ok(heatPath([{2: 5}, {2: 5}], 600_000).includes(" 8 "), "ten at once fill the height");
});

test("one person is one row, and the count is whole", () => {
  const people = new Roster(), lena = /** @type {const} */ ({id: 7, name: "Lena", role: "student"});
  people.replace({here: 140, list: [lena]});
  people.change({here: 141, joined: [lena, {id: 1, name: "Amara", role: "instructor"}]});
  equal([people.list().map(({id}) => id), people.unnamed], [[1, 7], 139]);
  people.change({here: 140, left: [7]});
  ok(!people.has(7), "she is still there");
});

test("earlier messages follow edits and removals, and are read anew after a gap", async () => {
  const lena = /** @type {const} */ ({id: 7, name: "Lena", role: "student"});
  const message = (/** @type {number} */ seq) => ({seq, at: seq, by: lena, text: `Message ${seq}`, forStaff: false, edited: false, removed: null});
  const history = new History(async ({seq: before}, limit) => Array.from({length: Math.min(limit, before - 1)}, (_, i) => message(before - Math.min(limit, before - 1) + i)));
  history.replace([message(150), message(151)], true);
  ok(history.more, "there are more");
  await history.earlier();
  await history.earlier();
  equal([history.list().length, history.list()[0].seq, history.more], [151, 1, false]);
  history.follow({type: "chat.edited", seq: 200, at: 200, by: lena, data: {of: 3, text: "Changed"}});
  history.follow({type: "chat.removed", seq: 201, at: 201, by: {id: 1, name: "Amara", role: "instructor"}, data: {of: 4}});
  equal([history.list()[2].text, history.list()[3].removed], ["Changed", "staff"]);
  history.replace([message(150)], false);
  equal(history.list().length, 1);
});

test("sentences take their numbers", () => {
  equal(filled("{count, plural, one {# person} other {# people}}", {count: 1}), "1 person");
  equal(filled("{count, plural, =0 {Nobody} one {# person} other {# people}} of {all}", {count: 0, all: 9}), "Nobody of 9");
});

test("clocks read as people read them", () => equal([clock(8_000), clock(2_304_000), clock(4_325_000), clock(-5)], ["0:08", "38:24", "1:12:05", "0:00"]));

test("a time is told with its day unless that is today", () => {
  const now = new Date(2026, 10, 30, 0, 20).getTime();
  equal(timeAndDay(new Date(2026, 10, 30, 0, 5).getTime(), now), "00:05");
  equal(timeAndDay(new Date(2026, 10, 29, 23, 50).getTime(), now).split(/[ ,]+/).sort(), ["23:50", "29", "Nov", "Sun"]);
});

test("initials leave titles out", () => equal(["Dr. Amara Osei", "Lena", "Tomás Rivera García"].map(initials), ["AO", "L", "TG"]));

test("an address in a message is a link, and markup stays text", () => {
  const p = document.createElement("p");
  writeWithLinks(p, "See https://example.org/a?b=1. <b>not bold</b> javascript:alert(1)");
  equal(p.textContent, "See https://example.org/a?b=1. <b>not bold</b> javascript:alert(1)");
  equal([...p.querySelectorAll("*")].map(element => [element.localName, element.getAttribute("href")]), [["a", "https://example.org/a?b=1"]]);
});

test("the question that is answered now comes first, then those that wait, by votes or the newest, then the answered ones", () => {
  const question = (/** @type {number} */ seq, more = {}) => ({
    seq, at: seq, by: null, written: null, text: "Why?", edited: false, votes: 1, takenAt: null, answeredAt: null, answer: null, into: null, gone: null, ...more
  });
  const asked = [
    question(1, {answeredAt: 90}), question(2, {answeredAt: 95}), question(3, {votes: 5}), question(4), question(5, {takenAt: 99}),
    question(6, {gone: /** @type {const} */ ("staff")}), question(7, {into: 3}), question(8, {gone: /** @type {const} */ ("author")})
  ];
  const seqs = (/** @type {"votes"|"age"} */ by, own = false) => ordered(asked, {by, own: () => own}).map(({seq}) => seq);
  equal(seqs("votes"), [5, 3, 4, 2, 1]);
  equal(seqs("age"), [5, 4, 3, 2, 1]);
  equal(seqs("age", true), [5, 4, 3, 2, 1, 7, 6]);
});
