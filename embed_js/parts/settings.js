/** For who may settle a page: open, read only or off; reactions or none; and what a copied page is. */
import { fill, h } from "../core/dom.js";
import { writingWords } from "../i18n/writing.js";
import { openPanel } from "./panel.js";

/** @typedef {import("../elements/thread.js").Thread} Thread */
/** @typedef {import("../i18n/types.js").Writing} Writing */

/** @param {Thread} thread @param {Element} slot @param {HTMLElement} opener */
export async function settings(thread, slot, opener) {
  const words = await writingWords(thread.tongue);
  const panel = openPanel(thread, slot, opener, { title: words.settingsTitle, close: words.close });
  const page = thread.hub.data?.page;
  if (!panel || !page) return;
  const set = async (/** @type {object} */ change) => {
    try {
      await (await thread.home.client()).call("PATCH", `/pages/${page.id}`, { body: change });
      await redraw(thread);
      thread.say(words.settled);
    } catch (fault) {
      panel.body.append(h("p", { class: "fault", role: "alert" }, await thread.failed(fault)));
    }
  };
  const states = h("div", { role: "radiogroup", "aria-label": words.settingsTitle });
  for (const [value, label] of Object.entries(words.states)) {
    const radio = h("input", {
      type: "radio",
      name: "state",
      value,
      checked: value === page.state,
      onchange: () => set({ state: value }),
    });
    states.append(h("label", {}, radio, label));
  }
  const onchange = () => set({ reactions: box.checked });
  const box = h("input", { type: "checkbox", checked: page.reactions !== false, onchange });
  panel.body.append(states, h("label", {}, box, words.reactionsOn));
}

/** Show the conversation as it is set now, rights included; the open panel and the focus in it stay. @param {Thread} thread */
async function redraw(thread) {
  const panel = [...thread.slot.childNodes];
  const held = thread.shadow.activeElement;
  await thread.reload();
  await (await import("./later.js")).headTools(thread);
  fill(thread.slot, ...panel);
  thread.section.querySelector("[data-do=settings]")?.setAttribute("aria-expanded", "true");
  /** @type {HTMLElement | null} */ (held)?.focus();
}

/** A second address of this page: ask what it is. @param {Thread} thread @param {{url: string}[]} copies */
export async function askAboutCopies(thread, copies) {
  const words = await writingWords(thread.tongue);
  for (const { url } of copies) thread.slot.append(question(thread, url, words));
}

/** @param {Thread} thread @param {string} url @param {Writing} words */
function question(thread, url, words) {
  const choices = { same: words.copiesSame, new: words.copiesNew, moved: words.copiesMoved };
  const row = h("p", { class: "row" });
  const box = h(
    "div",
    { class: "panel", part: "card", role: "group", "aria-label": words.copiesAsk },
    h("p", {}, words.copiesAsk, " ", h("a", { href: url }, url)),
    row,
  );
  const decide = async (/** @type {string} */ decision) => {
    const page = thread.hub.data?.page.id;
    try {
      await (await thread.home.client()).call("POST", `/pages/${page}/copies`, { body: { url, decision } });
      box.remove();
      thread.say(words.settled);
      thread.title.scrollIntoView({ block: "nearest" });
    } catch (fault) {
      box.append(h("p", { class: "fault", role: "alert" }, await thread.failed(fault)));
    }
  };
  for (const [decision, label] of Object.entries(choices))
    row.append(h("button", { class: "quiet", part: "button", onclick: () => decide(decision) }, label));
  return box;
}
