// @ts-check

/**
 * A question as somebody wrote it, as the command that prepares it. A star at the end of an answer marks a right one; what is to be put in
 * order is written in the right order, and mixed.
 * @param {{
 *   kind: string, question: string, options: string, right: string, tolerance: string, why: string, yes: string, no: string, yesno: string,
 *   area: string|null, areaName: string
 * }} fields
 * @param {() => number} [chance]
 */
export function written({kind, question, options, right, tolerance, why, yes, no, yesno, area, areaName}, chance = Math.random) {
  const rest = {question, ...(why.trim() ? {why} : {})};
  const lines = options.split("\n").map(line => line.trim()).filter(Boolean);
  switch (kind) {
    case "yesno": return {...rest, kind: "single", options: [yes, no], right: yesno ? [yesno] : []};
    case "single": case "multiple": return {
      ...rest, kind, options: lines.map(line => line.replace(/\s*\*$/, "")),
      right: lines.flatMap((line, place) => line.endsWith("*") ? [String(place)] : [])
    };
    case "order": {
      const mixed = mix(lines, chance);
      return {...rest, kind, options: mixed, right: lines.map(line => String(mixed.indexOf(line)))};
    }
    case "number": return {...rest, kind, right: right.trim() ? [right] : [], ...(tolerance.trim() ? {tolerance} : {})};
    case "point": return {...rest, kind, right: area === null ? [] : [area, areaName]};
    default: return {...rest, kind, right: []};
  }
}

/**
 * In another order than it was, where there is another.
 * @param {string[]} lines
 * @param {() => number} chance
 */
function mix(lines, chance) {
  const mixed = [...lines];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(chance() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed.length > 1 && mixed.every((line, place) => line === lines[place]) ? [...mixed.slice(1), mixed[0]] : mixed;
}
