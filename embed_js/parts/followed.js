/** Following inside a conversation: what posting began, with the way back; and from a comment's menu. */
import { fill, h, icon, set } from "../core/dom.js";
import { followWords } from "../i18n/follow-words.js";
import { want } from "./following.js";
import { openPanel, slotOf } from "./panel.js";
import { BELL } from "./signs.js";

/** @typedef {import("../elements/thread.js").Thread} Thread */
/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {import("../types.js").Followed} Followed */
/** @typedef {import("../i18n/types.js").Following} Words */

/** The conversation as something to follow. @param {Thread} thread @returns {Followed | null} */
function talk({ hub }) {
  const page = hub.data?.page;
  return page ? { object: page.id, level: page.following, followers: null } : null;
}

/** @param {Thread} thread @param {Followed} thing */
function putTalk(thread, { level }) {
  if (!thread.hub.data) return;
  thread.hub.data.page.following = level;
  thread.hub.changed();
}

/** Posting followed the page, or the post: say so where it was written, with one press to undo it. @param {Thread} thread @param {Comment} comment */
export async function note(thread, { followed = "", following: level = "off" }) {
  /** @type {Followed} */
  const thing = { object: followed, level, followers: null };
  const isTalk = talk(thread)?.object === followed;
  if (isTalk) putTalk(thread, thing);
  const words = await followWords(thread.tongue);
  const entry = thread.section.querySelector(".entry");
  if (level === "off" || !entry) return;
  entry.querySelector(".following")?.remove();
  const line = h("p", { class: "small muted speaker following" });
  entry.append(line);
  drawNote(thread, line, words, thing, isTalk);
}

/** @param {Thread} thread @param {HTMLElement} line @param {Words} words @param {Followed} thing @param {boolean} isTalk */
function drawNote(thread, line, words, thing, isTalk) {
  const on = thing.level !== "off";
  const press = () =>
    want(thread, thing, on ? "off" : "all", (now) => {
      if (isTalk) putTalk(thread, now);
      drawNote(thread, line, words, now, isTalk);
      line.querySelector("button")?.focus();
    });
  const way = h(
    "button",
    { class: "link", part: "button follow", type: "button", onclick: press },
    on ? words.leaveTalk : words.follow,
  );
  fill(line, on ? words.inTalk : words.outOfTalk, " · ", way);
}

/** From a comment's menu: this conversation, and who wrote it. @param {Thread} thread @param {Comment} comment @param {HTMLElement} opener @param {string} close */
export async function offer(thread, comment, opener, close) {
  const words = await followWords(thread.tongue);
  const panel = openPanel(thread, slotOf(thread, comment.id), opener, { title: words.follow, close });
  if (!panel) return;
  const { author } = comment;
  const thing = talk(thread);
  if (thing) panel.body.append(row(thread, words.thisTalk, thing, (now) => putTalk(thread, now)));
  if (!author || author.id === thread.home.me?.id) return;
  const told = await (await thread.home.client()).get(`/objects/${author.id}/follow`);
  panel.body.append(row(thread, author.name, { object: author.id, ...told }, () => undefined));
}

/** One thing to follow. @param {import("../core/element.js").Widget} widget @param {string} name @param {Followed} thing @param {(thing: Followed) => void} put */
export function row(widget, name, thing, put) {
  const button = h("button", { class: "act", part: "button follow", type: "button", onclick: press }, icon(BELL), name);
  let known = thing;
  show(known);
  function press() {
    want(widget, known, known.level === "off" ? "all" : "off", show);
  }
  /** @param {Followed} now */
  function show(now) {
    known = now;
    set(button, "aria-pressed", `${now.level !== "off"}`);
    put(now);
  }
  return h("p", {}, button);
}
