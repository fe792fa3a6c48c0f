/** Beside one's own words: what one's profile lacks. Asked at most once a week, which the service knows; put away by a press. */
import { fill, h } from "../core/dom.js";
import { colleagueWords } from "../i18n/colleague-words.js";

/** @typedef {import("../core/element.js").Widget} Widget */
/** @typedef {import("../core/home.js").Home} Home */

/** Asked since this page stands. @type {WeakSet<Home>} */
const asked = new WeakSet();

/** @param {Widget} widget @param {Element | undefined} slot where it may stand, if nothing stands there */
export async function nudge(widget, slot) {
  const { home } = widget;
  if (asked.has(home) || !slot) return;
  asked.add(home);
  const client = await home.client();
  const { nudge: lacks } = await client.get("/me/profile");
  const words = await colleagueWords(widget.tongue);
  if (!lacks || slot.firstChild || !slot.isConnected) return;
  const place = h("div");
  const link = { class: "link", part: "button", type: "button" };
  const complete = async () => {
    const { card } = await import("./colleague.js");
    if (home.me) await card(widget, home.me, add, place, true);
  };
  const add = h("button", { ...link, "aria-expanded": "false", onclick: complete }, words.complete);
  const leave = () => {
    const above = slot.closest("article") ?? slot.previousElementSibling;
    fill(slot);
    /** @type {HTMLElement | null} */ (above)?.focus();
  };
  const away = h("button", { ...link, onclick: leave }, words.notNow);
  fill(slot, h("p", { class: "small muted", role: "status" }, words.lacks[lacks], " ", add, " · ", away), place);
  await client.call("PUT", "/me/profile/nudged");
}
