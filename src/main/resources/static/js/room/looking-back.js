// @ts-check
import { LookBack } from "../lecture/look-back.js";
import { RecordedPlayer } from "../media/recorded-player.js";
import { showTracks } from "../replay/tracks.js";

/**
 * Watching an earlier moment of a lecture that goes on, with its pictures and sound. It is a module of its own because few do it, and it is fetched when
 * they do.
 * @param {import("../lecture/stage.js").Stage} stage
 * @param {string} address of the lecture's page
 * @param {import("../lecture/watch.js").Watching} watching
 * @param {import("../lecture/stretches.js").Stretch[]} missed
 * @param {number} rate
 */
export function lookingBack(stage, address, watching, missed, rate) {
  const lookBack = new LookBack(stage, address, watching, missed, rate), player = new RecordedPlayer(`${address}/media`, lookBack.clock);
  return {
    lookBack, player,
    /** @param {HTMLElement} people @param {HTMLElement} screen */
    show: (people, screen) => showTracks(player, lookBack.clock.at(), people, screen, "cam")
  };
}
