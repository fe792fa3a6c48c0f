/** The bundle of a page with a conversation. Like and count come after its first view: reading goes first. */
import { homeOf } from "../core/home.js";
import { Thread } from "./thread.js";

/** @typedef {import("../types.js").Kit} Kit */

/** Give an element its life, once its class is here. @param {HTMLElement} element @param {Kit} kit */
export async function connect(element, kit) {
  if (element.localName === "weerklank-thread") return new Thread(element, kit);
  const promise = new AbortController();
  const kind = element.localName.slice("weerklank-".length);
  const home = homeOf(kit, element.getAttribute("site") ?? kit.site, kit.tongueOf(element));
  // One boot brings its part too, although its code is not here yet.
  home.hub(kit.placeOf(element)).join({ changed() {} }, kind, promise.signal);
  await new Promise((resolve) => setTimeout(resolve));
  for (const hub of home.hubs.values()) await hub.loading;
  const Late = kind === "like" ? (await import("./like.js")).Like : (await import("./count.js")).Count;
  promise.abort();
  return new Late(element, kit);
}

export { signIn, signOut } from "./all.js";
