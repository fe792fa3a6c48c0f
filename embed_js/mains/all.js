/** What a page may ask of all its widgets at once. */

/** @typedef {import("../types.js").Kit} Kit */

/** `weerklank.signIn()`. @param {Kit} kit @param {Window | null} popup */
export const signIn = async (kit, popup) => (await import("../parts/sign-in.js")).signInAt(kit, popup);

/** `weerklank.signOut()`, of every site on this page. @param {Kit} kit */
export const signOut = async (kit) => (await import("../core/door.js")).leaveAll(kit);
