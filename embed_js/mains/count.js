/** The bundle of a page with counts only: an overview of many pages, say. */
import { Count } from "../elements/count.js";

/** Give an element its life. @param {HTMLElement} element @param {import("../types.js").Kit} kit */
export const connect = async (element, kit) =>
  element.localName === "weerklank-count" ? new Count(element, kit) : (await import("./others.js")).other(element, kit);

export { signIn, signOut } from "./all.js";
