/** What stands where a feed would: a way in, or a way to try again. */
import { fill, h } from "../core/dom.js";
import { writingWords } from "../i18n/writing.js";
import { dress } from "../styles/touch.js";
import { signIn, signInButton } from "./sign-in.js";

/** @typedef {import("../elements/feed.js").Feed} Feed */

/** @param {Feed} feed */
export async function gate(feed) {
  const words = await writingWords(feed.tongue);
  const { state, fault } = feed.hub;
  if (feed.signal.aborted || state === "ready" || state === "waiting") return;
  // Who was signed out by time, or by a gap in the network, keeps what is on the screen.
  if (feed.shownTo && (state === "failed" || feed.home.session.state === "lapsed")) return;
  if (state === "failed") return lost(feed, fault);
  feed.shownTo = "";
  feed.cards.clear();
  dress(feed);
  const button = signInButton(feed, words, () => signIn(feed, feed.slot, button));
  fill(
    feed.section,
    h("div", { class: "gate", part: "card" }, h("p", { class: "muted" }, feed.told.signIn), button, feed.slot),
  );
}

/** Say that nothing came, and offer to try again. @param {Feed} feed @param {unknown} _fault */
export async function lost(feed, _fault) {
  const words = await writingWords(feed.tongue);
  dress(feed);
  const again = h("button", { class: "link", part: "button", onclick: () => feed.reload() }, words.retry);
  fill(feed.section, h("p", { class: "muted note" }, feed.told.lost, " ", again), feed.slot);
}
