/** What stands where a conversation would: a way in, or a way to try again. */
import { fill, h } from "../core/dom.js";
import { skeleton } from "../elements/thread.js";
import { writingWords } from "../i18n/writing.js";
import { dress } from "../styles/touch.js";
import { signIn, signInButton } from "./sign-in.js";

/** @typedef {import("../elements/thread.js").Thread} Thread */

/** @param {Thread} thread */
export async function gate(thread) {
  const words = await writingWords(thread.tongue);
  const { state } = thread.hub;
  if (thread.signal.aborted || state === "ready" || state === "waiting") return;
  // Who was signed out by time, or by a gap in the network, keeps what is on the screen and what was typed.
  if (thread.shownTo && (state === "failed" || thread.home.session.state === "lapsed")) return;
  const held = thread.shadow.activeElement;
  dress(thread);
  thread.shownTo = "";
  fill(thread.slot);
  if (state === "failed") return offerRetry(thread, words);
  const button = offerSignIn(thread, words);
  if (held) button.focus();
}

/** @param {Thread} thread @param {import("../i18n/types.js").Writing} words */
async function offerRetry(thread, words) {
  const again = () => {
    fill(thread.section, skeleton());
    thread.reload();
  };
  const button = h("button", { class: "link", part: "button", onclick: again }, words.retry);
  fill(thread.section, h("p", { class: "muted note" }, words.failed, " ", button), thread.slot);
  (await import("./explain.js")).explain(thread, thread.slot);
}

/** @param {Thread} thread @param {import("../i18n/types.js").Writing} words */
function offerSignIn(thread, words) {
  const button = signInButton(thread, words, () => signIn(thread, thread.slot, button));
  fill(
    thread.section,
    h("div", { class: "gate", part: "card" }, h("p", { class: "muted" }, words.signInWhy), button, thread.slot),
  );
  return button;
}
