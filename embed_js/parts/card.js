/** Who somebody is, as they let colleagues see it: opened in place from the menu of what they wrote. */
import { h } from "../core/dom.js";
import { trusted } from "../core/trusted.js";
import { fullTime } from "../core/when.js";
import { writingWords } from "../i18n/writing.js";
import { nameOf } from "./comment.js";
import { openPanel, slotOf } from "./panel.js";
import { avatar } from "./person.js";

/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {import("../elements/thread.js").Thread} Thread */
/** @typedef {import("../i18n/types.js").Writing} Writing */

/** @param {Thread} thread @param {Comment} comment @param {HTMLElement} opener */
export async function card(thread, comment, opener) {
  const words = await writingWords(thread.tongue);
  const name = nameOf(thread, comment);
  const client = await thread.home.client();
  const who = await client.get(`/people/${comment.author?.id}`);
  const panel = openPanel(thread, slotOf(thread, comment.id), opener, { title: name, close: words.close });
  if (!panel) return;
  const work = [who.job_title, who.department].filter(Boolean).join(" · ");
  const left = who.kind === "former" && thread.words.former;
  panel.body.append(
    h("div", { class: "row" }, avatar(who), h("span", { class: "muted" }, left || work)),
    who.about ? h("p", {}, who.about) : "",
    who.topics.length ? h("p", {}, words.knows(new Intl.ListFormat(thread.tongue).format(who.topics))) : "",
  );
  if (!who.contributions) return;
  const list = h("ul");
  const show = h("button", { class: "quiet", part: "button", type: "button" }, words.wrote(name));
  const more = async (/** @type {string} */ cursor) => {
    show.remove();
    const query = cursor && `?cursor=${encodeURIComponent(cursor)}`;
    const { items, next } = await client.get(`/people/${who.id}/contributions${query}`);
    for (const item of items) list.append(line(thread, item));
    if (next) {
      show.textContent = words.more;
      show.onclick = () => more(next).catch(failed);
      panel.body.append(show);
    }
  };
  const failed = async (/** @type {unknown} */ fault) => panel.body.append(await thread.failed(fault));
  show.onclick = () => more("").catch(failed);
  panel.body.append(list, show);
}

/** @param {Thread} thread @param {Comment} item */
function line(thread, { html, created_at: at }) {
  const body = h("div", { class: "body" });
  body.append(trusted(html ?? ""));
  return h("li", {}, h("time", { class: "small muted", datetime: at }, fullTime(at, thread.tongue)), body);
}
