/** One's own comment: written anew, or removed. */
import { h } from "../core/dom.js";
import { writingWords } from "../i18n/writing.js";
import { nameOf } from "./comment.js";
import { openPanel, slotOf } from "./panel.js";
import { adjust, focusOn, place, take } from "./place.js";
import { openIn } from "./replying.js";

/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {import("../elements/thread.js").Thread} Thread */
/** @typedef {import("../core/problem.js").Problem} Problem */

/** @param {Thread} thread @param {Comment} comment @param {HTMLElement} opener */
export async function edit(thread, comment, opener) {
  const words = await writingWords(thread.tongue);
  const client = await thread.home.client();
  let current = await client.get(`/comments/${comment.id}`);
  const send = async (/** @type {string} */ source) => {
    try {
      const body = { source };
      const changed = await client.call("PATCH", `/comments/${comment.id}`, { body, version: current.version });
      const composer = slotOf(thread, comment.id);
      composer.replaceChildren();
      forgetDraft(thread, comment.id);
      place(thread, changed);
      focusOn(thread, comment.id);
      thread.say(words.saved);
      thread.emit("comment-edited", { id: comment.id, page: thread.place.id });
    } catch (fault) {
      if (/** @type {Problem} */ (fault).code !== "stale") throw fault;
      current = await client.get(`/comments/${comment.id}`);
      /** @type {Problem} */ (fault).message = words.stale;
      throw fault;
    }
  };
  const label = words.editOf(nameOf(thread, comment));
  openIn(thread, comment.id, opener, words, {
    draft: `edit-${comment.id}`,
    submit: words.save,
    label,
    text: current.source,
    lang: comment.lang ?? undefined,
    send,
  });
}

/** @param {Thread} thread @param {string} id */
async function forgetDraft({ home }, id) {
  const { drop } = await import("../core/drafts.js");
  if (home.me) drop(home.site, home.me.id, `edit-${id}`);
}

/** Ask once, then remove; the focus goes where reading goes on. @param {Thread} thread @param {Comment} comment @param {HTMLElement} opener */
export async function remove(thread, comment, opener) {
  const words = await writingWords(thread.tongue);
  const panel = openPanel(thread, slotOf(thread, comment.id), opener, { title: words.removeAsk, close: words.cancel });
  const go = async () => {
    yes.setAttribute("aria-disabled", "true");
    try {
      await (await thread.home.client()).call("DELETE", `/comments/${comment.id}`);
      removed(thread, comment);
      thread.say(words.removedSaid);
    } catch (fault) {
      yes.removeAttribute("aria-disabled");
      panel?.body.append(h("p", { class: "fault", role: "alert" }, await thread.failed(fault)));
    }
  };
  const yes = h("button", { class: "primary", part: "button", onclick: go }, words.remove);
  panel?.body.append(h("p", {}, yes));
}

/** @param {Thread} thread @param {Comment} comment */
function removed(thread, comment) {
  const next = neighbour(thread, comment.id);
  slotOf(thread, comment.id).replaceChildren();
  if (comment.replies || thread.nodes.get(comment.id)?.querySelector(".kids li")) {
    place(thread, { ...comment, removed: true, html: null, author: null, tally: {}, version: comment.version + 1 });
  } else take(thread, comment.id);
  adjust(thread, -1);
  if (thread.nodes.has(comment.id)) focusOn(thread, comment.id);
  else if (next) focusOn(thread, next);
  else composerOf(thread)?.focus();
  thread.emit("comment-removed", { id: comment.id, page: thread.place.id });
}

/** The comment after this one on the screen, else the one before. @param {Thread} thread @param {string} id */
function neighbour(thread, id) {
  let before = "";
  let seen = false;
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (thread.section.querySelectorAll("li[data-id]"))) {
    if (seen) return node.dataset.id ?? "";
    seen = node.dataset.id === id;
    if (!seen) before = node.dataset.id ?? "";
  }
  return before;
}

/** @param {Thread} thread @returns {HTMLElement | null} */
const composerOf = ({ section }) => section.querySelector("textarea");
