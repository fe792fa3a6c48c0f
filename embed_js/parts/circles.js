/** The groups of a site, from the feed: to look through, and to go into one in place. */
import { fill, h, set } from "../core/dom.js";
import { short } from "../core/i18n.js";
import { levelOf } from "./feed-card.js";
import { runningWords } from "./group-lines.js";
import { openPanel } from "./panel.js";

/** @typedef {import("../elements/feed.js").Feed} Feed */
/** @typedef {import("../types.js").Group} Group */

/** @param {string} tongue @returns {Promise<import("../i18n/types.js").Grouping>} */
const groupWords = async (tongue) =>
  (await (short(tongue) === "nl" ? import("../i18n/nl-group.js") : import("../i18n/en-group.js"))).words;

/** @param {Feed} feed @param {HTMLElement} button */
export async function circles(feed, button) {
  const { close, more, noGroups, member } = await runningWords(feed.tongue);
  const { sorts, members } = await groupWords(feed.tongue);
  const slot = /** @type {Element} */ (feed.foot.lastElementChild);
  const panel = openPanel(feed, slot, button, { title: feed.told.groups, close, level: levelOf(feed) });
  if (!panel) return;
  const list = h("ul");
  const foot = h("div");
  fill(panel.body, list, foot);
  /** @param {Group} group */
  const line = (group) => {
    const go = { class: "link", part: "button", type: "button", onclick: () => enter(feed, panel.body, group) };
    const facts = [sorts[group.kind], members(group.member_count), group.mine?.state === "member" && member];
    const about = h("div", { class: "muted small" }, facts.filter((fact) => fact).join(" · "));
    return h(
      "li",
      {},
      h("button", go, group.name),
      about,
      group.purpose && h("div", { class: "small" }, group.purpose),
    );
  };
  const load = async (/** @type {string} */ query) => {
    const { items, next } = await (await feed.home.client()).get(`/groups${query}`);
    for (const group of items) list.append(line(group));
    if (!list.firstChild) list.append(h("li", { class: "muted" }, noGroups));
    const onclick = () =>
      load(`?cursor=${encodeURIComponent(next)}`).catch(async (fault) => feed.say(await feed.failed(fault)));
    fill(foot, next && h("button", { class: "quiet", part: "button more", type: "button", onclick }, more));
  };
  await load("");
}

/** The group's own conversation, in place of the list: it needs no page. @param {Feed} feed @param {HTMLElement} body @param {Group} group */
function enter({ host, tongue }, body, group) {
  const talk = document.createElement("weerklank-thread");
  for (const name of ["site", "theme", "heading-level"]) set(talk, name, host.getAttribute(name));
  set(talk, "lang", tongue);
  set(talk, "group", group.id);
  fill(body, talk);
}
