// @ts-check

/**
 * A question as somebody wrote it, as the command that prepares it. A star at the end of an answer marks a right one.
 * @param {{kind: string, question: string, options: string, right: string, tolerance: string, why: string, yes: string, no: string}} fields
 */
export function written({kind, question, options, right, tolerance, why, yes, no}) {
  const rest = {question, ...(why.trim() ? {why} : {})};
  if (kind === "yesno") return {...rest, kind: "single", options: [yes, no], right: []};
  if (kind === "single" || kind === "multiple") {
    const lines = options.split("\n").map(line => line.trim()).filter(Boolean);
    return {
      ...rest, kind, options: lines.map(line => line.replace(/\s*\*$/, "")),
      right: lines.flatMap((line, place) => line.endsWith("*") ? [String(place)] : [])
    };
  }
  if (kind === "number") return {...rest, kind, right: right.trim() ? [right] : [], ...(tolerance.trim() ? {tolerance} : {})};
  return {...rest, kind, right: []};
}
