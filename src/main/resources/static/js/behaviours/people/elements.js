// @ts-check
import { LecternPeople } from "./people.js";

/** @type {import("../behaviour.js").Shown} */
export const people = {elements: {people: LecternPeople}};
