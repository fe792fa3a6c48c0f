/** The name of a person in a list: pressed, it opens their card at the end of the line it stands in. */
import { h } from "../core/dom.js";
import { avatar } from "./person.js";

/** @typedef {import("../core/element.js").Widget} Widget */
/** @typedef {import("../types.js").Person} Person */

/** @param {Widget} widget @param {Person} person */
export function named(widget, person) {
  const button = naming(widget, person);
  button.prepend(avatar(person, "s"));
  return button;
}

/** @param {Widget} widget @param {Person} person */
export function naming(widget, person) {
  const onclick = async (/** @type {Event} */ event) => {
    // The line may stand in a comment, or in a card, whose own listener this is not for.
    event.stopPropagation();
    const { card } = await import("./colleague.js");
    await card(widget, person, button, slotOfLine(button));
  };
  const button = h("button", { class: "named", type: "button", "aria-expanded": "false", onclick }, person.name);
  return button;
}

/** @param {Element} button */
function slotOfLine(button) {
  const line = /** @type {Element} */ (button.closest("li"));
  const last = /** @type {Element} */ (line.lastElementChild);
  if (last.classList.contains("wide")) return last;
  const slot = h("div", { class: "wide" });
  line.append(slot);
  return slot;
}
