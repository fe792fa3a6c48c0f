/** Sharing something from the feed, and the replies to what was shared, in place. */

import { ago } from "../core/ago.js";
import { newKey } from "../core/client.js";
import { h } from "../core/dom.js";
import { trusted } from "../core/trusted.js";
import { writingWords } from "../i18n/writing.js";
import { dress } from "../styles/touch.js";
import { Composer, composers } from "./composer.js";
import { cardNode, cutOf, wordsOf } from "./feed-card.js";
import { naming } from "./named.js";
import { openPanel } from "./panel.js";
import { avatar } from "./person.js";
import { shelf } from "./shelf.js";

/** @typedef {import("../types.js").Card} Card */
/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {import("../elements/feed.js").Feed} Feed */

/** The composer of the feed wakes up. @param {Feed} feed @param {HTMLFormElement} form */
export async function enliven(feed, form) {
  const words = await writingWords(feed.tongue);
  const input = form.querySelector("textarea");
  if (composers.has(form) || !input) return;
  /** @type {() => {id: string, name: string} | null} */
  let chosen = () => null;
  const composer = writer(feed, form, input, words, "feed", async (said, key) => {
    const group = chosen();
    const body = { ...said, group: group?.id ?? null };
    // Said to others, the same words are another attempt.
    const comment = await (await feed.home.client()).call("POST", "/posts", { body, key: `${key}${group?.id ?? ""}` });
    place(feed, comment, group);
  });
  if (feed.shadow.activeElement === input) composer.open();
  chosen = await (await import("./whom.js")).whom(feed, composer.tools);
}

/** @param {Feed} feed @param {HTMLFormElement} form @param {HTMLTextAreaElement} input @param {import("../i18n/types.js").Writing} words @param {string} draft @param {(body: object, key: string) => Promise<void>} send */
function writer(feed, form, input, words, draft, send) {
  dress(feed);
  /** The same words are the same attempt. @type {Map<string, string>} */
  const keys = new Map();
  const task = {
    draft,
    submit: draft === "feed" ? feed.told.shareIt : words.post,
    label: input.placeholder,
    send: async (/** @type {string} */ source, /** @type {string} */ lang, /** @type {Composer} */ self) => {
      const files = self.files?.wanted() ?? [];
      const attempt = `${lang} ${source} ${files.map(({ id, alt }) => id + alt)}`;
      const key = keys.get(attempt) ?? newKey();
      keys.set(attempt, key);
      await send({ source, lang, files }, key);
      keys.delete(attempt);
      self.clear();
      feed.say(draft === "feed" ? feed.told.shared : words.posted);
    },
  };
  return new Composer(/** @type {any} */ (feed), form, input, task, words);
}

/** What was just shared stands on top. @param {Feed} feed @param {Comment} comment @param {{id: string, name: string} | null} group */
function place(feed, comment, group) {
  /** @type {Card} */
  const card = {
    id: comment.id,
    thread: comment.id,
    title: cutOf(wordsOf(comment.html ?? "")),
    page: null,
    group,
    topics: [],
    comment,
    answers: 0,
    unanswered: false,
    unseen: false,
    following: { thread: "all", person: "off" },
    why: { kind: "yours", sentence: feed.told.yours },
    score: null,
  };
  feed.cards.set(card.id, card);
  const node = cardNode(feed, card);
  feed.list.prepend(node);
  feed.note.hidden = true;
  feed.number();
  node.focus();
  feed.emit("comment-posted", { id: comment.id, page: feed.place.id });
  import("./nudge.js").then(({ nudge }) => nudge(feed, node.lastElementChild ?? undefined)).catch(String);
}

/** Read the replies to a post, and reply. @param {Feed} feed @param {HTMLElement} button @param {Card} card @param {Element} slot */
export async function answers(feed, button, card, slot) {
  const words = await writingWords(feed.tongue);
  const panel = openPanel(feed, slot, button, { title: feed.told.answersOn(card.title), close: words.close });
  if (!panel) return;
  const client = await feed.home.client();
  const { items } = await client.get(`/objects/${card.thread}/replies?cursor=start`);
  const list = h("ol", { class: "answers" });
  for (const comment of items) list.append(answer(feed, comment));
  const label = { placeholder: feed.told.answering, "aria-label": feed.told.answering };
  const input = h("textarea", { part: "input", rows: 1, ...label });
  const form = h("form", { class: "composer", part: "composer" }, input);
  panel.body.append(list, form);
  writer(feed, form, input, words, card.thread, async (body, key) => {
    list.append(answer(feed, await client.reply(card.thread, body, key)));
  });
  input.focus();
}

/** @param {Feed} feed @param {Comment} comment */
function answer(feed, { author, created_at: at, html, lang, files }) {
  const body = h("div", { lang });
  body.append(trusted(html ?? ""), ...(files[0] ? [shelf(feed, files)] : []));
  const name = author ? naming(feed, author) : "…";
  const time = h("span", { class: "small muted" }, ` ${ago(at, feed.tongue, "")}`);
  return h("li", {}, avatar(author, "s"), h("div", {}, h("b", {}, name), time, body));
}
