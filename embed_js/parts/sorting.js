/** Why a card is there, and how all of them are sorted, with the numbers of now. */
import { h } from "../core/dom.js";
import { writingWords } from "../i18n/writing.js";
import { levelOf } from "./feed-card.js";
import { openPanel } from "./panel.js";

/** @typedef {import("../types.js").Card} Card */
/** @typedef {import("../elements/feed.js").Feed} Feed */

/** @param {Feed} feed @param {HTMLElement} button @param {Card} card @param {Element} slot */
export async function why(feed, button, card, slot) {
  const { close } = await writingWords(feed.tongue);
  const panel = openPanel(feed, slot, button, { title: feed.told.why, close });
  panel?.body.append(h("p", {}, `${card.why.sentence}.`), h("p", { class: "small muted" }, numbers(feed, card)));
}

/** @param {Feed} feed @param {HTMLElement} button */
export async function how(feed, button) {
  const { told: words, tongue, foot } = feed;
  const { close } = await writingWords(tongue);
  const slot = /** @type {Element} */ (foot.lastElementChild);
  const panel = openPanel(feed, slot, button, { title: words.how, close, level: levelOf(feed) });
  if (!panel) return;
  if (feed.page?.tab === "newest") return panel.body.append(h("p", {}, words.byTime));
  const formula = await (await feed.home.client()).get("/feed/formula");
  for (const sentence of formula.sentences) panel.body.append(h("p", {}, sentence));
  const weights = h("ul");
  for (const { weight, sentence } of formula.reasons)
    weights.append(h("li", {}, `${format(tongue, weight)}: ${sentence}`));
  const now = h("ol", { class: "numbers" });
  for (const card of feed.cards.values())
    if (card.score) now.append(h("li", {}, card.title, h("br"), h("span", { class: "muted" }, numbers(feed, card))));
  panel.body.append(h("p", {}, h("b", {}, words.weights)), weights, h("p", {}, h("b", {}, words.today)), now);
}

/** @param {Feed} feed @param {Card} card */
function numbers({ told: words, tongue }, { score }) {
  if (!score) return words.byTime;
  const shown = /** @type {any} */ ({});
  for (const [name, value] of Object.entries(score)) shown[name] = format(tongue, value);
  return words.numbers(shown);
}

/** @param {string} tongue @param {number} value */
const format = (tongue, value) => value.toLocaleString(tongue, { maximumFractionDigits: 2 });
