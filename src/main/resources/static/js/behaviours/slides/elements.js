// @ts-check
import { LecternDecks } from "./decks.js";
import { LecternNextSlide } from "./next-slide.js";
import { LecternPointer } from "./pointer.js";
import { LecternSlideFoot } from "./slide-foot.js";
import { LecternSlideGrid } from "./slide-grid.js";
import { LecternSlides } from "./slides.js";

/** @type {import("../behaviour.js").Shown} */
export const slides = {
  // The slides before what shows parts of them.
  elements: {
    slides: LecternSlides, pointer: LecternPointer, "slide-foot": LecternSlideFoot, "slide-grid": LecternSlideGrid,
    "next-slide": LecternNextSlide, decks: LecternDecks
  },
  keys: [
    {key: "PageDown", shown: "PgDn", word: "key.next", by: "staff", press: find => find("slides").step(1)},
    {key: "PageUp", shown: "PgUp", word: "key.previous", by: "staff", press: find => find("slides").step(-1)},
    {key: "g", word: "key.back", by: "others", press: find => find("slides").back()},
    {key: "f", word: "key.full", press: find => find("slide-foot").full()}
  ]
};
