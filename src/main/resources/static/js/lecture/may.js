// @ts-check

/**
 * What may be done and seen in a room, by whom and when. It is asked here and nowhere else: an element that decided for itself would go
 * on showing what is over. The server decides again, for it believes no page.
 *
 * @typedef {{
 *   phase: "planned"|"live"|"break"|"ended", role: string, line: string,
 *   replay?: boolean, behind?: boolean, called?: boolean, locked?: boolean, heard?: boolean, speaking?: boolean, alone?: boolean,
 *   resting?: boolean
 * }} Moment
 *   `replay` when it is watched after the end; `behind` while one catches up; `called` when one has the floor; `locked` when only staff may
 *   write; `heard` when somebody's sound is on; `speaking` when one's own microphone is; `alone` when nobody of the staff has been in the
 *   room for a while; `resting` when picture and sound of other servers do not come
 *
 * @typedef {{
 *   start: boolean, pause: boolean, end: boolean, lead: boolean, teach: boolean,
 *   ask: boolean, publish: boolean, answer: boolean, giveBack: boolean, raise: boolean, react: boolean, beLost: boolean, catchUp: boolean,
 *   write: "now"|"late"|null, out: boolean, over: string|null, told: "planned"|"break"|"unheard"|null, queue: boolean, goesOn: boolean,
 *   rests: boolean
 * }} May
 *   `lead` to turn pages, call on people and put them out; `teach` to begin a countdown; `ask` in writing and vote for what others ask; `answer` the call to speak; `out` whether one is in the room no more, `over` what lies over
 *   the picture; `told` what who teaches should know and cannot see; `queue` whether hands are shown, `goesOn` whether what was begun, a countdown or a floor, still is;
 *   `rests` whether one may miss somebody's picture and sound for a reason of ours
 */

/** Lines that may come back by themselves; with any other one is out of the room. */
const COMES_BACK = new Set(["connecting", "live", "slow", "reconnecting", "offline"]);

/** @param {Moment} moment @returns {May} */
export function may({
  phase, role, line, replay = false, behind = false, called = false, locked = false, heard = false, speaking = false, alone = false, resting = false
}) {
  const here = !replay && COMES_BACK.has(line), known = here && line !== "connecting", open = here && phase !== "ended";
  const running = phase === "live" || phase === "break", staff = role === "instructor" || role === "assistant", now = open && !behind;
  return {
    start: known && staff && phase === "planned",
    pause: open && staff && running,
    end: known && staff && running,
    lead: open && staff,
    teach: open && staff && running,
    ask: (here || replay) && role === "student",
    publish: now && (staff || called),
    answer: now && called && !staff && !speaking && phase === "live",
    giveBack: now && called && !staff,
    raise: now && role === "student",
    react: now && role !== "observer",
    beLost: role === "student" && (replay || now && running),
    catchUp: (line === "live" || line === "slow") && here && !staff && running,
    out: !replay && !here,
    write: role === "observer" || locked && !staff ? null : replay || here && phase === "ended" ? "late" : here ? "now" : null,
    over: over({phase, line, replay, behind, staff, alone}),
    told: !here || !staff || !known ? null : phase === "planned" || phase === "break" ? phase : phase === "live" && !heard ? "unheard" : null,
    queue: open,
    goesOn: replay || open,
    rests: known && running && resting
  };
}

/** @param {{phase: string, line: string, replay: boolean, behind: boolean, staff: boolean, alone: boolean}} moment @returns {string|null} the gravest reason alone */
function over({phase, line, replay, behind, staff, alone}) {
  if (line !== "live" && line !== "slow") return line;
  if (phase === "ended") return replay ? null : "ended";
  // Whoever teaches prepares under it, so nothing is laid over the picture before the start or in a break.
  if (staff || behind) return null;
  if (phase === "planned") return phase;
  return alone ? "alone" : phase === "break" ? phase : null;
}
