// @ts-check
import { csrfToken } from "../lib/upload.js";

/**
 * Says something to a moment of a lecture that is over. Throws when the same may be said again later.
 * @param {string} address of the lecture's page
 * @param {import("./outbox.js").Command} command with the moment as its field `at`
 * @returns {Promise<{seq: number}|{why: string}>} which entry it became, or the sentence that says why not
 */
export async function sayLate(address, {id, type, fields}) {
  const answer = await fetch(`${address}/commands`, {
    method: "POST", headers: {"content-type": "application/json", "X-CSRF-TOKEN": csrfToken()}, body: JSON.stringify({type, id, ...fields})
  });
  const said = answer.headers.get("content-type")?.includes("json") ? await answer.json() : {};
  if (answer.ok) return {seq: said.seq};
  if (said.retry || !said.message) throw new Error(String(answer.status));
  return {why: said.message};
}
