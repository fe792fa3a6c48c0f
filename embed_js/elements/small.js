/** The bundle of a page with likes and no conversation. */
import { Like } from "./like.js";

/** @typedef {import("../types.js").Kit} Kit */

/** Give an element its life. @param {HTMLElement} element @param {Kit} kit */
export const connect = async (element, kit) =>
  new (element.localName === "weerklank-like" ? Like : (await import("./count.js")).Count)(element, kit);

export { signIn, signOut } from "./all.js";
