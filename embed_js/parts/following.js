/** What a press on a follow button does: shown at once, sent, taken back when refused. */
import { opened } from "../core/counts.js";
import { followWords } from "../i18n/follow-words.js";
import { popMenu } from "./popmenu.js";
import { Wish } from "./react.js";

/** @typedef {import("../elements/follow.js").Follow} Follow */
/** @typedef {import("../core/element.js").Widget} Widget */
/** @typedef {import("../types.js").Followed} Followed */

const LEVELS = ["all", "mentions", "off"];

/** @type {Map<string, Wish>} what is under way, by object */
const wishes = new Map();

/** @param {Follow} follow */
export async function press(follow) {
  const { thing, home, hub } = follow;
  if (home.session.state === "out" || home.session.state === "lapsed") {
    const { signIn } = await import("./sign-in.js");
    return signIn(follow, follow.slot, follow.pill);
  }
  if (hub.state === "failed") return follow.reload();
  if (thing) want(follow, thing, thing.level === "off" ? "all" : "off", (now) => follow.put(now));
}

/** The levels, below the button beside the pill. @param {Follow} follow */
export function levels(follow) {
  const { said: words, more } = follow;
  popMenu(
    follow,
    more,
    words.followAt,
    items(
      follow,
      () => follow.thing,
      words,
      (now) => follow.put(now),
    ),
  );
}

/**
 * The levels as a menu shows them.
 * @param {Widget} widget @param {() => Followed | null} known @param {import("../i18n/types.js").Following} words
 * @param {(thing: Followed) => void} put
 */
function items(widget, known, words, put) {
  const list = [];
  for (const level of LEVELS) {
    const run = () => {
      const thing = known();
      if (thing) want(widget, thing, level, put);
    };
    list.push({ label: words.levels[level], checked: known()?.level === level, run });
  }
  return list;
}

/** Ask how a person, a topic or a group is followed. @param {Follow} follow */
export async function learn(follow) {
  const { host, home, named } = follow;
  const value = host.getAttribute(named ?? "") ?? "";
  try {
    await opened(home);
    const client = await home.client();
    const object =
      named === "topic" ? (await client.get(`/topics?name=${encodeURIComponent(value)}`)).items[0]?.id : value;
    follow.other = { object, ...(await client.get(`/objects/${encodeURIComponent(object)}/follow`)) };
  } catch (fault) {
    follow.other = null;
    const { code } = /** @type {import("../core/problem.js").Problem} */ (fault);
    if (code === "sign_in_needed") return;
    await follow.failed(fault);
    // What is not there offers nothing to press.
    follow.gone = code === "missing";
  }
  if (!follow.signal.aborted) follow.draw();
}

/** What a press may need is here before it: WebKit opens no window after a module was fetched. @param {Follow} _follow */
export async function offer(_follow) {
  await import("./sign-in.js");
}

/**
 * Show at once how the person wants to follow, and send it.
 * @param {Widget} widget @param {Followed} thing @param {string} level @param {(thing: Followed) => void} put
 */
export function want(widget, thing, level, put) {
  const { object, followers } = thing;
  const wish = wishes.get(object) ?? begin(widget, thing, put);
  const more = Number(level !== "off") - Number(thing.level !== "off");
  put({ object, level, followers: followers === null ? null : followers + more });
  wish.want(level);
}

/** @param {Widget} widget @param {Followed} before @param {(thing: Followed) => void} put */
function begin(widget, before, put) {
  const { object } = before;
  const send = async (/** @type {string} */ level) =>
    (await widget.home.client()).call("PUT", `/objects/${object}/follow`, { body: { level } });
  const wish = new Wish(before.level, send, (level, answer, fault) => {
    wishes.delete(object);
    // What came through before one failed stands; the rest is taken back.
    put(answer ? { object, ...answer } : { ...before, level: level ?? before.level });
    if (fault) widget.failed(fault).then((sentence) => widget.say(sentence));
    else told(widget, object, level ?? before.level);
  });
  wishes.set(object, wish);
  return wish;
}

/** @param {Widget} widget @param {string} object @param {string} level */
async function told(widget, object, level) {
  widget.emit("followed", { object, level });
  widget.say((await followWords(widget.tongue)).followed[level]);
}
