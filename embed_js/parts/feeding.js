/** What a click in the feed does, and what follows its first view: news, what was seen, the next cards. */
import { fill, h } from "../core/dom.js";
import { dress } from "../styles/touch.js";

/** @typedef {import("../types.js").Card} Card */
/** @typedef {import("../elements/feed.js").Feed} Feed */

/** Between two looks whether there is news, milliseconds; doubled while the service is away, up to the most. */
const NEWS_MS = 60000;
const MOST_MS = 600000;
/** A feed that was in view this long was seen, milliseconds. */
const SEEN_MS = 3000;
/** So often the next cards come by scrolling; then by the button, so that what stands below can be reached. */
const BY_SCROLLING = 3;

/** @type {Record<string, (feed: Feed, button: HTMLElement) => unknown>} */
const ON_FEED = {
  tab: chooseTab,
  more,
  how: async (feed, button) => (await import("./sorting.js")).how(feed, button),
  profile: async (feed, button) =>
    feed.home.me &&
    (await import("./colleague.js")).card(
      feed,
      feed.home.me,
      button,
      /** @type {Element} */ (feed.foot.lastElementChild),
    ),
  mine: async (feed, button) => (await import("./mine.js")).mine(feed, button),
  topics: async (feed, button) => (await import("./topics.js")).orderTopics(feed, button),
  groups: async (feed, button) => (await import("./circles.js")).circles(feed, button),
};

/** @type {Record<string, (feed: Feed, button: HTMLElement, card: Card, slot: Element) => unknown>} */
const ON_CARD = {
  card: async (feed, button, { comment: { author } }, slot) =>
    author && (await import("./colleague.js")).card(feed, author, button, slot),
  menu: async (feed, button, card, slot) => (await import("./feed-menu.js")).menu(feed, button, card, slot),
  answers: async (feed, button, card, slot) => (await import("./sharing.js")).answers(feed, button, card, slot),
};

/** @param {Feed} feed @param {HTMLElement} button */
export async function act(feed, button) {
  const verb = button.dataset.do ?? "";
  if (ON_FEED[verb]) return ON_FEED[verb](feed, button);
  const node = /** @type {HTMLElement} */ (button.closest("[data-id]"));
  const card = feed.cards.get(node?.dataset.id ?? "");
  if (card) await ON_CARD[verb](feed, button, card, /** @type {Element} */ (node.lastElementChild));
}

/** @type {WeakSet<Feed>} */
const begun = new WeakSet();
/** @type {WeakMap<Feed, number>} */
const scrolled = new WeakMap();

/** @param {Feed} feed */
export function begin(feed) {
  dress(feed);
  scrolled.set(feed, 0);
  watchEnd(feed);
  if (begun.has(feed)) return;
  begun.add(feed);
  hear(feed);
  import("./since.js").then(({ since }) => since(feed)).catch(() => undefined);
  const seen = setTimeout(() => see(feed), SEEN_MS);
  feed.signal.addEventListener("abort", () => clearTimeout(seen));
}

/** @param {Feed} feed @param {HTMLElement} button */
async function chooseTab(feed, button) {
  const tab = button.dataset.tab ?? "";
  if (button.getAttribute("aria-pressed") === "true") return;
  await feed.open(tab);
  const pressed = /** @type {HTMLElement | null} */ (feed.section.querySelector(`[data-tab="${tab}"]`));
  pressed?.focus();
  await (await feed.home.client()).call("PUT", "/feed/tab", { body: { tab } });
}

