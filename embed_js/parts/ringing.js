/** How a bell hears: it asks while somebody looks, slower while nothing comes. */
import { opened } from "../core/counts.js";
import { pauseAfter } from "./rhythm.js";

/** @typedef {import("../elements/bell.js").Bell} Bell */

/** @type {WeakMap<Bell, string>} */
const etags = new WeakMap();

/** Ask again and again, as long as the bell lives. @param {Bell} bell */
export async function ring(bell) {
  const { home, signal } = bell;
  await opened(home);
  const past = { quiet: 0, failures: 0, retryAfterSeconds: 0, live: false };
  let timer = 0;
  const again = async () => {
    clearTimeout(timer);
    if (signal.aborted) return;
    if (document.visibilityState === "visible" && home.session.state === "in") await listen(bell, past);
    timer = setTimeout(again, pauseAfter(past));
  };
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again(), { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  await again();
  bell.ready();
  if (bell.kit.origin === location.origin) (await import("./inside.js")).settle(bell);
  const way = (/** @type {boolean} */ live) => {
    past.live = live;
    again();
  };
  const { listen: hear } = await import("../core/live.js");
  if (!signal.aborted)
    hear(bell, { topic: "notifications" }, { up: () => way(true), down: () => way(false), news: again });
}

/** @param {Bell} bell @param {{quiet: number, failures: number, retryAfterSeconds: number}} past */
async function listen(bell, past) {
  try {
    const answer = await askCount(bell);
    past.quiet = answer.ok ? 0 : past.quiet + 1;
    past.failures = answer.ok || answer.status === 304 ? 0 : past.failures + 1;
    past.retryAfterSeconds = Number(answer.headers.get("Retry-After"));
  } catch {
    // Nothing is wrong with what is on the screen: ask more slowly.
    past.failures += 1;
  }
}

/** Ask once how much is new; the answer may be that nothing changed. @param {Bell} bell */
export async function askCount(bell) {
  const answer = await (await bell.home.client()).ask("GET", "/notifications/count", { etag: etags.get(bell) });
  if (answer.ok) {
    etags.set(bell, answer.headers.get("ETag") ?? "");
    bell.tell((await answer.json()).unseen);
  }
  return answer;
}

/** Mark as seen; gives what takes it back. @param {Bell} bell @param {object} which @returns {Promise<string | null>} */
export async function markSeen(bell, which) {
  const { unseen, undo } = await (await bell.home.client()).call("POST", "/notifications/seen", { body: which });
  bell.tell(unseen);
  return undo;
}
