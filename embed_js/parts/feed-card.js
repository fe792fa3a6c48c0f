/** One card of the feed: why, what it is about, the words, and how it stands. */

import { ago } from "../core/ago.js";
import { h, icon } from "../core/dom.js";
import { trusted } from "../core/trusted.js";
import { MORE } from "./dots.js";
import { avatar } from "./person.js";
import { shelf } from "./shelf.js";

/** @typedef {import("../types.js").Card} Card */
/** @typedef {import("../elements/feed.js").Feed} Feed */

/** As many characters of a post as stand for its title. */
const TITLE = 120;

/** @param {Feed} feed @param {Card} card */
export function cardNode(feed, card) {
  const { why, title } = card;
  const said = wordsOf(card.comment.html ?? "");
  const cut = card.comment.id === card.thread && cutOf(said);
  const quoted = cut ? `…${said.slice(cut.length - 1)}` : card.page ? `“${said}”` : said;
  const node = h(
    "article",
    { role: "article", part: "card", tabindex: 0, "data-id": card.id, "aria-label": `${why.sentence}: ${title}` },
    h("p", { class: "why small muted", part: "why" }, card.unseen && dot(feed), why.sentence),
    heading(feed, card, cut || title),
    said !== cut && h("div", { class: "quote", lang: card.comment.lang }, quoted),
    card.comment.files[0] && shelf(feed, card.comment.files),
    meta(feed, card),
    actions(feed, card),
    h("div", { class: "slot" }),
  );
  return node;
}

/** What of a post stands for its title: the first words, whole where they are few. @param {string} said */
export const cutOf = (said) => (said.length > TITLE ? `${said.slice(0, TITLE).replace(/\s+\S*$/, "")}…` : said);

/** Sanitised HTML as its words. @param {string} html */
export function wordsOf(html) {
  const text = trusted(html).textContent ?? "";
  return text.replace(/\s+/g, " ").trim();
}

/** @param {Feed} feed */
function dot(feed) {
  return h("span", { class: "dot", role: "img", "aria-label": feed.told.unseen });
}

/** Which heading a card has. @param {Feed} feed */
export function levelOf({ host }) {
  const level = Number(host.getAttribute("heading-level"));
  return /** @type {"h3"} */ (`h${level >= 2 && level <= 6 ? level : 3}`);
}

/** Where on its page something was said. @param {string} url @param {{id: string}} comment */
const placeOf = (url, { id }) => `${url}#weerklank-${id}`;

/** @param {Feed} feed @param {Card} card @param {string} title */
function heading(feed, { page, comment }, title) {
  const link = page?.url && h("a", { href: placeOf(page.url, comment) }, title);
  return h(levelOf(feed), { class: "title" }, link || title);
}

/** @param {Feed} feed @param {Card} card */
function meta({ told: words, tongue }, { comment, answers, unanswered, page }) {
  const { author, created_at: at } = comment;
  const now = new Intl.RelativeTimeFormat(tongue, { numeric: "auto" }).format(0, "second");
  const time = h("time", { datetime: at }, ago(at, tongue, now));
  return h(
    "p",
    { class: "meta small muted" },
    author &&
      h("button", { class: "named", "data-do": "card", "aria-expanded": "false" }, avatar(author, "s"), author.name),
    time,
    answers && (page || !unanswered) ? h("span", {}, words.replies(answers)) : null,
    unanswered && h("span", { class: "open-end" }, words.unanswered),
  );
}

/** @param {Feed} feed @param {Card} card */
function actions({ told: words }, { title, page, comment }) {
  const more = {
    "data-do": "menu",
    "aria-label": words.about(title),
    "aria-haspopup": "menu",
    "aria-expanded": "false",
  };
  const answer = { class: "act", part: "button reply", "aria-label": words.answerTo(title) };
  const here = { ...answer, "data-do": "answers", "aria-expanded": "false" };
  return h(
    "div",
    { class: "acts", part: "actions" },
    page
      ? page.url && h("a", { ...answer, href: placeOf(page.url, comment) }, words.answer)
      : h("button", here, words.answer),
    h("button", { class: "act dots", part: "button", ...more }, icon(MORE)),
  );
}
