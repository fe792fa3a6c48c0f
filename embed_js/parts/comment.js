/** One comment: who, when, the words, and what one can do with it. */
import { ago, languageName } from "../core/ago.js";
import { fill, h, icon, set } from "../core/dom.js";
import { short } from "../core/i18n.js";
import { trusted } from "../core/trusted.js";
import { MORE } from "./dots.js";
import { LIKE } from "./icons.js";
import { avatar } from "./person.js";
import { shelf } from "./shelf.js";
import { levelOf } from "./tree.js";

/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {import("../elements/thread.js").Thread} Thread */

/** @param {Thread} thread @param {Comment} comment @returns {HTMLLIElement} */
export function commentNode(thread, comment) {
  const node = h(
    "li",
    { class: `c l${levelOf(comment)}`, "data-id": comment.id },
    h("article", { part: "comment", tabindex: -1 }),
    h("div", { class: "slot" }),
    h("ol", { class: "kids" }),
    h("button", { class: "more", part: "button more", "data-do": "replies" }),
  );
  paint(thread, node, comment);
  return node;
}

/**
 * Write a comment into its node, anew where it changed; a button that has the focus keeps it.
 * @param {Thread} thread @param {HTMLElement} node @param {Comment} comment
 */
export function paint(thread, node, comment) {
  const { words } = thread;
  const { version, hidden, pending, hidden_replies: more } = comment;
  const article = /** @type {HTMLElement} */ (node.firstElementChild);
  const face = `${[version, hidden?.reason, pending, comment.html === null, thread.may(comment, "reply")]}`;
  if (node.dataset.face !== face) {
    node.dataset.face = face;
    set(article, "aria-label", words.by(nameOf(thread, comment)));
    if (comment.html === null) fill(article, placeholder(thread, comment));
    else fill(article, avatar(comment.author), h("div", {}, ...lines(thread, comment)));
  }
  const like = article.querySelector("[data-do=like]");
  if (like) paintLike(thread, /** @type {HTMLElement} */ (like), comment);
  const button = /** @type {HTMLElement} */ (node.lastElementChild);
  set(button, "hidden", !more);
  fill(button, words.moreReplies(more));
}

/** Whose comment, in words. @param {Thread} thread @param {Comment} comment */
export const nameOf = (thread, comment) => comment.author?.name ?? thread.words.someone;

/** @param {Thread} thread @param {Comment} comment */
function placeholder(thread, comment) {
  const { hidden } = comment;
  const dots = hidden && thread.may(comment, "hide") && moreButton(thread, comment);
  return h(
    "p",
    { class: "gone muted row", part: "body" },
    hidden ? thread.words.hidden(hidden.reason) : thread.words.removed,
    dots,
  );
}

/** @param {Thread} thread @param {Comment} comment */
function lines(thread, comment) {
  const { words } = thread;
  const { in_reply_to: to, pending, lang, files } = comment;
  const body = h("div", { class: "body", part: "body", lang });
  body.append(trusted(comment.html ?? ""));
  return [
    header(thread, comment),
    to && h("a", { class: "small muted", href: `#weerklank-${to.id}` }, words.inReplyTo(to.name)),
    body,
    files[0] && shelf(thread, files),
    h("div", { class: "acts muted", part: "actions" }, ...(pending ? [words.pending] : actions(thread, comment))),
  ];
}

/** @param {Thread} thread @param {Comment} comment */
function header(thread, comment) {
  const { words, tongue } = thread;
  const { author, created_at: at, edited_at, lang } = comment;
  const tag = author?.kind === "shared" ? words.team : author?.kind === "former" && words.former;
  const time = h("time", { datetime: at }, ago(at, tongue, words.now));
  const meta = h("span", { class: "muted small" });
  if (author?.department && author.kind !== "shared") meta.append(author.department, " · ");
  meta.append(h("a", { href: `#weerklank-${comment.id}` }, time));
  if (edited_at) meta.append(" · ", edited(thread, comment));
  if (lang && short(lang) !== short(tongue)) meta.append(" · ", words.inLanguage(languageName(lang, tongue)));
  return h(
    "header",
    {},
    h("b", { part: "author" }, h("button", { "data-do": "card" }, nameOf(thread, comment))),
    tag && h("span", { class: "tag" }, tag),
    meta,
  );
}

/** "bewerkt", and a way to the history for those who may read it. @param {Thread} thread @param {Comment} comment */
function edited(thread, comment) {
  const { words } = thread;
  if (!thread.may(comment, "edit") && !thread.may(comment, "hide")) return words.edited;
  const label = `${words.edited}, ${words.by(nameOf(thread, comment))}`;
  return h(
    "button",
    { class: "link", part: "button", "data-do": "history", "aria-expanded": "false", "aria-label": label },
    words.edited,
  );
}

/** @param {Thread} thread @param {Comment} comment */
function actions(thread, comment) {
  const { words } = thread;
  const label = words.replyTo(nameOf(thread, comment));
  const reply = h(
    "button",
    { class: "act", part: "button reply", "data-do": "reply", "aria-label": label },
    words.reply,
  );
  const like = h("button", { class: "act", part: "button like", "data-do": "like" }, icon(LIKE), h("span"));
  return [like, thread.may(comment, "reply") && reply, moreButton(thread, comment)];
}

/** @param {Thread} thread @param {Comment} comment */
function moreButton(thread, comment) {
  const label = thread.words.about(nameOf(thread, comment));
  const menu = { "data-do": "menu", "aria-label": label, "aria-haspopup": "menu", "aria-expanded": "false" };
  return h("button", { class: "act dots", part: "button", ...menu }, icon(MORE));
}

/** @param {Thread} thread @param {HTMLElement} button @param {Comment} comment */
export function paintLike(thread, button, comment) {
  const { words, hub } = thread;
  const kind = hub.reaction(comment.id);
  let total = 0;
  for (const count of Object.values(comment.tally)) total += count;
  const may = thread.may(comment, "react");
  const word = words.kinds[kind ?? hub.data?.site.reactions[0] ?? "like"] ?? words.kinds.like;
  const text = total ? `${word} · ${total}` : word;
  set(button, "hidden", !may && !total);
  set(button, "aria-disabled", !may);
  set(button, "aria-pressed", `${kind !== null}`);
  set(button, "aria-label", `${text}, ${words.by(nameOf(thread, comment))}`);
  fill(/** @type {Element} */ (button.lastElementChild), text);
}
