/** weerklank-thread: the conversation under a page. Paints the first view; what a click does is fetched at the click. */
import { fill, h, idle, set } from "../core/dom.js";
import { Widget } from "../core/element.js";
import { commentNode, paint } from "../parts/comment.js";
import { entry } from "../parts/entry.js";
import { shelfOf } from "../parts/tree.js";
import { base } from "../styles/base.js";
import { thread } from "../styles/thread.js";

/** @typedef {import("../types.js").Boot} Boot */
/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {import("../types.js").Thread} ThreadPage */

/** Comments painted at once; the rest follows in idle slices, so that no task is long. */
const FIRST = 20;
const SLICE = 8;

export class Thread extends Widget {
  static kind = "thread";
  static styles = [base, thread];
  static words = {
    ...Widget.words,
    "nl-count": () => import("../i18n/nl-count.js"),
    "en-count": () => import("../i18n/en-count.js"),
    "nl-thread": () => import("../i18n/nl-thread.js"),
    "en-thread": () => import("../i18n/en-thread.js"),
  };

  /** What was fetched, by id. @type {Map<string, Comment>} */
  comments = new Map();
  /** @type {Map<string, HTMLLIElement>} */
  nodes = new Map();
  /** Fetched, not yet painted. @type {Comment[]} */
  #waiting = [];
  sort = this.host.getAttribute("sort") ?? "oldest";
  /** @type {ThreadPage | null} */
  page = null;
  /** Whose conversation is on the screen. */
  shownTo = "";
  section = h("section", { part: "thread", onclick: (/** @type {Event} */ event) => this.#act(event) });
  title = h("span", { class: "grow" });
  slot = h("div");
  list = h("ol");
  foot = h("div");

  draw() {
    const { state, data } = this.hub;
    if (!this.section.isConnected) fill(this.box, this.section);
    set(this.section, "aria-label", this.words.thread);
    set(this.section, "aria-busy", state === "waiting");
    if (data?.thread && state === "ready") this.#ready(data, data.thread);
    else if (state === "waiting") fill(this.section, skeleton());
    else import("../parts/gate.js").then(({ gate }) => gate(this));
  }

  /** @param {Boot} data @param {ThreadPage} page */
  #ready(data, page) {
    // Back from a renewed sign-in: what is on the screen stays, and so does what was typed.
    if (this.shownTo === data.me.id)
      return this.page === page ? this.refresh() : import("../parts/fresh.js").then(({ back }) => back(this, page));
    this.shownTo = data.me.id;
    this.frame(data);
    this.show(page);
    this.ready();
    idle(() => this.later());
  }

  /** What is not needed to read: styles of touching, drafts, permalinks, news. */
  async later() {
    const { begin } = await import("../parts/later.js");
    if (!this.signal.aborted) begin(this);
  }

  async reload() {
    this.shownTo = "";
    await super.reload();
  }

  /** Everything around the comments. @param {Boot} data */
  frame({ page: { state } }) {
    const { words, host } = this;
    const level = Number(host.getAttribute("heading-level"));
    this.title = h(/** @type {"h2"} */ (`h${level >= 2 && level <= 6 ? level : 2}`), { class: "grow" });
    const top =
      state === "open" ? entry(this) : h("p", { class: "muted" }, state === "off" ? words.off : words.readOnly);
    fill(this.section, h("div", { class: "row head" }, this.title), this.slot, top);
    fill(this.slot);
    if (state !== "off") this.section.append(this.list, this.foot);
  }

  /** Put a page of the thread in place of what was there. @param {ThreadPage} page */
  show(page) {
    this.page = page;
    this.comments.clear();
    this.nodes.clear();
    fill(this.list);
    this.#waiting = [...page.items];
    for (const comment of page.items) this.comments.set(comment.id, comment);
    this.flush(FIRST);
    this.refresh();
    this.#slice();
  }

  #slice() {
    if (this.signal.aborted || !this.#waiting.length) return;
    idle(() => {
      this.flush(SLICE);
      this.#slice();
    });
  }

  /** Paint what waits: all of it, before something is put between. @param {number} [many] */
  flush(many = this.#waiting.length) {
    for (const comment of this.#waiting.splice(0, many)) this.add(comment);
  }

  /** Paint a comment below those of its shelf. @param {Comment} comment */
  add(comment) {
    const node = commentNode(this, comment);
    const shelf = shelfOf(comment, this.find);
    (this.nodes.get(shelf?.id ?? "")?.querySelector(":scope>.kids") ?? this.list).append(node);
    this.nodes.set(comment.id, node);
    return node;
  }

  /** @param {string} id */
  find = (id) => this.comments.get(id);

  /** May the reader do this with that comment, or (null) on the page? The page's rights hold where nothing else was said. @param {Comment | null} comment @param {string} verb */
  may(comment, verb) {
    const own = comment && this.hub.mine[comment.id]?.may;
    // As text: a host may have put its own `includes` on lists.
    return `${own?.length ? own : this.hub.data?.page.may}`.includes(verb);
  }

  /** Write the words that depend on numbers and rights. */
  refresh() {
    const { data } = this.hub;
    fill(this.title, this.words.count(data?.counts?.comments ?? data?.thread?.total ?? 0));
    for (const [id, node] of this.nodes) {
      const comment = this.find(id);
      if (comment) paint(this, node, comment);
    }
    const { words, page } = this;
    const empty = data?.page.state === "open" && !this.comments.size;
    const more = page?.next && h("button", { class: "more", part: "button more", "data-do": "next" }, words.next);
    fill(this.foot, empty ? h("p", { class: "muted" }, words.empty) : more);
  }

  /** One listener for all buttons of the thread. @param {Event} event */
  async #act(event) {
    const button = /** @type {HTMLElement | null} */ (
      /** @type {Element} */ (event.target).closest("[data-do]:not([aria-disabled=true]),a[href^='#weerklank-']")
    );
    try {
      if (button) await (await import("../parts/acts.js")).act(this, button);
    } catch (fault) {
      this.say(await this.failed(fault));
    }
  }
}

/** What stands where comments will, in their place and size. */
export function skeleton() {
  const bones = h("div", { "aria-hidden": "true" });
  for (let bone = 0; bone < 4; bone += 1) bones.append(h("div", { class: "bone" }, h("i"), h("i"), h("i")));
  return bones;
}
