/** What the lists of a group share: words, a person on a line, a refusal in place. */
import { h } from "../core/dom.js";
import { short } from "../core/i18n.js";
import { named } from "./named.js";

/** @typedef {import("../core/element.js").Widget} Widget */

/** @param {string} tongue @returns {Promise<import("../i18n/types.js").Running>} */
export const runningWords = async (tongue) =>
  (await (short(tongue) === "nl" ? import("../i18n/nl-running.js") : import("../i18n/en-running.js"))).words;

/** @param {Widget} widget @param {import("../types.js").Person} person */
export const personLine = (widget, person) =>
  h(
    "li",
    {},
    h(
      "div",
      { class: "grow row" },
      named(widget, person),
      person.department && h("span", { class: "muted small" }, person.department),
    ),
  );

/** Run something; what is refused is said where it was asked. @param {Widget} widget @param {Element} body */
export const refusing = (widget, body) => async (/** @type {() => Promise<unknown>} */ run) => {
  body.querySelector(".fault")?.remove();
  try {
    await run();
  } catch (fault) {
    body.prepend(h("p", { class: "fault", role: "alert" }, await widget.failed(fault)));
  }
};
