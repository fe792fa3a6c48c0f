/** What one can do with a card: ask why it is there; follow or mute what it comes from; each is undone in place. */
import { fill, h } from "../core/dom.js";
import { popMenu } from "./popmenu.js";

/** @typedef {import("../types.js").Card} Card */
/** @typedef {import("../elements/feed.js").Feed} Feed */
/** What a card comes from: how it is called, and the level at which the reader follows it. @typedef {{object: string, name: string, level: () => string}} Source */

/** @param {Feed} feed @param {HTMLElement} button @param {Card} card @param {Element} slot */
export function menu(feed, button, card, slot) {
  const { told: words, home } = feed;
  const { author } = card.comment;
  const person = author && author.id !== home.me?.id ? author : null;
  const { thread, following: levels, group } = card;
  const items = [{ label: words.why, run: async () => (await import("./sorting.js")).why(feed, button, card, slot) }];
  /** @param {string} object @param {string} name @param {() => string} level */
  const follow = (object, name, level) => items.push(followed(feed, slot, { object, name, level }));
  const mutes = (/** @type {string} */ label, /** @type {string} */ object) =>
    items.push({ label, run: () => mute(feed, card, object) });
  follow(thread, words.thisThread, () => levels.thread);
  if (person) follow(person.id, person.name, () => levels.person);
  for (const topic of card.topics) follow(topic.id, `#${topic.label}`, () => topic.level);
  mutes(words.muteThread, thread);
  if (person) mutes(words.mute(person.name), person.id);
  for (const topic of card.topics) mutes(words.muteAbout(topic.label), topic.id);
  if (group) mutes(words.muteIn(group.name), group.id);
  popMenu(feed, button, words.about(card.title), items);
}

/** @param {Feed} feed @param {Element} slot @param {Source} source */
function followed(feed, slot, { object, name, level }) {
  const { told: words } = feed;
  const on = level() === "off";
  return { label: on ? words.follow(name) : words.unfollow(name), run: () => set(feed, slot, object, on) };
}

/** Follow, or do so no more; a line says so and takes it back. @param {Feed} feed @param {Element} slot @param {string} object @param {boolean} on */
async function set(feed, slot, object, on) {
  const { told: words } = feed;
  const level = on ? "all" : "off";
  try {
    await (await feed.home.client()).call("PUT", `/objects/${object}/follow`, { body: { level } });
    for (const each of feed.cards.values()) mark(each, object, level);
    const undo = h(
      "button",
      { class: "link", part: "button", onclick: () => set(feed, slot, object, !on) },
      words.undo,
    );
    fill(slot, h("p", { class: "small muted note" }, on ? words.followed : words.unfollowed, " ", undo));
    undo.focus();
    feed.say(on ? words.followed : words.unfollowed);
    feed.emit("followed", { object, level });
  } catch (fault) {
    feed.say(await feed.failed(fault));
  }
}

/** @param {Card} card @param {string} object @param {string} level */
function mark(card, object, level) {
  if (card.thread === object) card.following.thread = level;
  if (card.comment.author?.id === object) card.following.person = level;
  for (const topic of card.topics) if (topic.id === object) topic.level = level;
}

/** @param {Card} card @param {string} object */
function comesFrom(card, object) {
  if (card.thread === object || card.comment.author?.id === object || card.group?.id === object) return true;
  for (const topic of card.topics) if (topic.id === object) return true;
  return false;
}

/** Cards of what is muted go at once; one line stays to take it back. @param {Feed} feed @param {Card} card @param {string} object */
async function mute(feed, card, object) {
  const { told: words, list, cards } = feed;
  try {
    await (await feed.home.client()).call("PUT", `/objects/${object}/mute`);
    /** What went, and what keeps its place meanwhile. @type {[Element, Comment, Card][]} */
    const gone = [];
    const undo = h(
      "button",
      { class: "link", part: "button", onclick: () => unmute(feed, object, line, gone) },
      words.undo,
    );
    const line = h("p", { class: "small muted note", role: "article", tabindex: -1 }, words.muted, " ", undo);
    list.querySelector(`[data-id="${card.id}"]`)?.before(line);
    for (const each of [...cards.values()]) {
      const node = comesFrom(each, object) && list.querySelector(`[data-id="${each.id}"]`);
      if (!node) continue;
      const place = document.createComment("");
      node.replaceWith(place);
      gone.push([node, place, each]);
      cards.delete(each.id);
    }
    feed.number();
    undo.focus();
    feed.say(words.muted);
  } catch (fault) {
    feed.say(await feed.failed(fault));
  }
}

/** @param {Feed} feed @param {string} object @param {Element} line @param {[Element, Comment, Card][]} gone */
async function unmute(feed, object, line, gone) {
  try {
    await (await feed.home.client()).call("DELETE", `/objects/${object}/mute`);
    for (const [node, place, card] of gone) {
      place.replaceWith(node);
      feed.cards.set(card.id, card);
    }
    line.remove();
    feed.number();
    /** @type {HTMLElement | undefined} */ (gone[0]?.[0])?.focus();
  } catch (fault) {
    feed.say(await feed.failed(fault));
  }
}
