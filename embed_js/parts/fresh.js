/** News: told by a socket or asked for while somebody looks, shown behind a pill, never jumping. */
import { h } from "../core/dom.js";
import { writingWords } from "../i18n/writing.js";
import { dress } from "../styles/touch.js";
import { focusOn, place, take } from "./place.js";
import { underway } from "./react.js";
import { read, watch } from "./reading.js";
import { pauseAfter } from "./rhythm.js";

/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {import("../types.js").Thread} ThreadPage */
/** @typedef {import("../elements/thread.js").Thread} Thread */

/** Acts whose outcome a comment's version tells. */
const SHOWN = " create update delete ";
/** Milliseconds from the word that there is news to the question what: one's own act is answered by then. */
const SOON_MS = 250;

/** Ask when a socket says so, else by the clock, as long as the widget lives. @param {Thread} thread */
export async function follow(thread) {
  const { signal } = thread;
  let etag = "";
  let quiet = 0;
  let failures = 0;
  let live = false;
  let due = 0;
  let timer = 0;
  const wait = (/** @type {number} */ pause) => {
    due = Date.now() + pause;
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  };
  const plan = (retryAfterSeconds = 0) => wait(pauseAfter({ quiet, failures, live, retryAfterSeconds }));
  const ask = async () => {
    if (signal.aborted) return;
    if (!isSeen(thread)) {
      // What is due stays due until they look again.
      timer = setTimeout(ask, pauseAfter({ quiet, failures }));
      return;
    }
    try {
      const answer = await (await thread.home.client()).ask("GET", addressOf(thread), { etag });
      // Left, closed or removed meanwhile: what is right now is said in place.
      if (answer.status === 404) await thread.reload();
      if (answer.ok) {
        etag = answer.headers.get("ETag") ?? "";
        await merge(thread, await answer.json());
      }
      quiet = answer.ok ? 0 : quiet + 1;
      failures = answer.ok || answer.status === 304 ? 0 : failures + 1;
      plan(Number(answer.headers.get("Retry-After")));
    } catch {
      // Nothing is wrong with what is on the screen: ask more slowly.
      failures += 1;
      plan();
    }
  };
  const ears = {
    up() {
      live = true;
      // One answer, mostly 304, says everything that was missed while the way was closed.
      wait(0);
    },
    down() {
      live = false;
      plan();
    },
    left: () => wait(0),
    news(/** @type {import("../types.js").News} */ said) {
      recount(thread, said.tallies);
      const soon = SOON_MS + Math.random() * said.spread_seconds * 1000;
      if (isNews(thread, said) && due > Date.now() + soon) wait(soon);
    },
  };
  document.addEventListener("visibilitychange", () => isSeen(thread) && Date.now() >= due && wait(0), { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  plan();
  watch(thread);
  const { listen } = await import("../core/live.js");
  if (!signal.aborted) listen(thread, { page: thread.hub.data?.page.id }, ears);
}

/** Is there anything in it that is not on the screen? One's own acts are. @param {Thread} thread @param {import("../types.js").News} said */
function isNews(thread, { acts }) {
  for (const [verb, id, version] of acts) {
    const known = thread.find(id);
    const stands = verb === "delete" ? !known || known.removed : (known?.version ?? 0) >= version;
    if (!stands || !SHOWN.includes(verb)) return true;
  }
  return false;
}

/** Show new tallies, but of what the reader is just reacting to. @param {Thread} thread @param {Record<string, import("../types.js").Tally>} tallies */
function recount(thread, tallies) {
  const { data } = thread.hub;
  for (const [id, tally] of Object.entries(tallies)) {
    const comment = thread.find(id);
    if (underway(id)) continue;
    if (comment) comment.tally = tally;
    if (id !== data?.page.id || !data.counts) continue;
    data.counts.tally = tally;
    data.counts.reactions = 0;
    for (const count of Object.values(tally)) data.counts.reactions += count;
  }
  thread.hub.changed();
}

/** @param {Thread} thread */
const addressOf = ({ hub, sort }) => `/pages/${hub.data?.page.id}/thread?sort=${sort}`;

/** @param {Thread} thread */
const isSeen = ({ host, home, shownTo }) =>
  document.visibilityState === "visible" &&
  host.getClientRects().length > 0 &&
  home.session.state === "in" &&
  Boolean(shownTo);

/** Bring what is on the screen up to date; what is new waits. @param {Thread} thread @param {ThreadPage} latest */
export async function merge(thread, latest) {
  const { data } = thread.hub;
  if (!data?.thread || thread.signal.aborted) return;
  for (const [id, own] of Object.entries(latest.mine)) if (!underway(id)) thread.hub.mine[id] = own;
  /** @type {Comment[]} */
  const arrivals = [];
  const there = new Set();
  for (const comment of latest.items) {
    there.add(comment.id);
    const known = thread.find(comment.id);
    if (!known) arrivals.push(comment);
    else if (!underway(comment.id))
      thread.comments.set(comment.id, { ...comment, hidden_replies: hiddenOf(thread, comment, known) });
  }
  if (!latest.next && thread.sort === "oldest") sweep(thread, there);
  // One and the same: another page in `data` is one that a new sign-in brought.
  if (thread.page) {
    const { mine, total } = data.thread;
    thread.page = { ...thread.page, items: latest.items, mine, total };
    data.thread = thread.page;
  }
  const unseen = Math.max(arrivals.length, latest.total - data.thread.total);
  if (unseen <= 0) count(thread, latest.total);
  thread.refresh();
  await offer(thread, latest, arrivals, unseen);
}

/** @param {Thread} thread @param {number} total */
function count({ hub: { data } }, total) {
  if (data?.thread) data.thread.total = total;
  if (data?.counts) data.counts.comments = total;
}

/** Replies that were opened stay open; new ones among them are counted. @param {Thread} thread @param {Comment} now @param {Comment} before */
function hiddenOf(thread, now, before) {
  if (now.depth) return 0;
  let shown = 0;
  for (const comment of thread.comments.values()) if (comment.depth && rootOf(thread, comment) === now.id) shown += 1;
  return before.hidden_replies
    ? Math.max(0, now.replies - shown)
    : Math.min(now.hidden_replies, Math.max(0, now.replies - shown));
}

/** @param {Thread} thread @param {Comment} comment */
function rootOf(thread, comment) {
  let at = comment;
  for (let above = thread.find(at.parent ?? ""); above; above = thread.find(above.parent ?? "")) at = above;
  return at.id;
}

/** What stood on the first page and stands there no more was removed. @param {Thread} thread @param {Set<string>} there */
function sweep(thread, there) {
  const held = thread.shadow.activeElement;
  for (const { id } of thread.page?.items ?? []) {
    const comment = thread.find(id);
    if (!comment || there.has(id)) continue;
    // Whoever stands on it is told, and keeps their place.
    if (thread.nodes.get(id)?.contains(held)) place(thread, { ...comment, removed: true, html: null, author: null });
    else take(thread, id);
  }
}

/** @param {Thread} thread @param {ThreadPage} latest @param {Comment[]} arrivals @param {number} unseen */
async function offer(thread, latest, arrivals, unseen) {
  const standing = thread.section.querySelector(".fresh");
  if (unseen <= 0) return standing?.remove();
  const words = await writingWords(thread.tongue);
  dress(thread);
  const show = () => {
    pill.remove();
    reveal(thread, latest, arrivals);
  };
  const label = words.fresh(unseen);
  const pill = h("div", { class: "fresh" }, h("button", { part: "button new pill", onclick: show }, label));
  if (standing?.textContent !== label) thread.say(words.freshSaid(unseen));
  if (standing) standing.replaceWith(pill);
  else thread.section.append(pill);
}

/** @param {Thread} thread @param {ThreadPage} latest @param {Comment[]} arrivals */
function reveal(thread, latest, arrivals) {
  let first = "";
  for (const comment of arrivals) {
    if (thread.find(comment.id)) continue;
    // With more pages to come, a new root belongs behind them.
    if (!comment.depth && thread.page?.next && thread.sort === "oldest") continue;
    place(thread, comment, thread.sort !== "oldest");
    first ||= comment.id;
  }
  count(thread, latest.total);
  thread.hub.changed();
  if (first) focusOn(thread, first);
  read(thread);
}

/** The same person is back after their time was up: what is on the screen stays. @param {Thread} thread @param {ThreadPage} page */
export async function back(thread, page) {
  const { data } = thread.hub;
  if (data) thread.page = { .../** @type {ThreadPage} */ (thread.page), version: page.version };
  const shown = thread.comments.size;
  if (!shown) return thread.show(page);
  if (data) data.thread = page;
  thread.page = page;
  await merge(thread, page);
}
