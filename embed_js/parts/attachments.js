/** Files below the words: images to look at, documents to save. Their bytes are fetched when they come into view. */
import { h } from "../core/dom.js";
import { failed } from "../core/faults.js";
import { read } from "../core/problem.js";
import { filesWords } from "../i18n/files-words.js";
import { dressFiles } from "../styles/files.js";

/** @typedef {import("../core/element.js").Widget} Widget */
/** @typedef {import("../types.js").Attachment} Attachment */
/** @typedef {import("../i18n/types.js").Files} Words */

/** How high an image is shown, pixels: the height of its row without edges. */
const HEIGHT = 118;

/** @param {Widget} widget @param {HTMLElement} node @param {Attachment[]} files */
export async function show(widget, node, files) {
  const words = await filesWords(widget.tongue);
  dressFiles(widget);
  node.className = "files";
  node.role = "list";
  node.setAttribute("aria-label", words.attached);
  for (const file of files)
    node.append(
      h("div", { role: "listitem" }, file.kind === "image" ? picture(widget, file, words) : saver(widget, file, words)),
    );
}

/** @param {Widget} widget @param {Attachment} file @param {Words} words */
function picture(widget, file, words) {
  const width = Math.round(((file.width ?? 1) / (file.height ?? 1)) * HEIGHT);
  const image = h("img", { alt: file.alt ?? "", width, height: HEIGHT });
  const link = h("a", { target: "_blank", rel: "noopener", "aria-label": words.open(file.alt || file.name) }, image);
  link.style.width = `${width + 2}px`;
  // A host whose policy lets no blob be shown still lets it be saved.
  image.onerror = () => link.replaceWith(saver(widget, file, words));
  const eye = new IntersectionObserver(async ([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    eye.disconnect();
    try {
      const address = await addressOf(widget, file);
      image.src = address;
      link.href = address;
    } catch {
      image.dispatchEvent(new Event("error"));
    }
  });
  eye.observe(link);
  return link;
}

/** @param {Widget} widget @param {Attachment} file @param {Words} words */
function saver(widget, file, words) {
  const kind = (file.name.split(".").pop() ?? "").toUpperCase();
  const size = sizeOf(file.size_bytes, widget.tongue);
  const press = async () => {
    try {
      h("a", { href: await addressOf(widget, file), download: file.name }).click();
    } catch (fault) {
      widget.say(await failed(widget, fault));
    }
  };
  const said = h("span", { class: "small muted" }, `${kind} · ${size}`);
  return h(
    "button",
    { type: "button", part: "button", title: words.save, onclick: press },
    h("b", {}, file.name),
    " ",
    said,
  );
}

/** @type {Map<string, Promise<string>>} */
const known = new Map();

/** The bytes as an address of this page: no token stands in any other. @param {Widget} widget @param {Attachment} file */
function addressOf(widget, file) {
  const before = known.get(file.id);
  if (before) return before;
  const fetched = fetchFile(widget, file);
  known.set(file.id, fetched);
  const forget = () => {
    known.delete(file.id);
    fetched.then(URL.revokeObjectURL, String);
  };
  fetched.catch(forget);
  widget.signal.addEventListener("abort", forget);
  return fetched;
}

/** @param {Widget} widget @param {Attachment} file */
async function fetchFile(widget, { id }) {
  const answer = await (await widget.home.client()).ask("GET", `/files/${id}`);
  if (!answer.ok) await read(answer);
  return URL.createObjectURL(await answer.blob());
}

/** "1,2 MB". @param {number} bytes @param {string} tongue */
export function sizeOf(bytes, tongue) {
  const large = bytes >= 1e6;
  const unit = { style: "unit", unit: large ? "megabyte" : "kilobyte", maximumFractionDigits: large ? 1 : 0 };
  return new Intl.NumberFormat(tongue, /** @type {any} */ (unit)).format(Math.max(1, bytes / 1e3) / (large ? 1e3 : 1));
}
