// @ts-check
import { bars, cloud, folded, inWords, mostFrequent } from "/js/behaviours/polls/asked.js";
import { area, between, inside, moved, pointAt } from "/js/behaviours/polls/points.js";
import { written } from "/js/behaviours/polls/written.js";
import { equal, ok, test } from "./harness.js";

const fields = {kind: "order", question: "From the outside", options: "Crust\nMantle\n\nCore", right: "", tolerance: "", why: "", yes: "Yes", no: "No", yesno: "", area: null, areaName: ""};

/** @param {object} question @param {string[]|null} right @returns {any} */
function poll(question, right = null) {
  return {seq: 2, question: {text: "Which?", options: [], ...question}, right, tolerance: null};
}

test("what is to be put in order is written in the right order and never comes so", () => {
  for (const chance of [0, .3, .6, .99]) {
    const {options, right} = /** @type {any} */ (written(fields, () => chance));
    ok(options.join() !== "Crust,Mantle,Core", `chance ${chance} gave the solution away`);
    equal(right.map((/** @type {string} */ place) => options[Number(place)]), ["Crust", "Mantle", "Core"]);
  }
});

test("a point has an area with a name, or none", () => {
  equal(written({...fields, kind: "point", area: "480,300,120,90", areaName: "Above the slab"}), {question: "From the outside", kind: "point", right: ["480,300,120,90", "Above the slab"]});
  equal(/** @type {any} */ (written({...fields, kind: "point"})).right, []);
});

test("yes or no may have a right answer", () => {
  equal(/** @type {any} */ (written({...fields, kind: "yesno", yesno: "1"})).right, ["1"]);
  equal(/** @type {any} */ (written({...fields, kind: "yesno"})).right, []);
});

test("arrows move a point by two percent, with Shift by half a percent, and never off the slide", () => {
  const from = {x: 500, y: 10};
  equal(moved(from, {key: "ArrowRight", shiftKey: false}), {x: 520, y: 10});
  equal(moved(from, {key: "ArrowLeft", shiftKey: true}), {x: 495, y: 10});
  equal(moved(from, {key: "ArrowUp", shiftKey: false}), {x: 500, y: 0});
  equal(moved(from, {key: "Enter", shiftKey: false}), null);
  equal([pointAt(-.1, 1.2), pointAt(.4801, .3)], [{x: 0, y: 1000}, {x: 480, y: 300}]);
});

test("an area is drawn from any corner, and its edge belongs to it", () => {
  equal(between({x: 600, y: 390}, {x: 480, y: 300}), {x: 480, y: 300, width: 120, height: 90});
  equal(["480,300", "600,390", "601,390", "0,0"].map(one => inside(one, ["480,300,120,90", "Slab"])), [true, true, false, false]);
  equal(area([]), null);
});

test("of points it is told how many lie where it is right", () => {
  const rows = bars(poll({kind: "point"}, ["480,300,120,90", "Above the slab"]), {people: 4, counts: {"500,310": 3, "20,980": 1}, unsure: 0}, ["20,980"]);
  equal(rows.map(({text, people, percent, right, mine}) => [text, people, percent, right, mine]).at(0), ["Above the slab", "3", 75, true, false]);
  equal(rows[1].mine, true);
  equal(bars(poll({kind: "point"}, []), {people: 4, counts: {"1,1": 4}, unsure: 0}, []), [], "where nothing is right there is nothing to count");
});

test("options are told in the order in which the class put them", () => {
  const rows = bars(poll({kind: "order", options: ["Mantle", "Crust", "Core"]}, ["1", "0", "2"]), {people: 3, counts: {"1,0,2": 3}, unsure: 0, places: [2, 1, 3]}, []);
  equal(rows.map(({text, percent, right}) => [text, percent, right]), [["Crust", 100, true], ["Mantle", 50, true], ["Core", 0, true]]);
});

test("one's own word is found however it is spelt, and the most frequent is the largest", () => {
  const tally = {people: 5, counts: {Nile: 4, Po: 1, Rhine: 2}, unsure: 0};
  equal(bars(poll({kind: "cloud"}), tally, ["NILE"]).map(({text, mine}) => [text, mine]), [["Nile", true], ["Rhine", false], ["Po", false]]);
  equal(mostFrequent(tally)[0], ["Nile", 4]);
  equal(cloud(tally).find(({word}) => word === "Nile")?.size, 10);
  equal(cloud(tally).find(({word}) => word === "Po")?.size, 0);
  equal(folded("STRASSE"), folded("Straße"));
});

test("what somebody answered is told in words", () => {
  equal(inWords(poll({kind: "order", options: ["Mantle", "Crust"]}), ["1", "0"]), "Crust → Mantle");
  equal(inWords(poll({kind: "multiple", options: ["Mantle", "Crust"]}), ["0", "1"]), "Mantle, Crust");
  equal(inWords(poll({kind: "number", options: []}), ["7.5"]), "7.5");
});
