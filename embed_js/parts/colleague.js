/** Who somebody is, as they let colleagues see it: opened in place from their name. */
import { h } from "../core/dom.js";
import { trusted } from "../core/trusted.js";
import { fullTime } from "../core/when.js";
import { colleagueWords } from "../i18n/colleague-words.js";
import { followWords } from "../i18n/follow-words.js";
import { writingWords } from "../i18n/writing.js";
import { dressColleagues } from "../styles/colleagues.js";
import { row } from "./followed.js";
import { openPanel } from "./panel.js";
import { avatar } from "./person.js";

/** @typedef {import("../core/client.js").Client} Client */
/** @typedef {import("../core/element.js").Widget} Widget */
/** @typedef {import("../i18n/colleague.js").People} Words */
/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {import("../types.js").Person} Person */
/** @typedef {import("../types.js").Profile} Profile */

/** @param {Widget} widget @param {Person} person @param {HTMLElement} opener @param {Element} slot @param {boolean} [toEdit] one's own, to change it at once */
export async function card(widget, person, opener, slot, toEdit) {
  const { close, more } = await writingWords(widget.tongue);
  const words = await colleagueWords(widget.tongue);
  dressColleagues(widget);
  const panel = openPanel(widget, slot, opener, { title: person.name, close });
  if (!panel) return;
  const failed = async (/** @type {unknown} */ fault) =>
    panel.body.append(h("p", { class: "fault", role: "alert" }, await widget.failed(fault)));
  try {
    const client = await widget.home.client();
    /** @type {Profile} */
    const who = await client.get(`/people/${person.id}`);
    if (who.id === widget.home.me?.id) return await (await import("./profile.js")).own(widget, panel.body, who, toEdit);
    panel.body.append(...face(who, words, widget.tongue));
    if (who.kind !== "former") panel.body.querySelector(".who > div")?.append(await follow(widget, client, who));
    if (who.contributions) contributions(widget, panel.body, who, { list: words.wrote(who.name), more }, failed);
  } catch (fault) {
    await failed(fault);
  }
}

/** What colleagues see of a person. @param {Profile} who @param {Words} words @param {string} tongue */
export function face(who, words, tongue) {
  const kinds = { former: words.former, shared: words.team, person: "" };
  const lines = [kinds[who.kind], who.job_title, who.department];
  const said = h("div");
  for (const line of lines) if (line) said.append(h("p", { class: "muted" }, line));
  const topics = new Intl.ListFormat(tongue).format(who.topics);
  return [
    h("div", { class: "who" }, avatar(who, "big"), said),
    who.about ? h("p", {}, who.about) : "",
    topics ? h("p", {}, words.knows(topics)) : "",
  ];
}

/** @param {Widget} widget @param {Client} client @param {Profile} who */
async function follow(widget, client, who) {
  const told = await client.get(`/objects/${who.id}/follow`);
  const words = await followWords(widget.tongue);
  return row(widget, words.follow, { object: who.id, ...told }, () => undefined);
}

/** What somebody wrote, behind a button: who does not ask for it fetches nothing. @param {Widget} widget @param {Element} body @param {Profile} who @param {{list: string, more: string}} words @param {(fault: unknown) => unknown} failed */
function contributions(widget, body, who, words, failed) {
  const list = h("ul", { class: "wrote" });
  let cursor = "";
  const load = async () => {
    const { items, next } = await (await widget.home.client()).get(`/people/${who.id}/contributions${cursor}`);
    for (const item of items) list.append(line(widget, item));
    // Whoever pressed goes on reading where what came begins.
    const first = /** @type {HTMLElement | undefined} */ (list.children[list.childElementCount - items.length]);
    first?.focus();
    cursor = `?cursor=${encodeURIComponent(next ?? "")}`;
    if (next) show.textContent = words.more;
    else show.remove();
  };
  const onclick = () => load().catch(failed);
  const show = h("button", { class: "quiet", part: "button", type: "button", onclick }, words.list);
  body.append(list, show);
}

/** @param {Widget} widget @param {Comment} item */
function line({ tongue }, { html, created_at: at }) {
  const body = h("div", { class: "body" });
  body.append(trusted(html ?? ""));
  return h("li", { tabindex: -1 }, h("time", { class: "small muted", datetime: at }, fullTime(at, tongue)), body);
}
