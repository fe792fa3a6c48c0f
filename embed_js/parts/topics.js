/** The topics of a site, for managers: found by typing, most used first, renamed and merged in place. */
import { fill, h } from "../core/dom.js";
import { short } from "../core/i18n.js";
import { writingWords } from "../i18n/writing.js";
import { dressTopics } from "../styles/ordering.js";
import { levelOf } from "./feed-card.js";
import { openPanel } from "./panel.js";

/** @typedef {import("../elements/feed.js").Feed} Feed */
/** @typedef {import("../i18n/topics.js").Topics} Words */
/** @typedef {{id: string, label: string, uses: number}} Topic */

const PAUSE_MS = 200;

/** @param {Feed} feed @param {HTMLElement} button */
export async function orderTopics(feed, button) {
  const { tongue } = feed;
  const { words } = await (short(tongue) === "nl" ? import("../i18n/nl-topics.js") : import("../i18n/en-topics.js"));
  const { close, more } = await writingWords(tongue);
  const slot = /** @type {Element} */ (feed.foot.lastElementChild);
  const panel = openPanel(feed, slot, button, { title: words.topics, close, level: levelOf(feed) });
  if (panel) await new Desk(feed, words, more, panel.body).open();
}

class Desk {
  /** @param {Feed} feed @param {Words} words @param {string} more @param {HTMLElement} body */
  constructor(feed, words, more, body) {
    this.feed = feed;
    this.words = words;
    this.more = more;
    this.list = h("ul");
    this.finder = this.#finder(words.find, this.list, (topic) => this.#line(topic));
    dressTopics(feed);
    fill(body, h("div", { class: "topics" }, this.finder.field, this.list));
  }

  /** Show the list anew; gives whether it could be read. */
  open() {
    return this.finder.find();
  }

  /**
   * A field to type in, and what begins so in a list below it, twenty at a time.
   * @param {string} label @param {Element} list @param {(topic: Topic) => Element | false} put
   */
  #finder(label, list, put) {
    const { feed, words } = this;
    let timer = 0;
    const input = h("input", { type: "text", part: "input", autocomplete: "off", spellcheck: "false" });
    const load = async (cursor = "") => {
      const asked = input.value.trim();
      const query = new URLSearchParams({ sort: "used", query: asked.replace(/^#/, ""), ...(cursor && { cursor }) });
      const { items, next } = await (await feed.home.client()).get(`/topics?${query}`);
      // Another search is under way, or nobody waits for this one any more.
      if (asked !== input.value.trim() || !list.isConnected) return;
      const lines = items.map(put).filter(Boolean);
      if (cursor) list.lastElementChild?.remove();
      else fill(list, !lines.length && h("li", { class: "muted" }, words.none));
      list.append(...lines);
      if (cursor) lines[0]?.querySelector("button")?.focus();
      else if (asked) feed.say(lines.length ? words.found(lines.length) : words.none);
      if (next)
        list.append(
          h(
            "li",
            {},
            this.#button(this.more, () => load(next), "quiet"),
          ),
        );
    };
    const find = () => this.#attempt(list, load);
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(find, PAUSE_MS);
    });
    return { field: h("label", {}, h("span", {}, label), input), input, find };
  }

