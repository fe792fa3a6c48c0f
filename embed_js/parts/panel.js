/** A panel that opens in place and closes to where one came from. */
import { fill, h } from "../core/dom.js";
import { dress } from "../styles/touch.js";

/** @typedef {import("../core/element.js").Widget} Widget */

/** What opened what stands in a slot. @type {WeakMap<Element, HTMLElement>} */
const openers = new WeakMap();

/**
 * Open a panel in a slot; the same button closes it. Gives null where it closed.
 * @param {Widget} widget @param {Element} slot @param {HTMLElement} opener
 * @param {{title: string, close: string, level?: "h3"}} words `level`: of its heading, below what stands above it
 * @returns {{body: HTMLElement, close: () => void} | null}
 */
export function openPanel(widget, slot, opener, { title, close: closeWord, level = "h3" }) {
  dress(widget);
  const was = opener.getAttribute("aria-expanded") === "true" && slot.firstChild;
  const close = () => {
    fill(slot);
    // What opened it may have been drawn anew meanwhile.
    const again = opener.isConnected ? opener : slot.parentElement?.querySelector(`[data-do="${opener.dataset.do}"]`);
    again?.setAttribute("aria-expanded", "false");
    /** @type {HTMLElement | null | undefined} */ (again)?.focus();
  };
  if (was) {
    close();
    return null;
  }
  openers.get(slot)?.setAttribute("aria-expanded", "false");
  openers.set(slot, opener);
  const body = h("div");
  const heading = h(level, { class: "title", tabindex: -1 }, title);
  const shut = h("button", { class: "quiet", part: "button", type: "button", onclick: close }, closeWord);
  const onEscape = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    // A card may stand in a list that is a panel itself: one at a time.
    event.stopPropagation();
    close();
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

/**
 * Read a list of the API into a panel, a page at a time: a button brings the next, and gives its place to what came.
 * @param {Widget} widget @param {HTMLElement} body @param {string} word @param {string} path @param {(items: any[]) => void} put
 */
export async function paged(widget, body, word, path, put) {
  const read = async (query = "") => {
    const { items, next } = await (await widget.home.client()).get(path + query);
    put(items);
    if (!next) return;
    const button = h("button", { class: "quiet", part: "button more", type: "button" }, word);
    button.addEventListener("click", async () => {
      const last = /** @type {HTMLElement} */ (button.previousElementSibling ?? body);
      button.remove();
      await show(`?cursor=${encodeURIComponent(next)}`);
      const place = /** @type {HTMLElement} */ (last.nextElementSibling ?? last);
      if (place.localName !== "button") place.tabIndex = -1;
      place.focus();
    });
    body.append(button);
  };
  const show = (query = "") => read(query).catch(async (fault) => body.append(await widget.failed(fault)));
  await show();
}
