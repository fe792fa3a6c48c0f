/** More than one kind of reaction: choose with which word one reacts. */
import { h, icon } from "../core/dom.js";
import { short } from "../core/i18n.js";
import { writingWords } from "../i18n/writing.js";
import { popMenu } from "./popmenu.js";
import { DOWN } from "./signs.js";

/** @typedef {import("../core/element.js").Widget} Widget */

/** The words of the other kinds; until they are here the first one's word stands for all. @param {Widget} widget */
export async function learnKinds({ tongue, words }) {
  const loading = short(tongue) === "nl" ? import("../i18n/nl-kinds.js") : import("../i18n/en-kinds.js");
  Object.assign(words.kinds, (await loading).words);
}

/** The kinds as a menu shows them. @param {Widget} widget @param {string} object @param {(kind: string | null) => void} choose */
export function kindItems(widget, object, choose) {
  const chosen = widget.hub.reaction(object);
  const items = [];
  for (const kind of widget.hub.data?.site.reactions ?? []) {
    const checked = kind === chosen;
    items.push({ label: widget.words.kinds[kind] ?? kind, checked, run: () => choose(checked ? null : kind) });
  }
  return items;
}

/** Stand a button beside the pill, once. @param {Widget} widget @param {HTMLElement} pill @param {() => string} object @param {(kind: string | null) => void} choose */
export async function chooser(widget, pill, object, choose) {
  const { choose: label } = await writingWords(widget.tongue);
  if (pill.nextElementSibling?.classList.contains("choose")) return;
  await learnKinds(widget);
  const open = () => popMenu(widget, button, label, kindItems(widget, object(), choose));
  const menu = { "aria-label": label, "aria-haspopup": "menu", "aria-expanded": "false" };
  const button = h("button", { class: "quiet", part: "button", onclick: open, ...menu }, icon(DOWN));
  pill.after(h("span", { class: "held choose" }, button));
  widget.draw();
}
