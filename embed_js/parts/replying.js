/** A composer below a comment: for a reply to it, or for its own words again. */
import { fill, h } from "../core/dom.js";
import { writingWords } from "../i18n/writing.js";
import { dress } from "../styles/touch.js";
import { nameOf } from "./comment.js";
import { Composer, composers } from "./composer.js";
import { speaker } from "./entry.js";
import { slotOf } from "./panel.js";
import { avatar } from "./person.js";
import { post } from "./posting.js";

/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {import("../elements/thread.js").Thread} Thread */
/** @typedef {import("../i18n/types.js").Writing} Writing */
/** @typedef {import("./composer.js").Task} Task */

/** @param {Thread} thread @param {Comment} comment @param {HTMLElement} opener */
export async function openReply(thread, comment, opener) {
  const words = await writingWords(thread.tongue);
  const label = thread.words.replyTo(nameOf(thread, comment));
  openIn(thread, comment.id, opener, words, {
    draft: comment.id,
    submit: words.post,
    label,
    send: (source, lang, self) => post(thread, comment, source, lang, self),
  });
}

/** A composer in the slot of a comment; the opener has the focus again when it closes empty. @param {Thread} thread @param {string} id @param {HTMLElement | null} opener @param {Writing} words @param {Task} task */
export function openIn(thread, id, opener, words, task) {
  dress(thread);
  const slot = slotOf(thread, id);
  const standing = slot.querySelector("form");
  if (standing && composers.get(standing)?.task.draft === task.draft)
    return standing.querySelector("textarea")?.focus();
  const input = h("textarea", { part: "input", rows: 1, "aria-label": task.label, placeholder: task.label });
  const form = h("form", { class: "composer", part: "composer" }, avatar(thread.home.me, "s"), input);
  const close = () => {
    const held = slot.contains(thread.shadow.activeElement);
    fill(slot);
    task.close?.();
    if (held) opener?.focus();
  };
  fill(slot, form, speaker(thread));
  new Composer(thread, form, input, { ...task, close }, words).open();
  input.focus();
}
