/** Why nothing comes: for whoever builds the page, in the console, and in place where debugging was asked for. */
import { fill, h } from "../core/dom.js";
import { writingWords } from "../i18n/writing.js";

/** @typedef {import("../core/element.js").Widget} Widget */

/** Whoever was told once has it in the console. @type {WeakSet<object>} */
const said = new WeakSet();

/** @param {Widget} widget @param {Element} slot */
export async function explain(widget, slot) {
  const { kit, home, tongue } = widget;
  const words = await writingWords(tongue);
  const reasons = {
    ok: "",
    unreachable: words.unreachable(kit.origin),
    unknown_site: words.unknownSite(home.site),
    origin_not_registered: words.unknownOrigin(location.origin),
  };
  const reason = reasons[await statusOf(kit.origin, home.site)];
  if (!reason) return;
  if (!said.has(home)) console.warn(`Weerklank: ${reason}`);
  said.add(home);
  if (kit.debug) fill(slot, h("p", { class: "small", part: "why" }, reason));
}

/** @param {string} origin @param {string} site @returns {Promise<"ok" | "unknown_site" | "origin_not_registered" | "unreachable">} */
async function statusOf(origin, site) {
  try {
    const answer = await fetch(`${origin}/embed/status?${new URLSearchParams({ site })}`, { credentials: "omit" });
    return (await answer.json()).status;
  } catch {
    return "unreachable";
  }
}
