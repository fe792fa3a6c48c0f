/** "···": everything else one can do with a comment. */
import { followWords } from "../i18n/follow-words.js";
import { writingWords } from "../i18n/writing.js";
import { reactTo } from "./acts.js";
import { kindItems } from "./choices.js";
import { nameOf } from "./comment.js";
import { slotOf } from "./panel.js";
import { popMenu } from "./popmenu.js";

/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {import("../elements/thread.js").Thread} Thread */
/** @typedef {import("./popmenu.js").Item} Item */

/** @param {Thread} thread @param {Comment} comment @param {HTMLElement} opener */
export async function menu(thread, comment, opener) {
  const words = { ...(await writingWords(thread.tongue)), ...(await followWords(thread.tongue)) };
  popMenu(thread, opener, thread.words.about(nameOf(thread, comment)), items(thread, comment, opener, words));
}

/** @param {Thread} thread @param {Comment} comment @param {HTMLElement} opener @param {import("../i18n/types.js").Writing & import("../i18n/types.js").Following} words */
function items(thread, comment, opener, words) {
  /** @type {Item[]} */
  const list = [];
  const may = (/** @type {string} */ verb) => thread.may(comment, verb);
  const offer = (/** @type {unknown} */ holds, /** @type {string} */ label, /** @type {() => unknown} */ run) => {
    if (holds) list.push({ label, run: guarded(thread, run) });
  };
  const stands = comment.html !== null;
  if (stands && may("react") && (thread.hub.data?.site.reactions.length ?? 0) > 1)
    for (const item of kindItems(thread, comment.id, (kind) => reactTo(thread, comment.id, kind))) list.push(item);
  offer(Object.keys(comment.tally).length, words.whoTitle, async () =>
    (await import("./who.js")).whoList(thread, comment.id, opener, slotOf(thread, comment.id)),
  );
  offer(true, words.copyLink, async () => (await import("./link.js")).copyLink(thread, comment, opener));
  offer(stands && comment.author, words.followMore, async () =>
    (await import("./followed.js")).offer(thread, comment, opener, words.close),
  );
  offer(stands && may("edit"), words.edit, async () => (await import("./editing.js")).edit(thread, comment, opener));
  offer(stands && may("remove"), words.remove, async () =>
    (await import("./editing.js")).remove(thread, comment, opener),
  );
  offer(stands && may("hide"), words.hide, async () => (await import("./manage.js")).hide(thread, comment, opener));
  offer(comment.hidden && may("hide"), words.showHidden, async () =>
    (await import("./manage.js")).showHidden(thread, comment, opener),
  );
  offer(comment.hidden && may("hide"), words.restore, async () =>
    (await import("./manage.js")).restore(thread, comment),
  );
  return list;
}

/** What fails is said, not thrown away. @param {Thread} thread @param {() => unknown} run */
function guarded(thread, run) {
  return async () => {
    try {
      await run();
    } catch (fault) {
      thread.say(await thread.failed(fault));
    }
  };
}
