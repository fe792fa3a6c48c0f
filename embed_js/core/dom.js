/** Build nodes: text goes in as text. Knows nothing of conversations. */

/** @typedef {import("../types.js").Child} Child */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Build an element. Functions named on… become listeners, true an empty attribute; false and null leave it out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  append(element, children);
  return element;
}

/** @param {Element} element @param {string} name @param {any} value */
export function set(element, name, value) {
  if (typeof value === "function") element.addEventListener(name.slice(2), value);
  else if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : `${value}`);
}

/** Put children in place of what was there. @param {ParentNode} parent @param {...Child} children */
export function fill(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

/** @param {ParentNode} parent @param {Child[]} children */
function append(parent, children) {
  for (const child of children)
    if (child !== null && child !== undefined && child !== false)
      parent.append(child instanceof Node ? child : `${child}`);
}

/** Strokes on a 24 by 24 grid. @param {string} strokes */
export function icon(strokes) {
  const svg = document.createElementNS(SVG, "svg");
  set(svg, "viewBox", "0 0 24 24");
  set(svg, "aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  set(path, "d", strokes);
  svg.append(path);
  return svg;
}

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/** One constructed sheet per text and page, however many widgets adopt it. @param {string} css */
export function sheet(css) {
  let made = sheets.get(css);
  if (!made) {
    made = new CSSStyleSheet();
    made.replaceSync(css);
    sheets.set(css, made);
  }
  return made;
}

/** Marks a template as CSS, so that the build may shrink it. @param {TemplateStringsArray} parts */
export const css = (parts) => parts[0];

/** Run when the browser has nothing better to do. @param {() => void} work */
export function idle(work) {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: 1000 });
  else setTimeout(work, 30);
}
