/** What a click in the thread does. Everything bigger than a line is fetched when it is clicked. */
import { leave } from "../core/door.js";
import { writingWords } from "../i18n/writing.js";
import { slotOf } from "./panel.js";
import { react } from "./react.js";

/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {import("../elements/thread.js").Thread} Thread */

/** @type {Record<string, (thread: Thread, button: HTMLElement, comment: Comment) => unknown>} */
const ON_COMMENT = {
  like: (thread, _, comment) => like(thread, comment),
  reply: async (thread, button, comment) => (await import("./replying.js")).openReply(thread, comment, button),
  card: async (thread, button, { id, author }) => {
    // Before anything is waited for: what is being posted has another id soon.
    const slot = slotOf(thread, id);
    if (author) await (await import("./colleague.js")).card(thread, author, button, slot);
  },
  menu: async (thread, button, comment) => (await import("./menu.js")).menu(thread, comment, button),
  history: async (thread, button, comment) => (await import("./history.js")).history(thread, comment, button),
  replies: async (thread, button, comment) => (await import("./pages.js")).replies(thread, comment, button),
};

/** @type {Record<string, (thread: Thread, button: HTMLElement) => unknown>} */
const ON_THREAD = {
  "sign-out": signOut,
  settings: async (thread, button) => (await import("./settings.js")).settings(thread, thread.slot, button),
  next: async (thread, button) => (await import("./pages.js")).next(thread, button),
  previous: async (thread) => (await import("./pages.js")).previous(thread),
};

/** @param {Thread} thread @param {HTMLElement} button */
export async function act(thread, button) {
  const verb = button.dataset.do;
  const id = /** @type {HTMLElement | null} */ (button.closest("li[data-id]"))?.dataset.id;
  const comment = thread.find(id ?? "");
  if (!verb) await (await import("./jump.js")).jump(thread, button.getAttribute("href") ?? "");
  else if (ON_THREAD[verb]) await ON_THREAD[verb](thread, button);
  else if (comment) await ON_COMMENT[verb](thread, button, comment);
}

/** @param {Thread} thread @param {Comment} comment */
async function like(thread, comment) {
  if (thread.home.session.state !== "in") return (await import("./sign-in.js")).signIn(thread, thread.slot, null);
  const first = thread.hub.data?.site.reactions[0] ?? "like";
  reactTo(thread, comment.id, thread.hub.reaction(comment.id) ? null : first);
}

/** Show at once what the person wants of a comment, and send it. @param {Thread} thread @param {string} id @param {string | null} kind */
export function reactTo(thread, id, kind) {
  const thing = {
    object: id,
    get tally() {
      return thread.find(id)?.tally ?? {};
    },
    set tally(tally) {
      const comment = thread.find(id);
      if (comment) comment.tally = tally;
    },
    changed: () => thread.refresh(),
  };
  react(thread, thing, kind);
}

/** @param {Thread} thread */
async function signOut(thread) {
  const { signedOut } = await writingWords(thread.tongue);
  await leave(thread.home);
  thread.say(signedOut);
}
