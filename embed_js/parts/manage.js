/** For community managers: hide with a reason that everybody sees, and put back. */
import { h } from "../core/dom.js";
import { trusted } from "../core/trusted.js";
import { writingWords } from "../i18n/writing.js";
import { openPanel, slotOf } from "./panel.js";
import { adjust, focusOn, place } from "./place.js";

/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {import("../elements/thread.js").Thread} Thread */

/** As the service takes it, characters. */
const REASON_MOST = 300;

/** @param {Thread} thread @param {Comment} comment @param {HTMLElement} opener */
export async function hide(thread, comment, opener) {
  const words = await writingWords(thread.tongue);
  const panel = openPanel(thread, slotOf(thread, comment.id), opener, { title: words.hide, close: words.cancel });
  const field = h("input", { type: "text", required: true, maxlength: REASON_MOST, "aria-label": words.hideReason });
  const go = async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      const body = { reason: field.value.trim() };
      const hidden = await (await thread.home.client()).call("PUT", `/comments/${comment.id}/hidden`, { body });
      slotOf(thread, comment.id).replaceChildren();
      place(thread, { ...hidden, html: null, author: null, tally: {} });
      focusOn(thread, comment.id);
      thread.say(words.hiddenSaid);
    } catch (fault) {
      panel?.body.append(h("p", { class: "fault", role: "alert" }, await thread.failed(fault)));
    }
  };
  const submit = h("button", { class: "primary", part: "button" }, words.hide);
  panel?.body.append(h("form", { onsubmit: go }, h("p", {}, words.hideReason), h("p", {}, field), submit));
  field.focus();
}

/** @param {Thread} thread @param {Comment} comment */
export async function restore(thread, comment) {
  const words = await writingWords(thread.tongue);
  const shown = await (await thread.home.client()).call("DELETE", `/comments/${comment.id}/hidden`);
  // 204 carries no comment: ask for it.
  place(thread, shown ?? (await (await thread.home.client()).get(`/comments/${comment.id}`)));
  adjust(thread, 0);
  focusOn(thread, comment.id);
  thread.say(words.restoredSaid);
}

/** @param {Thread} thread @param {Comment} comment @param {HTMLElement} opener */
export async function showHidden(thread, comment, opener) {
  const words = await writingWords(thread.tongue);
  const full = await (await thread.home.client()).get(`/comments/${comment.id}`);
  const title = full.author?.name ?? thread.words.someone;
  const panel = openPanel(thread, slotOf(thread, comment.id), opener, { title, close: words.close });
  panel?.body.append(trusted(full.html ?? ""));
}
