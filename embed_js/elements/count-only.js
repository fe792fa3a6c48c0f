/** The bundle of a page with counts only: an overview of many pages, say. */
import { Count } from "./count.js";

/** Give an element its life. @param {HTMLElement} element @param {import("../types.js").Kit} kit */
export const connect = (element, kit) => new Count(element, kit);

export { signIn, signOut } from "./all.js";