/** @param {Feed} feed @param {HTMLElement} button */
async function more(feed, button) {
  const held = feed.shadow.activeElement === button;
  button.setAttribute("aria-disabled", "true");
  feed.list.setAttribute("aria-busy", "true");
  try {
    const before = feed.page;
    const cursor = encodeURIComponent(before?.next ?? "");
    const page = await (await feed.home.client()).get(`/feed?tab=${before?.tab}&cursor=${cursor}`);
    const last = feed.list.lastElementChild;
    if (page.fresh) {
      feed.show(page);
      feed.say(feed.told.renewed);
    } else feed.add(page);
    if (held) /** @type {HTMLElement | null} */ (last?.nextElementSibling ?? feed.list.firstElementChild)?.focus();
    watchEnd(feed);
  } finally {
    button.removeAttribute("aria-disabled");
    feed.list.removeAttribute("aria-busy");
  }
}

/** The next cards come before their button does, a few times. @param {Feed} feed */
function watchEnd(feed) {
  const button = /** @type {HTMLElement | null} */ (feed.foot.querySelector("[data-do=more]"));
  const times = scrolled.get(feed) ?? 0;
  if (!button || times >= BY_SCROLLING) return;
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      // Nobody has scrolled yet: what stands in view by itself is enough. What is read below is not pushed away.
      const isRead = feed.foot.lastElementChild?.firstChild;
      if (!entry.isIntersecting || isRead || (!scrollY && !times)) continue;
      watch.disconnect();
      scrolled.set(feed, times + 1);
      act(feed, button).catch(() => undefined);
    }
  });
  watch.observe(button);
  feed.signal.addEventListener("abort", () => watch.disconnect());
}

/** @param {Feed} feed */
const isInView = ({ host }) => {
  const { top, bottom } = host.getBoundingClientRect();
  return document.visibilityState === "visible" && bottom > 0 && top < innerHeight;
};

/** @param {Feed} feed */
async function see(feed) {
  if (!isInView(feed) || !feed.page || feed.signal.aborted) return;
  const body = { snapshot: feed.page.snapshot };
  await (await feed.home.client()).call("POST", "/feed/seen", { body }).catch(() => undefined);
}

/**
 * Look for news when the socket says so, and by the clock where there is none: nothing moves by itself, a pill says
 * how many. @param {Feed} feed
 */
async function hear(feed) {
  const { signal, home } = feed;
  let timer = 0;
  let live = false;
  let failures = 0;
  const look = async () => {
    clearTimeout(timer);
    if (signal.aborted) return;
    if (document.visibilityState === "visible" && feed.page && home.session.state === "in")
      failures = await news(feed).then(
        () => 0,
        () => failures + 1,
      );
    next();
  };
  const next = () => {
    clearTimeout(timer);
    if (!signal.aborted) timer = setTimeout(look, live ? MOST_MS : Math.min(MOST_MS, NEWS_MS * 2 ** failures));
  };
  signal.addEventListener("abort", () => clearTimeout(timer));
  next();
  const { listen } = await import("../core/live.js");
  const way = (/** @type {boolean} */ open) => {
    live = open;
    look();
  };
  if (!signal.aborted) listen(feed, { topic: "feed" }, { up: () => way(true), down: () => way(false), news: look });
}

/** Ask how many are new, and offer them. @param {Feed} feed */
export async function news(feed) {
  const snapshot = encodeURIComponent(feed.page?.snapshot ?? "");
  const { count, expired } = await (await feed.home.client()).get(`/feed/news?snapshot=${snapshot}`);
  if (!count && !expired) return fill(feed.news);
  const label = expired ? feed.told.renew : feed.told.fresh(count);
  if (feed.news.textContent === label) return;
  const show = async () => {
    const before = new Set(feed.cards.keys());
    await feed.open(feed.page?.tab ?? "");
    // What is ranked may stand above what is new.
    const cards = /** @type {HTMLElement[]} */ ([...feed.list.children]);
    (cards.find(({ dataset }) => !before.has(dataset.id ?? "")) ?? cards[0])?.focus();
  };
  fill(
    feed.news,
    h("button", { part: "button new pill", onclick: () => show().catch((fault) => oops(feed, fault)) }, label),
  );
  feed.say(label);
}

/** @param {Feed} feed @param {unknown} fault */
const oops = async (feed, fault) => feed.say(await feed.failed(fault));
