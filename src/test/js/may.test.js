// @ts-check
import { may } from "/js/lecture/may.js";
import { equal, ok, test } from "./harness.js";

const PHASES = /** @type {const} */ (["planned", "live", "break", "ended", "replay"]);
const ROLES = /** @type {const} */ (["instructor", "assistant", "student", "called student", "observer"]);

/** @param {typeof PHASES[number]} phase @param {typeof ROLES[number]} role @param {Partial<import("/js/lecture/may.js").Moment>} [more] */
function asked(phase, role, more = {}) {
  const called = role === "called student";
  return may({
    phase: phase === "replay" ? "ended" : phase, role: called ? "student" : role, called, line: "live", replay: phase === "replay", ...more
  });
}

/** @param {keyof import("/js/lecture/may.js").May} what @param {Partial<import("/js/lecture/may.js").Moment>} [more] who may, phase by phase, in one line */
function whoMay(what, more) {
  return PHASES.map(phase => `${phase}: ${ROLES.filter(role => asked(phase, role, more)[what]).join(", ") || "nobody"}`);
}

const STAFF = "instructor, assistant", STUDENTS = "student, called student", ALL = [...ROLES].join(", ");

/** what, and who may in each phase: planned, live, break, ended, replay */
const TABLE = /** @type {const} */ ([
  ["start", STAFF, "nobody", "nobody", "nobody", "nobody"],
  ["pause", "nobody", STAFF, STAFF, "nobody", "nobody"],
  ["end", "nobody", STAFF, STAFF, "nobody", "nobody"],
  ["lead", STAFF, STAFF, STAFF, "nobody", "nobody"],
  ["teach", "nobody", STAFF, STAFF, "nobody", "nobody"],
  ["ask", STUDENTS, STUDENTS, STUDENTS, STUDENTS, STUDENTS],
  ["publish", `${STAFF}, called student`, `${STAFF}, called student`, `${STAFF}, called student`, "nobody", "nobody"],
  ["answer", "nobody", "called student", "nobody", "nobody", "nobody"],
  ["giveBack", "called student", "called student", "called student", "nobody", "nobody"],
  ["raise", STUDENTS, STUDENTS, STUDENTS, "nobody", "nobody"],
  ["react", `${STAFF}, ${STUDENTS}`, `${STAFF}, ${STUDENTS}`, `${STAFF}, ${STUDENTS}`, "nobody", "nobody"],
  ["beLost", "nobody", STUDENTS, STUDENTS, "nobody", STUDENTS],
  ["catchUp", "nobody", `${STUDENTS}, observer`, `${STUDENTS}, observer`, "nobody", "nobody"],
  ["queue", ALL, ALL, ALL, "nobody", "nobody"],
  ["goesOn", ALL, ALL, ALL, "nobody", ALL]
]);

for (const [what, ...phases] of TABLE) {
  test(`who may ${what}, in each phase`, () => equal(whoMay(what), PHASES.map((phase, i) => `${phase}: ${phases[i]}`)));
}

test("one writes now, and after the end to it; an observer never, and in a locked chat only staff", () => {
  equal(PHASES.map(phase => asked(phase, "student").write), ["now", "now", "now", "late", "late"]);
  equal(PHASES.map(phase => asked(phase, "observer").write), [null, null, null, null, null]);
  equal(PHASES.map(phase => asked(phase, "student", {locked: true}).write), [null, null, null, null, null]);
  equal(PHASES.map(phase => asked(phase, "assistant", {locked: true}).write), ["now", "now", "now", "late", "late"]);
});

test("what lies over the picture is the gravest reason alone, and never over who teaches", () => {
  equal(PHASES.map(phase => asked(phase, "student").over), ["planned", null, "break", "ended", null]);
  equal(PHASES.map(phase => asked(phase, "instructor").over), [null, null, null, "ended", null]);
  equal(PHASES.map(phase => asked(phase, "student", {behind: true}).over), [null, null, null, "ended", null]);
  equal(PHASES.map(phase => asked(phase, "student", {line: "offline"}).over), Array(5).fill("offline"));
  equal(PHASES.map(phase => asked(phase, "student", {alone: true}).over), ["planned", "alone", "alone", "ended", null]);
});

test("everyone who may miss a picture is told that servers rest, while the session runs and their own line does not", () => {
  equal(whoMay("rests", {resting: true}), ["planned: nobody", `live: ${ALL}`, `break: ${ALL}`, "ended: nobody", "replay: nobody"]);
  equal(whoMay("rests", {resting: true, line: "connecting"}).join(), whoMay("rests").join());
});

test("who was put out, or is not in the room any more, can do nothing in it", () => {
  for (const line of ["removed", "gone", "signed-out", "broken"]) {
    for (const phase of PHASES.slice(0, 4)) {
      for (const role of ROLES) {
        const {over, out, ...may} = asked(phase, role, {line, resting: true});
        ok(out, line);
        equal([over, ...Object.values(may).filter(Boolean)], [line], `${line}, ${phase}, ${role}`);
      }
    }
  }
});

test("who catches up speaks, reacts and asks only once they are back", () => {
  const {publish, answer, giveBack, raise, react, beLost, write} = asked("live", "called student", {behind: true});
  equal([publish, answer, giveBack, raise, react, beLost, write], [false, false, false, false, false, false, "now"]);
});

test("the call to speak is over once the microphone is on", () => {
  equal(asked("live", "called student", {speaking: true}).answer, false);
});

test("before anything is known nobody starts or ends it", () => {
  const {start, end, told} = asked("live", "instructor", {line: "connecting"});
  equal([start, end, told], [false, false, null]);
});

test("who teaches is told what they cannot see: who sees them before the start and in a break, and that nobody hears them", () => {
  equal(PHASES.map(phase => asked(phase, "instructor").told), ["planned", "unheard", "break", null, null]);
  equal(PHASES.map(phase => asked(phase, "instructor", {heard: true}).told), ["planned", null, "break", null, null]);
  equal(PHASES.map(phase => asked(phase, "student").told), Array(5).fill(null));
});
