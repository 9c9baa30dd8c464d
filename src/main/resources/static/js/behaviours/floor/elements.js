// @ts-check
import { LecternFloor } from "./floor.js";

/** @type {import("../behaviour.js").Shown} */
export const floor = {elements: {floor: LecternFloor}};
