/** Who reacted, newest first. */
import { h } from "../core/dom.js";
import { writingWords } from "../i18n/writing.js";
import { named } from "./named.js";
import { openPanel } from "./panel.js";

/** @typedef {import("../core/element.js").Widget} Widget */
/** @typedef {{kind: string, person: import("../types.js").Person, at: string}} Row */

/** @param {Widget} widget @param {string} object @param {HTMLElement} opener @param {Element} slot */
export async function whoList(widget, object, opener, slot) {
  const words = await writingWords(widget.tongue);
  const panel = openPanel(widget, slot, opener, { title: words.whoTitle, close: words.close });
  if (!panel) return;
  const list = h("ul");
  panel.body.append(list);
  const more = async (/** @type {string} */ cursor) => {
    const path = `/objects/${object}/reactions${cursor && `?cursor=${encodeURIComponent(cursor)}`}`;
    const { items, next } = await (await widget.home.client()).get(path);
    for (const row of items) list.append(line(widget, row));
    if (!list.firstChild) list.append(h("li", { class: "muted" }, words.noneYet));
    if (next) nextButton(panel.body, words.more, () => more(next));
  };
  await more("").catch(async (fault) => panel.body.append(await widget.failed(fault)));
}

/** @param {Element} body @param {string} label @param {() => void} run */
function nextButton(body, label, run) {
  const button = h("button", { class: "quiet", part: "button more" }, label);
  button.addEventListener("click", () => {
    button.remove();
    run();
  });
  body.append(button);
}

/** @param {Widget} widget @param {Row} row */
function line(widget, { kind, person }) {
  const kinds = widget.hub.data?.site.reactions ?? [];
  const place = h("span", { class: "muted small" }, person.department);
  const word = kinds.length > 1 && h("span", { class: "small muted" }, `· ${widget.words.kinds[kind]}`);
  return h("li", { class: "row" }, named(widget, person), place, word);
}
