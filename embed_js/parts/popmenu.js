/** A menu below a button: arrows move, Escape and a click elsewhere close, the button has the focus again. */
import { h } from "../core/dom.js";
import { dress } from "../styles/touch.js";

/** @typedef {import("../core/element.js").Widget} Widget */
/** @typedef {{label: string, run: () => unknown, checked?: boolean}} Item */

/** @param {Widget} widget @param {HTMLElement} opener @param {string} label @param {Item[]} items */
export function popMenu(widget, opener, label, items) {
  if (opener.getAttribute("aria-expanded") === "true") return;
  dress(widget);
  const life = new AbortController();
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label });
  const close = (focus = true) => {
    life.abort();
    menu.remove();
    opener.setAttribute("aria-expanded", "false");
    if (focus) opener.focus();
  };
  for (const item of items) menu.append(itemNode(item, close));
  hold(opener).append(menu);
  opener.setAttribute("aria-expanded", "true");
  // Near the left edge the menu opens to the right, so that nothing of it is cut off.
  if (opener.getBoundingClientRect().right - widget.host.getBoundingClientRect().left < 200)
    menu.classList.add("start");
  const { signal } = life;
  menu.addEventListener("keydown", (event) => steer(menu, event, close), { signal });
  const outside = (/** @type {Event} */ event) => {
    if (!new Set(event.composedPath()).has(menu)) close(false);
  };
  setTimeout(() => document.addEventListener("pointerdown", outside, { signal }));
  menu.addEventListener(
    "focusout",
    (event) => event.relatedTarget && !menu.contains(/** @type {Node} */ (event.relatedTarget)) && close(false),
    { signal },
  );
  widget.signal.addEventListener("abort", () => close(false), { signal });
  /** @type {HTMLElement} */ (menu.firstElementChild)?.focus();
}

/** The button keeps its place; the menu hangs on a box around it. @param {HTMLElement} opener */
function hold(opener) {
  const parent = /** @type {HTMLElement} */ (opener.parentElement);
  if (parent.classList.contains("held")) return parent;
  const held = h("span", { class: "held" });
  opener.replaceWith(held);
  held.append(opener);
  return held;
}

/** @param {Item} item @param {() => void} close */
function itemNode({ label, run, checked }, close) {
  const role = checked === undefined ? "menuitem" : "menuitemradio";
  const choose = (/** @type {Event} */ event) => {
    event.stopPropagation();
    close();
    run();
  };
  return h(
    "button",
    {
      role,
      tabindex: -1,
      part: "button",
      "aria-checked": checked === undefined ? null : `${checked}`,
      onclick: choose,
    },
    label,
  );
}

/** @param {Element} menu @param {KeyboardEvent} event @param {(focus?: boolean) => void} close */
function steer(menu, event, close) {
  const { key } = event;
  const here = /** @type {ShadowRoot} */ (menu.getRootNode()).activeElement;
  const goal = {
    ArrowDown: here?.nextElementSibling ?? menu.firstElementChild,
    ArrowUp: here?.previousElementSibling ?? menu.lastElementChild,
    Home: menu.firstElementChild,
    End: menu.lastElementChild,
  }[key];
  if (goal) /** @type {HTMLElement} */ (goal).focus();
  else if (key === "Escape") close();
  else if (key === "Tab") return close();
  else return;
  event.preventDefault();
}
