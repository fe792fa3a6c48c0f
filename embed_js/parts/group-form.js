/** What a group is called and is for, who comes in, and who knows of it: for a new one, and to change one. */
import { h } from "../core/dom.js";

/** @typedef {{name: string, purpose: string, kind: string, visible: boolean}} Said */

/** @param {import("../i18n/types.js").Running} words @param {Said} stands @param {string} label @param {(said: Said) => unknown} send */
export function groupForm(words, stands, label, send) {
  const field = (/** @type {string} */ title, /** @type {HTMLInputElement} */ input) =>
    h("label", { class: "field" }, h("span", {}, title), input);
  const name = h("input", { type: "text", part: "input", maxlength: 100, required: true, value: stands.name });
  const purpose = h("input", { type: "text", part: "input", maxlength: 300, value: stands.purpose });
  const visible = h("input", { type: "checkbox", checked: stands.visible });
  const hideable = h("label", { hidden: stands.kind !== "closed" }, visible, words.visible);
  const kinds = h("fieldset", {}, h("legend", {}, words.kind));
  let { kind } = stands;
  for (const [value, explained] of Object.entries(words.explained)) {
    const onchange = () => {
      kind = value;
      hideable.hidden = value !== "closed";
    };
    kinds.append(
      h("label", {}, h("input", { type: "radio", name: "kind", checked: value === kind, onchange }), explained),
    );
  }
  const onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const seen = kind !== "closed" || visible.checked;
    send({ name: name.value, purpose: purpose.value, kind, visible: seen });
  };
  const submit = h("button", { class: "primary", part: "button submit" }, label);
  return h("form", { onsubmit }, field(words.name, name), field(words.purpose, purpose), kinds, hideable, submit);
}
