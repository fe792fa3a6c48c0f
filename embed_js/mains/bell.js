/** The bundle of a page that has a bell only. */
import { Bell } from "../elements/bell.js";

/** Give an element its life. @param {HTMLElement} element @param {import("../types.js").Kit} kit */
export const connect = async (element, kit) =>
  element.localName === "weerklank-bell" ? new Bell(element, kit) : (await import("./others.js")).other(element, kit);

export { signIn, signOut } from "./all.js";
