/** What one follows and what one muted: to look at, and to end. */
import { fill, h } from "../core/dom.js";
import { mineWords } from "../i18n/mine-words.js";
import { writingWords } from "../i18n/writing.js";
import { levelOf } from "./feed-card.js";
import { openPanel } from "./panel.js";

/** @typedef {import("../elements/feed.js").Feed} Feed */
/** @typedef {import("../i18n/mine.js").Mine} Words */
/** @typedef {{id: string, kind: string, name: string | null, url: string | null, level?: string, conversation?: {id: string, level: string} | null}} Thing */

/** @param {Feed} feed @param {HTMLElement} button */
export async function mine(feed, button) {
  const words = await mineWords(feed.tongue);
  const { close, more } = await writingWords(feed.tongue);
  const slot = /** @type {Element} */ (feed.foot.lastElementChild);
  const panel = openPanel(feed, slot, button, { title: words.mine, close, level: levelOf(feed) });
  if (!panel) return;
  for (const what of /** @type {("follows" | "mutes")[]} */ (["follows", "mutes"])) {
    const list = h("ul");
    panel.body.append(h("p", {}, h("b", {}, words[what])), list);
    await load(feed, words, { what, list, more }, "");
  }
}

/** @param {Feed} feed @param {Words} words @param {{what: "follows" | "mutes", list: HTMLElement, more: string}} where @param {string} cursor */
async function load(feed, words, where, cursor) {
  const { what, list, more } = where;
  const query = cursor && `?cursor=${encodeURIComponent(cursor)}`;
  const { items, next } = await (await feed.home.client()).get(`/me/${what}${query}`);
  if (!items.length && !cursor) fill(list, h("li", { class: "muted" }, words[`${what}None`]));
  for (const thing of items) list.append(line(feed, words, what, thing));
  if (!next) return;
  const row = h("li");
  const on = async () => {
    await load(feed, words, where, next);
    row.remove();
  };
  row.append(h("button", { class: "quiet", part: "button more", type: "button", onclick: on }, more));
  list.append(row);
}

/** @param {Feed} feed @param {Words} words @param {"follows" | "mutes"} what @param {Thing} thing */
function line(feed, words, what, thing) {
  const { id, kind, url } = thing;
  const name = thing.name ?? words.nameless[kind] ?? "";
  const shown = kind === "topic" ? `#${name}` : name;
  const ends = what === "follows";
  let over = false;
  const button = h("button", { class: "quiet", part: "button", type: "button", onclick: press });
  draw();
  async function press() {
    try {
      const client = await feed.home.client();
      const level = (/** @type {{level?: string}} */ each) => ({ body: { level: over ? each.level : "off" } });
      if (!ends) await client.call(over ? "PUT" : "DELETE", `/objects/${id}/mute`);
      else await client.call("PUT", `/objects/${id}/follow`, level(thing));
      if (thing.conversation)
        await client.call("PUT", `/objects/${thing.conversation.id}/follow`, level(thing.conversation));
      over = !over;
      draw();
      if (over) feed.say(words.stopped);
    } catch (fault) {
      feed.say(await feed.failed(fault));
    }
  }
  function draw() {
    const label = over ? words.again : ends ? words.stop : words.show;
    fill(button, label);
    button.setAttribute("aria-label", `${label}: ${shown}`);
  }
  return h("li", { class: "row kept" }, h(url ? "a" : "span", { class: "grow", href: url }, shown), button);
}
