/** With whom something is shared: everybody, or one of one's groups; and in words who will read it. */
import { fill, h } from "../core/dom.js";
import { mineWords } from "../i18n/mine-words.js";

/** @typedef {import("../elements/feed.js").Feed} Feed */
/** @typedef {{id: string, name: string, kind: string, member_count: number, archived_at: string | null, mine: {state: string} | null}} Group */

/** Stand above the tools of the composer; gives what was chosen: a group, or null for everybody. @param {Feed} feed @param {HTMLElement} tools @returns {Promise<() => Group | null>} */
export async function whom(feed, tools) {
  const words = await mineWords(feed.tongue);
  const site = feed.home.siteName;
  /** @type {Map<string, Group>} */
  const groups = new Map();
  const { items } = await (await feed.home.client()).get("/groups?mine=true").catch(() => ({ items: [] }));
  for (const group of /** @type {Group[]} */ (items))
    if (group.mine?.state === "member" && !group.archived_at) groups.set(group.id, group);
  const select = h("select", { class: "sel", part: "button", "aria-label": words.shareWith, onchange: tell });
  select.append(h("option", { value: "" }, words.everybody));
  for (const { id, name } of groups.values()) select.append(h("option", { value: id }, name));
  const said = h("p", { class: "small muted", role: "status" });
  tools.prepend(h("div", { class: "whom" }, groups.size > 0 && select, said));
  const chosen = () => groups.get(select.value) ?? null;
  function tell() {
    const group = chosen();
    if (!group) return fill(said, words.readByAll(site));
    fill(
      said,
      group.kind === "open" ? words.readByOpen(group.name) : words.readByMembers(group.name, group.member_count),
    );
  }
  tell();
  return chosen;
}
