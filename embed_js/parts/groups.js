/** The groups of a site that one may see: go to one, or start one where one may. */
import { fill, h } from "../core/dom.js";
import { groupForm } from "./group-form.js";
import { refusing, runningWords } from "./group-lines.js";
import { openPanel } from "./panel.js";

/** @typedef {import("../types.js").Group} Described */
/** @typedef {import("../elements/group.js").Group} Group */

/** @param {Group} widget @param {Element} slot @param {HTMLElement} opener */
export async function listGroups(widget, slot, opener) {
  const words = await runningWords(widget.tongue);
  const panel = openPanel(widget, slot, opener, { title: widget.told.groups, close: words.close });
  if (!panel) return;
  const list = h("ul", { class: "folks" });
  const foot = h("div");
  panel.body.append(list, foot);
  const attempt = refusing(widget, panel.body);
  const more = (/** @type {string} */ cursor) =>
    attempt(async () => {
      const client = await widget.home.client();
      const { items, next, may } = await client.get(`/groups${cursor && `?cursor=${encodeURIComponent(cursor)}`}`);
      for (const group of items) list.append(line(widget, group, words));
      if (!list.firstChild) list.append(h("li", { class: "muted" }, words.noGroups));
      const on = () => more(next);
      const begin = () => fill(foot, starting(widget, words, attempt));
      fill(
        foot,
        next && h("button", { class: "quiet", part: "button more", type: "button", onclick: on }, words.more),
        may.includes("found") &&
          h("button", { class: "quiet", part: "button", type: "button", onclick: begin }, words.start),
      );
    });
  await more("");
}

/** @param {Group} widget @param {Described} group @param {import("../i18n/types.js").Running} words */
function line(widget, group, words) {
  const { told } = widget;
  const here = group.id === widget.hub.data?.group?.id;
  const facts = [told.sorts[group.kind], group.visible || told.hiddenSort, told.members(group.member_count)];
  if (group.mine?.state === "member") facts.push(words.member);
  const go = { class: "link", part: "button", type: "button", onclick: () => show(widget, group.id) };
  const about = h("div", { class: "muted small" }, facts.filter((fact) => fact !== true).join(" · "));
  const name = here ? h("b", {}, group.name) : h("button", go, group.name);
  return h(
    "li",
    {},
    h("div", { class: "grow" }, name, about, group.purpose && h("div", { class: "small" }, group.purpose)),
  );
}

/** The element shows another group: it begins anew. @param {Group} widget @param {string} id */
function show({ host }, id) {
  host.setAttribute("group", id);
  host.scrollIntoView({ block: "nearest" });
}

/** @param {Group} widget @param {import("../i18n/types.js").Running} words @param {(run: () => Promise<unknown>) => Promise<void>} attempt */
function starting(widget, words, attempt) {
  const empty = { name: "", purpose: "", kind: "open", visible: true };
  const form = groupForm(words, empty, words.startIt, (said) =>
    attempt(async () => {
      const made = await (await widget.home.client()).call("POST", "/groups", { body: said });
      show(widget, made.id);
    }),
  );
  setTimeout(() => form.querySelector("input")?.focus());
  return form;
}
