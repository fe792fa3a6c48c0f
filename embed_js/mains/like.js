/** The bundle of a page with likes and no conversation. */
import { Like } from "../elements/like.js";

/** Give an element its life. @param {HTMLElement} element @param {import("../types.js").Kit} kit */
export const connect = async (element, kit) =>
  element.localName === "weerklank-like" ? new Like(element, kit) : (await import("./others.js")).other(element, kit);

export { signIn, signOut } from "./all.js";
