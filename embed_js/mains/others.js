/** The elements that a page has beside the one its bundle is made for: each fetched when the first of its kind is there. */

/** @typedef {import("../types.js").Kit} Kit */

/** @type {Record<string, () => Promise<new (element: HTMLElement, kit: Kit) => import("../core/element.js").Widget>>} */
const KINDS = {
  like: async () => (await import("../elements/like.js")).Like,
  count: async () => (await import("../elements/count.js")).Count,
  follow: async () => (await import("../elements/follow.js")).Follow,
  feed: async () => (await import("../elements/feed.js")).Feed,
  bell: async () => (await import("../elements/bell.js")).Bell,
};

/** Give an element its life, once its class is here. @param {HTMLElement} element @param {Kit} kit */
export async function other(element, kit) {
  const Late = await KINDS[element.localName.slice("weerklank-".length)]();
  return new Late(element, kit);
}
