/** The bundle of a start page: a feed, and no conversation. */
import { Feed } from "../elements/feed.js";

/** Give an element its life. @param {HTMLElement} element @param {import("../types.js").Kit} kit */
export const connect = async (element, kit) =>
  element.localName === "weerklank-feed" ? new Feed(element, kit) : (await import("./others.js")).other(element, kit);

export { signIn, signOut } from "./all.js";
