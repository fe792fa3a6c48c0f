/** The composer while nobody has touched it: one line, whose it is, and the way out. */
import { h } from "../core/dom.js";
import { avatar } from "./person.js";

/** @typedef {import("../elements/thread.js").Thread} Thread */

/** @param {Thread} thread */
export function entry(thread) {
  const { words, home } = thread;
  const enliven = async () => (await import("./composer.js")).enliven(thread, form, null);
  const input = h("textarea", {
    part: "input",
    rows: 1,
    placeholder: words.placeholder,
    "aria-label": words.placeholder,
    onfocus: enliven,
  });
  const form = h("form", { class: "composer", part: "composer" }, avatar(home.me), input);
  return h("div", { class: "entry" }, form, speaker(thread));
}

/** As whom one speaks, with the door beside it. @param {Thread} thread */
export function speaker({ words, home }) {
  const out = h(
    "button",
    { class: "link", part: "button sign-out", "data-do": "sign-out", type: "button" },
    words.signOut,
  );
  return h("p", { class: "small muted speaker" }, words.speaking(home.me?.name ?? ""), " · ", out);
}
