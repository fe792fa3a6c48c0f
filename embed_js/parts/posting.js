/** Posting: shown at once, confirmed by the service, or taken back with every word kept. */
import { newKey } from "../core/client.js";
import { adjust, confirm, focusOn, place, take } from "./place.js";

/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {import("../elements/thread.js").Thread} Thread */
/** @typedef {import("./composer.js").Composer} Composer */

/** The same words to the same place are the same attempt, however often they are sent. @type {Map<string, string>} */
const keys = new Map();

/** @param {Thread} thread @param {Comment | null} parent @param {string} source @param {string} lang @param {Composer} composer */
export async function post(thread, parent, source, lang, composer) {
  const object = parent?.id ?? thread.hub.data?.page.id ?? "";
  const files = composer.files?.wanted() ?? [];
  const attempt = `${object} ${lang} ${source} ${files.map(({ id, alt }) => id + alt)}`;
  const key = keys.get(attempt) ?? newKey();
  keys.set(attempt, key);
  const waiting = pending(thread, parent, source, lang, key);
  place(thread, waiting, thread.sort !== "oldest");
  thread.refresh();
  composer.close();
  composer.input.value = "";
  focusOn(thread, waiting.id);
  try {
    const comment = await (await thread.home.client()).reply(object, { source, lang, files }, key);
    keys.delete(attempt);
    posted(thread, waiting.id, comment);
    composer.clear();
    thread.say(composer.words.posted);
  } catch (fault) {
    take(thread, waiting.id);
    thread.refresh();
    throw fault;
  }
}

/** @param {Thread} thread @param {string} id @param {Comment} comment */
function posted(thread, id, comment) {
  thread.hub.mine[comment.id] = { reactions: [], may: comment.may ?? [] };
  const held = thread.nodes.get(id)?.contains(thread.shadow.activeElement);
  confirm(thread, id, comment);
  adjust(thread, 1);
  if (held) focusOn(thread, comment.id);
  if (comment.following) import("./followed.js").then(({ note }) => note(thread, comment));
  import("./nudge.js").then(({ nudge }) => nudge(thread, thread.nodes.get(comment.id)?.children[1])).catch(String);
  thread.emit("comment-posted", { id: comment.id, page: thread.place.id });
}

/** What is shown until the service answers. @param {Thread} thread @param {Comment | null} parent @param {string} source @param {string} lang @param {string} key @returns {Comment} */
function pending(thread, parent, source, lang, key) {
  const depth = parent ? parent.depth + 1 : 0;
  const name = parent?.author?.name;
  return {
    id: `pending-${key}`,
    page: thread.hub.data?.page.id ?? "",
    parent: parent?.id ?? null,
    depth,
    author: thread.home.me,
    html: paragraphs(source),
    files: [],
    lang,
    created_at: new Date().toISOString(),
    edited_at: null,
    removed: false,
    hidden: null,
    in_reply_to: parent && name && depth > 2 ? { id: parent.id, name } : null,
    tally: {},
    replies: 0,
    hidden_replies: 0,
    version: 0,
    pending: true,
  };
}

/** Plain text as paragraphs, every special character escaped. @param {string} source */
export function paragraphs(source) {
  const safe = source
    .replace(/@\[([^[\]\n]+)\]\(\w{26}\)/g, "@$1")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
  return `<p>${safe.replace(/\n{2,}/g, "</p><p>").replace(/\n/g, "<br>")}</p>`;
}
