// @ts-check
import { keyed } from "../lib/dom.js";
import { words } from "../lib/words.js";

/**
 * Shows the recorded pictures of a moment: people in small tiles, a shared screen where the slide is. Sound needs no place.
 * @param {import("../media/recorded-player.js").RecordedPlayer} player
 * @param {number} at lecture time, ms
 * @param {HTMLElement} people
 * @param {HTMLElement} screen
 * @param {string} [as] the class of a person's tile
 */
export function showTracks(player, at, people, screen, as = "pip") {
  const seen = player.tracks.filter(track => track.isPicture && track.covers(at));
  const cameras = seen.filter(({kind}) => kind === "camera"), shared = seen.findLast(({kind}) => kind === "screen");
  people.hidden = cameras.length === 0;
  keyed(people, cameras, ({number}) => number, track => tile(track, as), () => {});
  screen.hidden = !shared;
  if (!shared || shared.element.parentElement === screen) return;
  shared.element.setAttribute("aria-label", words("media.screen.of", {name: shared.by.name}));
  screen.replaceChildren(shared.element);
}

/** @param {import("../media/recorded-track.js").RecordedTrack & {by: {name: string}}} track @param {string} as */
function tile({element, by}, as) {
  const tile = document.createElement("div");
  tile.className = as;
  tile.title = by.name;
  element.setAttribute("aria-label", words("media.camera.of", {name: by.name}));
  const name = document.createElement("span");
  name.className = "cam-name";
  name.dir = "auto";
  name.textContent = by.name;
  tile.append(element, name);
  return tile;
}
