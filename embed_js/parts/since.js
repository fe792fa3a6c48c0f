/** On top of the feed: how much came since the last visit, by reason, each leading to its first card. */
import { fill, h } from "../core/dom.js";
import { mineWords } from "../i18n/mine-words.js";

/** @typedef {import("../elements/feed.js").Feed} Feed */

/** @param {Feed} feed */
export async function since(feed) {
  const snapshot = encodeURIComponent(feed.page?.snapshot ?? "");
  const { count, kinds } = await (await feed.home.client()).get(`/feed/since?snapshot=${snapshot}`);
  if (!count || feed.signal.aborted) return;
  const words = await mineWords(feed.tongue);
  const line = h("p", { class: "small muted since" }, words.since);
  for (const [at, { kind, count: number }] of kinds.entries()) {
    const said = words.kinds[kind]?.(number) ?? `${number}`;
    line.append(at ? " · " : " ", firstOf(feed, kind) ? way(feed, kind, said) : said);
  }
  fill(feed.last, line);
}

/** @param {Feed} feed @param {string} kind @param {string} said */
function way(feed, kind, said) {
  const onclick = () => firstOf(feed, kind)?.focus();
  return h("button", { class: "link", part: "button", type: "button", onclick }, said);
}

/** The first card on the screen that is there for a reason. @param {Feed} feed @param {string} kind */
function firstOf(feed, kind) {
  for (const { id, why } of feed.cards.values())
    if (why.kind === kind) return /** @type {HTMLElement | null} */ (feed.list.querySelector(`[data-id="${id}"]`));
  return null;
}
