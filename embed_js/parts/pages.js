/** More of the thread: the next page, the replies behind a line, another order. */
import { place } from "./place.js";

/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {import("../types.js").Thread} ThreadPage */
/** @typedef {import("../elements/thread.js").Thread} Thread */

/** Hold a button while its answer is under way. @param {HTMLElement} button @param {() => Promise<void>} work */
async function busy(button, work) {
  button.setAttribute("aria-disabled", "true");
  try {
    await work();
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

/** @param {Thread} thread @param {string} query @returns {Promise<ThreadPage>} */
export async function fetchPage(thread, query) {
  const page = thread.hub.data?.page.id;
  return (await thread.home.client()).get(`/pages/${page}/thread?sort=${thread.sort}${query}`);
}

/** @param {Thread} thread @param {HTMLElement} button */
export const next = (thread, button) =>
  busy(button, async () => {
    const page = await fetchPage(thread, `&cursor=${encodeURIComponent(thread.page?.next ?? "")}`);
    add(thread, page.items, page.mine);
    if (thread.page) thread.page.next = page.next;
    settle(thread, page.items);
  });

/** @param {Thread} thread @param {Comment} root @param {HTMLElement} button */
export const replies = (thread, root, button) =>
  busy(button, async () => {
    const cursor = cursors.get(root);
    const client = await thread.home.client();
    const page = await client.get(
      `/objects/${root.id}/replies${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`,
    );
    add(thread, page.items, page.mine);
    if (page.next) cursors.set(root, page.next);
    root.hidden_replies = page.next ? Math.max(1, root.hidden_replies - page.items.length) : 0;
    settle(thread, page.items);
  });

/** How far the replies of a root were read. @type {WeakMap<Comment, string>} */
const cursors = new WeakMap();

/** From the start again, after a permalink began in the middle. @param {Thread} thread */
export async function previous(thread) {
  const page = await fetchPage(thread, "");
  thread.section.querySelector("[data-do=previous]")?.remove();
  reset(thread, page);
  settle(thread, page.items);
}

/** @param {Thread} thread @param {string} order */
export async function sort(thread, order) {
  const before = thread.sort;
  thread.sort = order;
  try {
    reset(thread, await fetchPage(thread, ""));
  } catch (fault) {
    thread.sort = before;
    thread.say(await thread.failed(fault));
  }
}

/** Show another page of the thread in place of this one. @param {Thread} thread @param {ThreadPage} page */
export function reset(thread, page) {
  Object.assign(thread.hub.mine, page.mine);
  thread.show(page);
}

/** @param {Thread} thread @param {Comment[]} items @param {Record<string, import("../types.js").Mine>} mine */
function add(thread, items, mine) {
  Object.assign(thread.hub.mine, mine);
  for (const comment of items) place(thread, comment);
}

/** The button that was pressed may be gone: the first of what came has the focus. @param {Thread} thread @param {Comment[]} items */
function settle(thread, items) {
  thread.refresh();
  const first = items.length ? thread.nodes.get(items[0].id) : null;
  /** @type {HTMLElement | undefined} */ (first?.firstElementChild ?? undefined)?.focus({ preventScroll: true });
}
