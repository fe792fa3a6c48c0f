/** What follows the first view in idle time: permalinks, drafts, news, the clock. */

import { ago } from "../core/ago.js";
import { fill, h, idle } from "../core/dom.js";
import { forgetOthers, recall } from "../core/drafts.js";
import { fullTime } from "../core/when.js";
import { writingWords } from "../i18n/writing.js";
import { dress } from "../styles/touch.js";

/** @typedef {import("../elements/thread.js").Thread} Thread */

const MINUTE_MS = 60000;
/** Who has left by then needed no news, and no socket. */
const NEWS_MS = 4000;
/** What stands where comments will, pixels: no less is held for them. */
const SKELETON = 288;

/** @type {WeakSet<Thread>} */
const begun = new WeakSet();

/** @param {Thread} thread */
export async function begin(thread) {
  const { home, hub, signal } = thread;
  const me = home.me?.id ?? "";
  dress(thread);
  forgetOthers(home.site, me);
  goTo(thread);
  const copies = hub.data?.page.copies ?? [];
  if (copies.length) (await import("./settings.js")).askAboutCopies(thread, copies);
  await headTools(thread);
  wakeComposer(thread, me);
  idle(() => tick(thread));
  rememberHeight(thread);
  if (begun.has(thread)) return;
  begun.add(thread);
  addEventListener("hashchange", () => goTo(thread), { signal });
  thread.list.addEventListener("click", openByPhoto, { signal });
  const clock = setInterval(() => tick(thread), MINUTE_MS);
  const news = setTimeout(async () => (await import("./fresh.js")).follow(thread), NEWS_MS);
  signal.addEventListener("abort", () => {
    clearInterval(clock);
    clearTimeout(news);
  });
}

/** Beside the title: settings for who may settle, and the order. @param {Thread} thread */
export async function headTools(thread) {
  const words = await writingWords(thread.tongue);
  const { data } = thread.hub;
  const kinds = data?.site.reactions ?? [];
  if (`${kinds}` !== "like") {
    await (await import("./choices.js")).learnKinds(thread);
    thread.refresh();
  }
  const gear = { class: "act", part: "button", "data-do": "settings", "aria-expanded": "false" };
  const head = thread.title.parentElement;
  if (!head || head.childElementCount > 1) return;
  if (thread.may(null, "settle")) head.append(h("button", gear, words.settings));
  if (data?.page.state !== "off") head.append(sorter(thread, words));
}

/** @param {Thread} thread @param {import("../i18n/types.js").Writing} words */
function sorter(thread, words) {
  const change = async () => (await import("./pages.js")).sort(thread, select.value);
  const select = h("select", { class: "sel", "aria-label": words.sortLabel, onchange: change });
  for (const [value, label] of Object.entries(words.sort))
    select.append(h("option", { value, selected: value === thread.sort }, label));
  return select;
}

/** A photo opens what the name beside it opens: for a pointer, for whoever uses keys has the name. @param {Event} event */
function openByPhoto({ target }) {
  const photo = /** @type {Element} */ (target).closest("article > .av");
  /** @type {HTMLElement | null | undefined} */ (photo?.parentElement?.querySelector("[data-do=card]"))?.click();
}

/** @param {Thread} thread */
async function goTo(thread) {
  if (!location.hash.startsWith("#weerklank-")) return;
  try {
    await (await import("./jump.js")).jump(thread, location.hash);
  } catch (fault) {
    thread.say(await thread.failed(fault));
  }
}

/** Unsent words stand where they were left: in the composer, and below the comments they reply to. @param {Thread} thread @param {string} me */
async function wakeComposer(thread, me) {
  const { enliven } = await import("./composer.js");
  const form = /** @type {HTMLFormElement | null} */ (thread.section.querySelector(".entry form"));
  if (form) enliven(thread, form, null);
  const held = thread.shadow.activeElement;
  for (const comment of [...thread.comments.values()]) {
    const opener = /** @type {HTMLElement | null} */ (thread.nodes.get(comment.id)?.querySelector("[data-do=reply]"));
    if (!opener || !recall(thread.home.site, me, comment.id)) continue;
    await (await import("./replying.js")).openReply(thread, comment, opener);
  }
  // Opening put the focus there; nobody asked for that.
  const focused = /** @type {HTMLElement | null} */ (thread.shadow.activeElement);
  if (focused !== held) focused?.blur();
}

/** @param {Thread} thread */
function tick(thread) {
  if (document.visibilityState !== "visible") return;
  for (const time of /** @type {NodeListOf<HTMLElement>} */ (thread.list.querySelectorAll("header time"))) {
    const at = time.getAttribute("datetime") ?? "";
    const text = ago(at, thread.tongue, thread.words.now);
    if (time.textContent !== text) fill(time, text);
    if (!time.title) time.title = fullTime(at, thread.tongue);
  }
}

/** The next visit at this width holds the height that this one needed, which may be less than it held. @param {Thread} thread */
function rememberHeight({ box, home, place }) {
  idle(() => {
    try {
      const height = Math.max(box.offsetHeight, SKELETON);
      if (box.offsetHeight)
        localStorage.setItem(`weerklank-height ${home.site} ${place.id}`, `${innerWidth}px#${height}px`);
    } catch {
      // No storage, no memory: the usual height is held.
    }
  });
}
