/** Counts of many pages in one call. */

/** @typedef {import("./home.js").Home} Home */

/** As many pages as the service takes in one call. */
const MOST = 100;

/** @typedef {Map<string, {resolve: (n: number) => void, reject: (fault: unknown) => void}[]>} Waiting */

/** @type {WeakMap<Home, Waiting>} */
const queues = new WeakMap();

/** How many comments a page has; questions of the same moment travel together. @param {Home} home @param {string} page @returns {Promise<number>} */
export function countOf(home, page) {
  return new Promise((resolve, reject) => {
    let waiting = queues.get(home);
    if (!waiting) {
      waiting = new Map();
      queues.set(home, waiting);
      setTimeout(() => flush(home));
    }
    const askers = waiting.get(page) ?? [];
    askers.push({ resolve, reject });
    waiting.set(page, askers);
  });
}

/** Resolves when no page of this site is being asked for any more. @param {Home} home */
export async function settled(home) {
  await new Promise((resolve) => setTimeout(resolve));
  for (const hub of home.hubs.values()) await hub.loading;
}

/** Resolves when the session is open, or cannot be. @param {Home} home */
export async function opened(home) {
  // Pages that boot bring the session; a second door would rotate the same cookie twice.
  await settled(home);
  // The cookie opens the session as it would for a page, without a page.
  if (home.session.state === "new") await home.boot(null, ["count"]).catch(() => null);
}

/** @param {Home} home */
async function flush(home) {
  await opened(home);
  const waiting = /** @type {Waiting} */ (queues.get(home));
  queues.delete(home);
  /** @type {string[]} */
  let pages = [];
  for (const page of waiting.keys()) {
    pages.push(page);
    if (pages.length < MOST) continue;
    ask(home, pages, waiting);
    pages = [];
  }
  if (pages.length) ask(home, pages, waiting);
}

/** @param {Home} home @param {string[]} pages @param {Waiting} waiting */
async function ask(home, pages, waiting) {
  const query = new URLSearchParams({ site: home.site });
  for (const page of pages) query.append("page", page);
  try {
    const counts = await (await home.client()).get(`/counts?${query}`);
    for (const page of pages) for (const asker of waiting.get(page) ?? []) asker.resolve(counts[page]?.comments ?? 0);
  } catch (fault) {
    for (const page of pages) for (const asker of waiting.get(page) ?? []) asker.reject(fault);
  }
}
