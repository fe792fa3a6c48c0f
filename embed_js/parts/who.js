/** Who reacted, newest first. */
import { h } from "../core/dom.js";
import { writingWords } from "../i18n/writing.js";
import { named } from "./named.js";
import { openPanel, paged } from "./panel.js";

/** @typedef {import("../core/element.js").Widget} Widget */
/** @typedef {{kind: string, person: import("../types.js").Person, at: string}} Row */

/** @param {Widget} widget @param {string} object @param {HTMLElement} opener @param {Element} slot */
export async function whoList(widget, object, opener, slot) {
  const words = await writingWords(widget.tongue);
  const panel = openPanel(widget, slot, opener, { title: words.whoTitle, close: words.close });
  if (!panel) return;
  const list = h("ul");
  panel.body.append(list);
  await paged(widget, panel.body, words.more, `/objects/${object}/reactions`, (items) => {
    for (const row of items) list.append(line(widget, row));
    if (!list.firstChild) list.append(h("li", { class: "muted" }, words.noneYet));
  });
}

/** @param {Widget} widget @param {Row} row */
function line(widget, { kind, person }) {
  const kinds = widget.hub.data?.site.reactions ?? [];
  const place = h("span", { class: "muted small" }, person.department);
  const word = kinds.length > 1 && h("span", { class: "small muted" }, `· ${widget.words.kinds[kind]}`);
  return h("li", { class: "row" }, named(widget, person), place, word);
}
