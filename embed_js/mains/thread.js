/** The bundle of a page with a conversation. Everything else comes after its first view: reading goes first. */
import { Thread } from "../elements/thread.js";
import { other } from "./others.js";

/** @typedef {import("../types.js").Kit} Kit */

/** Give an element its life, once its class is here. @param {HTMLElement} element @param {Kit} kit */
export async function connect(element, kit) {
  if (element.localName === "weerklank-thread")
    return new (element.getAttribute("group") ? (await import("../elements/group.js")).Group : Thread)(element, kit);
  // The first boot brings the others' part too, although their code is not here yet.
  await new Promise((resolve) => setTimeout(resolve));
  for (const home of kit.homes.values())
    for (const hub of /** @type {import("../core/home.js").Home} */ (home).hubs.values()) await hub.loading;
  return other(element, kit);
}

export { signIn, signOut } from "./all.js";
