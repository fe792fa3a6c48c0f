/** A panel that opens in place and closes to where one came from. */
import { fill, h } from "../core/dom.js";
import { touch } from "../styles/touch.js";

/** @typedef {import("../core/element.js").Widget} Widget */

/**
 * Open a panel in a slot; the same button closes it. Gives null where it closed.
 * @param {Widget} widget @param {Element} slot @param {HTMLElement} opener @param {{title: string, close: string}} words
 * @returns {{body: HTMLElement, close: () => void} | null}
 */
export function openPanel(widget, slot, opener, { title, close: closeWord }) {
  widget.wear(touch);
  const was = opener.getAttribute("aria-expanded") === "true" && slot.firstChild;
  const close = () => {
    fill(slot);
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  };
  if (was) {
    close();
    return null;
  }
  const body = h("div");
  const heading = h("h3", { tabindex: -1 }, title);
  const shut = h("button", { class: "quiet", part: "button", type: "button", onclick: close }, closeWord);
  const onEscape = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") close();
  };
  const head = h("div", { class: "row" }, heading, shut);
  fill(
    slot,
    h("div", { class: "panel", part: "card", role: "group", "aria-label": title, onkeydown: onEscape }, head, body),
  );
  opener.setAttribute("aria-expanded", "true");
  heading.focus();
  return { body, close };
}

/** Where a comment opens what belongs to it. @param {import("../elements/thread.js").Thread} thread @param {string} id */
export const slotOf = (thread, id) => /** @type {Element} */ (thread.nodes.get(id)?.children[1]);
