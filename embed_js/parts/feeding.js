/** What a click in the feed does, and what follows its first view: news, what was seen, the next cards. */
import { fill, h } from "../core/dom.js";
import { dress } from "../styles/touch.js";
import { popMenu } from "./popmenu.js";

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
};

/** @type {Record<string, (feed: Feed, button: HTMLElement, card: Card, slot: Element) => unknown>} */
const ON_CARD = {
  menu,
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
  look(feed, NEWS_MS);
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
      // Nobody has scrolled yet: what stands in view by itself is enough.
      if (!entry.isIntersecting || (!scrollY && !times)) continue;
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

/** Look for news now and then; nothing moves by itself, a pill says how many. @param {Feed} feed @param {number} pause */
function look(feed, pause) {
  const timer = setTimeout(async () => {
    let next = NEWS_MS;
    if (document.visibilityState === "visible" && feed.page && feed.home.session.state === "in")
      next = await news(feed).then(
        () => NEWS_MS,
        () => Math.min(MOST_MS, pause * 2),
      );
    if (!feed.signal.aborted) look(feed, next);
  }, pause);
  feed.signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
}

/** Ask how many are new, and offer them. @param {Feed} feed */
export async function news(feed) {
  const snapshot = encodeURIComponent(feed.page?.snapshot ?? "");
  const { count, expired } = await (await feed.home.client()).get(`/feed/news?snapshot=${snapshot}`);
  if (!count && !expired) return fill(feed.news);
  const label = expired ? feed.told.renew : feed.told.fresh(count);
  if (feed.news.textContent === label) return;
  const show = async () => {
    await feed.open(feed.page?.tab ?? "");
    /** @type {HTMLElement | null} */ (feed.list.firstElementChild)?.focus();
  };
  fill(
    feed.news,
    h("button", { part: "button new pill", onclick: () => show().catch((fault) => oops(feed, fault)) }, label),
  );
  feed.say(label);
}

/** @param {Feed} feed @param {unknown} fault */
const oops = async (feed, fault) => feed.say(await feed.failed(fault));

/** @param {Feed} feed @param {HTMLElement} button @param {Card} card @param {Element} slot */
function menu(feed, button, card, slot) {
  const { told: words, home } = feed;
  const { author } = card.comment;
  const items = [
    { label: words.why, run: async () => (await import("./sorting.js")).why(feed, button, card, slot) },
    following(feed, card, "thread", card.thread, words.thisThread),
  ];
  if (author && author.id !== home.me?.id) items.push(following(feed, card, "person", author.id, author.name));
  items.push({ label: words.muteThread, run: () => mute(feed, card, card.thread) });
  if (author && author.id !== home.me?.id)
    items.push({ label: words.mute(author.name), run: () => mute(feed, card, author.id) });
  popMenu(feed, button, words.about(card.title), items);
}

/** @param {Feed} feed @param {Card} card @param {"thread" | "person"} what @param {string} object @param {string} name */
function following(feed, card, what, object, name) {
  const { told: words } = feed;
  const on = card.following[what] === "off";
  const run = async () => {
    try {
      const level = on ? "all" : "off";
      await (await feed.home.client()).call("PUT", `/objects/${object}/follow`, { body: { level } });
      for (const each of feed.cards.values())
        if ((what === "thread" ? each.thread : each.comment.author?.id) === object) each.following[what] = level;
      feed.say(on ? words.followed : words.unfollowed);
      feed.emit("followed", { object, level });
    } catch (fault) {
      oops(feed, fault);
    }
  };
  return { label: on ? words.follow(name) : words.unfollow(name), run };
}

/** Cards of what is muted go at once; one line stays to take it back. @param {Feed} feed @param {Card} card @param {string} object */
async function mute(feed, card, object) {
  try {
    const client = await feed.home.client();
    await client.call("PUT", `/objects/${object}/mute`);
    const node = feed.list.querySelector(`[data-id="${card.id}"]`);
    const undo = h("button", { class: "link", part: "button", onclick: () => unmute(feed, object) }, feed.told.undo);
    const line = h("p", { class: "small muted note", role: "article", tabindex: -1 }, feed.told.muted, " ", undo);
    node?.before(line);
    for (const [id, each] of [...feed.cards])
      if (each.thread === object || each.comment.author?.id === object) {
        feed.cards.delete(id);
        feed.list.querySelector(`[data-id="${id}"]`)?.remove();
      }
    feed.number();
    undo.focus();
    feed.say(feed.told.muted);
  } catch (fault) {
    oops(feed, fault);
  }
}

/** @param {Feed} feed @param {string} object */
async function unmute(feed, object) {
  try {
    await (await feed.home.client()).call("DELETE", `/objects/${object}/mute`);
    await feed.open(feed.page?.tab ?? "");
    /** @type {HTMLElement | null} */ (feed.list.firstElementChild)?.focus();
  } catch (fault) {
    oops(feed, fault);
  }
}
