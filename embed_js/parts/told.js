/** What a bell opens: who did what, the newest first, each leading to its place; all seen at once, and taken back. */

import { ago } from "../core/ago.js";
import { opened } from "../core/counts.js";
import { fill, h, icon, set } from "../core/dom.js";
import { short } from "../core/i18n.js";
import { writingWords } from "../i18n/writing.js";
import { told as looks } from "../styles/told.js";
import { together } from "./gathering.js";
import { avatar } from "./person.js";
import { askCount, markSeen } from "./ringing.js";
import { GEAR } from "./signs.js";

/** @typedef {import("../elements/bell.js").Bell} Bell */
/** @typedef {import("../i18n/types.js").Told} Words */
/** @typedef {import("./gathering.js").Gathered} Gathered */
/** @typedef {{bell: Bell, words: Words, body: HTMLElement, foot: HTMLElement, say: (text: string) => void}} Panel */

/** @param {string} tongue @returns {Promise<Words>} */
const wordsIn = async (tongue) =>
  (await (short(tongue) === "nl" ? import("../i18n/nl-told.js") : import("../i18n/en-told.js"))).words;

/** @type {WeakSet<Bell>} */
const dressed = new WeakSet();
/** @type {WeakMap<Bell, () => void>} */
const closers = new WeakMap();

/** Open below the bell; open already, close. @param {Bell} bell */
export async function openTold(bell) {
  const shut = closers.get(bell);
  if (shut) return shut();
  const words = await wordsIn(bell.tongue);
  if (!dressed.has(bell)) bell.wear(looks);
  dressed.add(bell);
  const title = h("h2", { tabindex: -1 }, words.title);
  const body = h("div");
  const foot = h("div");
  const status = h("p", { class: "small muted", role: "status" });
  const panel = { bell, words, body, foot, say: (/** @type {string} */ text) => fill(status, text) };
  const gear = h(
    "button",
    { class: "quiet", part: "button", type: "button", "aria-label": words.settings },
    icon(GEAR),
  );
  gear.addEventListener("click", async () => (await import("./hearing.js")).openChoices(panel, () => list(panel)));
  const head = h("div", { class: "row" }, title, gear);
  const box = h(
    "div",
    { class: "told", part: "card", role: "dialog", "aria-label": words.title },
    head,
    status,
    body,
    foot,
  );
  fill(bell.hung, box);
  // Near the left edge it opens to the right, so that nothing of it is cut off.
  bell.hung.classList.toggle("start", bell.button.getBoundingClientRect().right < 392);
  set(bell.button, "aria-expanded", "true");
  hang(bell, box);
  title.focus();
  await list(panel);
}

/** Escape, a press elsewhere and the bell itself close it. @param {Bell} bell @param {HTMLElement} box */
function hang(bell, box) {
  const life = new AbortController();
  const { signal } = life;
  const close = (focus = true) => {
    life.abort();
    closers.delete(bell);
    fill(bell.hung);
    set(bell.button, "aria-expanded", "false");
    if (focus) bell.button.focus();
  };
  closers.set(bell, close);
  box.addEventListener("keydown", (event) => event.key === "Escape" && close(), { signal });
  const outside = (/** @type {Event} */ event) => {
    const path = new Set(event.composedPath());
    if (!path.has(box) && !path.has(bell.button)) close(false);
  };
  document.addEventListener("pointerdown", outside, { signal });
  box.addEventListener("focusout", ({ relatedTarget: to }) => to && leaves(bell, box, to) && close(false), { signal });
  bell.signal.addEventListener("abort", () => close(false), { signal });
}

/** @param {Bell} bell @param {HTMLElement} box @param {EventTarget} to */
const leaves = (bell, box, to) => to !== bell.button && !box.contains(/** @type {Node} */ (to));

/** Show the newest, with the way to older ones. @param {Panel} panel */
async function list(panel) {
  const { bell, words, body, foot } = panel;
  const all = h("ul");
  fill(foot);
  try {
    await opened(bell.home);
    const page = await (await bell.home.client()).get("/notifications");
    fill(body, page.items.length ? all : h("p", { class: "muted" }, words.none));
    show(panel, all, page);
    if (bell.unseen && page.items.length) body.prepend(seeAll(panel, page.items[0].id));
    await askCount(bell);
  } catch (fault) {
    if (/** @type {import("../core/problem.js").Problem} */ (fault).code === "sign_in_needed") return wayIn(panel);
    fill(body, h("p", { class: "fault", role: "alert" }, await bell.failed(fault)));
  }
}

/** Who pressed before it was known that nobody is signed in, or when it was over, can do so here. @param {Panel} panel */
async function wayIn({ bell, body }) {
  const { signIn, signInButton } = await import("./sign-in.js");
  const words = await writingWords(bell.tongue);
  const press = () => {
    closers.get(bell)?.();
    signIn(/** @type {any} */ (bell), bell.hung, bell.button);
  };
  fill(body, h("p", {}, signInButton(bell, words, press)));
}

/** @param {Panel} panel @param {HTMLElement} all @param {{items: import("./gathering.js").Told[], next: string | null}} page */
function show(panel, all, { items, next }) {
  for (const found of together(items)) all.append(line(panel, found));
  fill(panel.foot);
  if (!next) return;
  const older = async () => {
    const path = `/notifications?cursor=${encodeURIComponent(next)}`;
    show(panel, all, await (await panel.bell.home.client()).get(path));
  };
  panel.foot.append(
    h("button", { class: "quiet", part: "button more", type: "button", onclick: older }, panel.words.more),
  );
}

/** @param {Panel} panel @param {Gathered} found */
function line({ bell, words }, found) {
  const { by, page, at, url, excerpt, seen } = found.newest;
  const first = found.total === 1 ? by.name : by.name.split(" ")[0];
  const who = [h("strong", {}, first), found.total > 1 && ` ${words.and} ${words.others(found.total - 1)}`];
  const told = { why: found.why, total: found.total, page: page?.title ?? "", about: found.newest.target.name ?? "" };
  const sentence = h(url ? "a" : "span", { href: url }, ...who, ` ${words.did(told)}`);
  const fresh = !seen && h("span", { class: "vh" }, ` (${words.isNew})`);
  const press = () => seen || markSeen(bell, { ids: found.ids }).catch(() => null);
  return h(
    "li",
    { class: seen ? "" : "new", onclick: press },
    avatar(by),
    h(
      "div",
      {},
      h("p", {}, sentence, fresh),
      excerpt && h("p", { class: "small muted cut" }, excerpt),
      h("time", { class: "small muted", datetime: at }, ago(at, bell.tongue, words.now)),
    ),
  );
}

/** All that is shown is seen; the same button takes it back. @param {Panel} panel @param {string} until */
function seeAll(panel, until) {
  const { bell, words } = panel;
  const button = h("button", { class: "quiet", part: "button", type: "button" }, words.allSeen);
  button.addEventListener("click", async () => {
    const undo = await markSeen(bell, { until });
    await list(panel);
    panel.say(words.seenSaid);
    if (undo) panel.body.prepend(takeBack(panel, undo));
  });
  return button;
}

/** @param {Panel} panel @param {string} undo */
function takeBack(panel, undo) {
  const { bell, words } = panel;
  const button = h("button", { class: "quiet", part: "button", type: "button" }, words.undone);
  button.addEventListener("click", async () => {
    const { unseen } = await (await bell.home.client()).call("POST", "/notifications/unseen", {
      body: { undo },
    });
    bell.tell(unseen);
    await list(panel);
    panel.say(words.unseenSaid);
  });
  queueMicrotask(() => button.focus());
  return button;
}
