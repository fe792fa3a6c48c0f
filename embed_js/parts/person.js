/** A person in a picture: a photo, or initials on a colour of their own. */
import { h } from "../core/dom.js";

/** @typedef {import("../types.js").Person} Person */

/** "Anna de Koning" -> "AK". @param {string} name */
export function initials(name) {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? words[words.length - 1] : "";
  return `${[...words[0]][0] ?? "?"}${[...last][0] ?? ""}`.toUpperCase();
}

/** @param {Person | null} person @param {string} [size] "s" for small */
export function avatar(person, size = "") {
  // The last letters of an id are chance: the same person has the same colour everywhere.
  const hue = (person?.id.charCodeAt(person.id.length - 1) ?? 0) % 4;
  const look = { class: `av ${size} h${hue} ${person?.kind ?? ""}`, part: "avatar" };
  const plain = () => h("span", { ...look, "aria-hidden": "true" }, initials(person?.name ?? ""));
  if (!person?.photo_url) return plain();
  const pixels = size ? 24 : 34;
  const image = h("img", {
    ...look,
    alt: "",
    width: pixels,
    height: pixels,
    referrerpolicy: "no-referrer",
    src: person.photo_url,
  });
  // A host whose CSP lists no images of ours, or an address that is none, still shows who it is.
  image.addEventListener("error", () => image.replaceWith(plain()));
  return image;
}
