/** Whom a text mentions: @ finds people who may read the page; the text shows their names, what is sent has their ids. */
import { css, fill, h, set } from "../core/dom.js";
import { avatar } from "./person.js";

/** @typedef {import("../types.js").Person} Person */
/** @typedef {import("./composer.js").Composer} Composer */

const PAUSE_MS = 150;
const TOLD_PAUSE_MS = 600;
/** The text from an @ that begins a word to the caret: a name of several words. */
const ASKED = /(?:^|[\s(])@([^@\n[\]]{1,40})$/;
const WRITTEN = /@\[([^[\]\n]{1,300})\]\(([0-9a-hjkmnp-tv-z]{26})\)/g;

const look = css`
.tools .told { flex: 1 0 11em; }
.at { flex-basis: 100%; height: 0; position: relative; }
.folk { position: absolute; z-index: 6; inset: 2px 0 auto; max-width: 24em; max-height: 50vh; overflow-y: auto; padding: 4px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; box-shadow: 0 6px 24px rgb(0 0 0 / .16); }
.folk > div { display: flex; align-items: center; gap: 8px; min-height: 36px; padding: 2px 8px; border-radius: 7px; cursor: pointer; overflow-wrap: anywhere; }
.folk > [aria-selected=true] { background: var(--soft); box-shadow: inset 2px 0 var(--accent); }
@media (pointer: coarse) { .folk > div { min-height: 44px; } }
@media (forced-colors: active) { .folk > [aria-selected=true] { outline: 2px solid Highlight; outline-offset: -2px; } }
`;

/** @type {WeakMap<Composer, Mentions>} */
const held = new WeakMap();

/** Look at what was typed. @param {Composer} composer */
export function lookAt(composer) {
  const mentions = held.get(composer) ?? new Mentions(composer);
  held.set(composer, mentions);
  mentions.typed();
}

class Mentions {
  /** By the name that stands in the text. @type {Map<string, string>} */
  ids = new Map();
  /** @type {Person[]} */
  found = [];
  at = 0;
  none = "";
  toldOf = "";
  timer = 0;
  toldTimer = 0;

  /** @param {Composer} composer */
  constructor(composer) {
    const { input, tools, fault, words, thread } = composer;
    this.composer = composer;
    thread.wear(look);
    this.list = h("div", {
      class: "folk",
      id: `folk-${composer.task.draft}`,
      role: "listbox",
      "aria-label": words.people,
      hidden: true,
    });
    this.told = h("span", { class: "small muted told", role: "status" });
    fault.before(h("div", { class: "at" }, this.list));
    tools.prepend(this.told);
    set(input, "aria-autocomplete", "list");
    set(input, "aria-haspopup", "listbox");
    set(input, "aria-controls", this.list.id);
    composer.read = (text) => this.written(text);
    const { signal } = thread;
    input.addEventListener("keydown", (event) => this.key(event), { signal });
    input.addEventListener("blur", () => this.close(), { signal });
  }

  typed() {
    this.showNames();
    clearTimeout(this.timer);
    clearTimeout(this.toldTimer);
    this.toldTimer = setTimeout(() => this.tell(), TOLD_PAUSE_MS);
    const query = this.asked();
    if (query) this.timer = setTimeout(() => this.find(query), PAUSE_MS);
    else this.close();
  }

  /** Names for ids, where a text comes with them: a draft, an edit. */
  showNames() {
    const { input } = this.composer;
    if (!input.value.includes("@[")) return;
    input.value = input.value.replace(WRITTEN, (_all, name, id) => `@${this.name(name, id)}`);
    this.composer.grow();
  }

  /** A name in the text for one person only: another of the same name gets a number. @param {string} name @param {string} id */
  name(name, id) {
    let own = name;
    for (let number = 2; this.ids.has(own) && this.ids.get(own) !== id; number += 1) own = `${name} ${number}`;
    this.ids.set(own, id);
    return own;
  }

  /** The text as it is sent. @param {string} text */
  written(text) {
    const names = [...this.ids.keys()].sort((one, other) => other.length - one.length);
    for (const name of names) {
      const parts = text.split(`@${name}`);
      text = parts.reduce((done, part) =>
        /^[\p{L}\p{N}]/u.test(part) ? `${done}@${name}${part}` : `${done}@[${name}](${this.ids.get(name)})${part}`,
      );
    }
    return text;
  }

  /** What is asked for between an @ and the caret. */
  asked() {
    const { input } = this.composer;
    const query = ASKED.exec(input.value.slice(0, input.selectionStart))?.[1] ?? "";
    if (this.none && query.startsWith(this.none)) return "";
    for (const name of this.ids.keys()) if (query.startsWith(name)) return "";
    return query;
  }

  /** @param {string} query */
  async find(query) {
    const { thread, words } = this.composer;
    const object = thread.hub.data?.page.id ?? "";
    try {
      const client = await thread.home.client();
      const { items, groups } = await client.get(`/people?query=${encodeURIComponent(query)}&object=${object}`);
      if (query !== this.asked()) return;
      for (const { id, name, member_count: many } of groups)
        items.push({ id, name, department: words.members(many), photo_url: null, kind: "shared" });
      this.none = items.length ? "" : query;
      this.found = items;
      this.at = 0;
      this.draw();
    } catch {
      this.close(); // whoever types goes on typing
    }
  }

  draw() {
    const { input, thread, words } = this.composer;
    const option = (/** @type {Person} */ person, /** @type {number} */ place) =>
      h(
        "div",
        {
          role: "option",
          id: `${this.list.id}-${place}`,
          "aria-selected": `${place === this.at}`,
          onpointerdown: (/** @type {Event} */ event) => event.preventDefault(),
          onclick: () => this.choose(place),
        },
        avatar(person, "s"),
        h("span", {}, person.name, person.department && h("span", { class: "small muted" }, ` ${person.department}`)),
      );
    fill(this.list, ...this.found.map(option));
    this.list.hidden = !this.found.length;
    set(input, "aria-activedescendant", this.found.length ? `${this.list.id}-${this.at}` : null);
    this.list.children[this.at]?.scrollIntoView?.({ block: "nearest" });
    if (this.found.length) thread.say(words.found(this.found.length));
  }

  close() {
    clearTimeout(this.timer);
    if (this.list.hidden) return;
    this.found = [];
    this.draw();
  }

  /** @param {number} place */
  choose(place) {
    const { input } = this.composer;
    const person = this.found[place];
    const end = input.selectionStart;
    const start = input.value.lastIndexOf("@", end - 1);
    const name = this.name(person.name.replace(/[[\]\n]/g, " "), person.id);
    this.close();
    input.setRangeText(`@${name} `, start, end, "end");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (this.list.hidden || event.isComposing || event.ctrlKey || event.metaKey) return;
    const { length } = this.found;
    const steps = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: length - 1 });
    if (event.key in steps) {
      this.at = (this.at + steps[event.key]) % length;
      this.draw();
    } else if (event.key === "Enter" || event.key === "Tab") this.choose(this.at);
    else if (event.key === "Escape") {
      this.none = this.asked();
      this.close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Say how many others this tells, as the service counts them. */
  async tell() {
    const { input, thread, words } = this.composer;
    const source = this.written(input.value.trim());
    const ids = [...source.matchAll(WRITTEN)].map((found) => found[2]).join();
    if (ids === this.toldOf) return;
    this.toldOf = ids;
    let told = 0;
    try {
      const body = { source, object: thread.hub.data?.page.id };
      if (ids) ({ told } = await (await thread.home.client()).call("POST", "/preview", { body }));
    } catch (fault) {
      return fill(this.told, /** @type {Error} */ (fault).message);
    }
    if (ids === this.toldOf) fill(this.told, told ? words.told(told) : "");
  }
}
