/** Permalinks: bring the comment an address points to, however deep, and show which one it is. */
import { h } from "../core/dom.js";
import { writingWords } from "../i18n/writing.js";
import { fetchPage, reset } from "./pages.js";

/** @typedef {import("../elements/thread.js").Thread} Thread */

/** Milliseconds a comment stays lit. */
const LIT_MS = 4000;

/** @param {Thread} thread @param {string} hash */
export async function jump(thread, hash) {
  const id = /^#weerklank-([0-9a-z]+)$/.exec(hash)?.[1];
  if (!id) return;
  thread.flush();
  if (!thread.nodes.has(id)) await fetchAround(thread, id);
  const article = /** @type {HTMLElement | undefined} */ (thread.nodes.get(id)?.firstElementChild ?? undefined);
  if (!article) return;
  article.scrollIntoView({ block: "center" });
  article.focus({ preventScroll: true });
  article.classList.add("lit");
  setTimeout(() => article.classList.remove("lit"), LIT_MS);
}

/** @param {Thread} thread @param {string} id */
async function fetchAround(thread, id) {
  const page = await fetchPage(thread, `&around=${id}`);
  reset(thread, page);
  thread.flush();
  if (!page.previous) return;
  const { previous } = await writingWords(thread.tongue);
  thread.list.before(h("button", { class: "more", part: "button more", "data-do": "previous" }, previous));
}