  /** @param {Topic} topic @returns {HTMLElement} */
  #line(topic) {
    const { words } = this;
    const name = `#${topic.label}`;
    const slot = h("div", { class: "wide" });
    const opens = (/** @type {string} */ label, /** @type {(form: Form) => unknown} */ run) => {
      const button = this.#button(label, () => run({ topic, slot, back: button }), "quiet");
      button.setAttribute("aria-label", words.of(label, name));
      return button;
    };
    return h(
      "li",
      { class: "row", "data-id": topic.id },
      h("div", { class: "grow" }, h("b", {}, name), " ", h("span", { class: "muted small" }, words.uses(topic.uses))),
      h(
        "div",
        {},
        opens(words.rename, (form) => this.#rename(form)),
        opens(words.merge, (form) => this.#choose(form)),
      ),
      slot,
    );
  }

  /** @param {Form} form */
  #rename(form) {
    const { words, feed } = this;
    const input = h("input", { type: "text", part: "input", maxlength: 50, required: true, value: form.topic.label });
    const send = async () => {
      const label = input.value.trim().replace(/^#/, "");
      const client = await feed.home.client();
      try {
        Object.assign(form.topic, await client.call("PATCH", `/topics/${form.topic.id}`, { body: { label } }));
      } catch (fault) {
        if (/** @type {any} */ (fault).status === 409) await this.#offer(form, label);
        throw fault;
      }
      const line = this.#line(form.topic);
      /** @type {HTMLElement} */ (form.slot.parentElement).replaceWith(line);
      line.querySelector("button")?.focus();
      feed.say(words.renamed(`#${form.topic.label}`));
    };
    const save = h("button", { class: "primary", part: "button submit" }, words.save);
    this.#form(form, send, [h("label", {}, h("span", {}, words.newName), input), h("div", {}), this.#ends(form, save)]);
    input.select();
  }

  /** The name is taken: merge the two instead. @param {Form} form @param {string} label */
  async #offer(form, label) {
    const { items } = await (await this.feed.home.client()).get(`/topics?name=${encodeURIComponent(label)}`);
    const [other] = items;
    const place = form.slot.querySelector("label + div");
    if (!place || !other) return;
    const button = this.#button(this.words.mergeWith(`#${other.label}`), () => this.#ask(form, other), "quiet");
    fill(place, button);
  }

  /** Which one a topic becomes part of. @param {Form} form */
  #choose(form) {
    const list = h("ul");
    const { field, input, find } = this.#finder(this.words.into, list, (topic) => {
      if (topic.id === form.topic.id) return false;
      const choice = this.#button(`#${topic.label}`, () => this.#ask(form, topic), "link");
      return h("li", {}, choice, " ", h("span", { class: "muted small" }, this.words.uses(topic.uses)));
    });
    this.#form(form, find, [field, list, this.#ends(form)]);
    input.focus();
    return find();
  }

  /** Ask once more: there is no way back. @param {Form} form @param {{id: string, label: string}} into */
  #ask(form, into) {
    const { words, feed } = this;
    const { topic } = form;
    const [from, to] = [`#${topic.label}`, `#${into.label}`];
    const send = async () => {
      await (await feed.home.client()).call("POST", `/topics/${topic.id}/merge`, { body: { into: into.id } });
      await this.open();
      const line = this.list.querySelector(`[data-id="${into.id}"] button`);
      /** @type {HTMLElement} */ (line ?? this.finder.input).focus();
      feed.say(words.merged(from, to));
    };
    const yes = h("button", { class: "primary", part: "button submit" }, words.mergeIt);
    const asked = h("p", { tabindex: -1 }, h("b", {}, words.sure(from, to)), ` ${words.moves(topic.uses)}`);
    this.#form(form, send, [asked, this.#ends(form, yes)]);
    asked.focus();
  }

  /** Open a form below its topic; Escape closes it and nothing else. @param {Form} form @param {() => unknown} send @param {Element[]} parts */
  #form(form, send, parts) {
    const onkeydown = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      shut(form);
    };
    const onsubmit = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#attempt(element, send);
    };
    const element = h("form", { onsubmit, onkeydown }, ...parts);
    fill(form.slot, element);
  }

  /** @param {Form} form @param {Element} [first] */
  #ends(form, first) {
    return h(
      "div",
      { class: "row" },
      first,
      this.#button(this.words.cancel, () => shut(form), "quiet"),
    );
  }

  /** @param {string} label @param {() => unknown} run @param {string} look */
  #button(label, run, look) {
    /** @type {HTMLButtonElement} */
    const button = h(
      "button",
      { class: look, part: "button", type: "button", onclick: () => this.#attempt(button, run) },
      label,
    );
    return button;
  }

  /** Run something; what is refused is said where it was asked. @param {Element} place @param {() => unknown} run */
  async #attempt(place, run) {
    const form = place.closest("form") ?? this.list;
    form.parentElement?.querySelector(":scope > .fault")?.remove();
    try {
      await run();
    } catch (fault) {
      const wrong = Object.values(/** @type {any} */ (fault).body?.errors ?? {}).flat();
      const said = wrong.length ? wrong.join(" ") : await this.feed.failed(fault);
      form.before(h("p", { class: "fault", role: "alert" }, said));
    }
  }
}

/** @typedef {{topic: Topic, slot: HTMLElement, back: HTMLElement}} Form */

/** @param {Form} form */
function shut({ slot, back }) {
  fill(slot);
  back.focus();
}
