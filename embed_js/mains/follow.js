/** The bundle of a page that offers to follow, and neither conversation, feed nor likes. */
import { Follow } from "../elements/follow.js";

/** Give an element its life. @param {HTMLElement} element @param {import("../types.js").Kit} kit */
export const connect = async (element, kit) =>
  element.localName === "weerklank-follow"
    ? new Follow(element, kit)
    : (await import("./others.js")).other(element, kit);

export { signIn, signOut } from "./all.js";
