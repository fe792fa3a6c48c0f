/** weerklank-feed: what happened to what one follows, each card with its reason. What a click does is fetched then. */
import { fill, h, set } from "../core/dom.js";
import { Widget } from "../core/element.js";
import { cardNode } from "../parts/feed-card.js";
import { avatar } from "../parts/person.js";
import { base } from "../styles/base.js";
import { feed } from "../styles/feed.js";

/** @typedef {import("../types.js").Card} Card */
/** @typedef {import("../types.js").FeedPage} FeedPage */
/** @typedef {import("../i18n/types.js").Common & import("../i18n/types.js").Feeding} Words */

/** Who puts topics in order. */
const MANAGING = ["manager", "administrator"];

export class Feed extends Widget {
  static kind = "feed";
  static styles = [base, feed];
  static words = {
    ...Widget.words,
    "nl-feed": () => import("../i18n/nl-feed.js"),
    "en-feed": () => import("../i18n/en-feed.js"),
  };

  /** What is shown, by the id of its activity. @type {Map<string, Card>} */
  cards = new Map();
  /** Whose feed is on the screen. */
  shownTo = "";
  /** @type {FeedPage | null} */
  page = null;
  section = h("section", { part: "feed", onclick: (/** @type {Event} */ event) => this.#act(event) });
  slot = h("div");
  news = h("div", { class: "news" });
  last = h("div");
  note = h("p", { class: "small muted", hidden: true });
  list = h("div", { role: "feed", onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event) });
  rest = h("div");
  foot = h("div", { class: "foot small muted" });

  /** The feed's own words. @returns {Words} */
  get told() {
    return /** @type {any} */ (this.words);
  }

  draw() {
    const { state } = this.hub;
    const me = this.home.me?.id ?? "";
    if (!this.section.isConnected) fill(this.box, this.section);
    set(this.section, "aria-label", this.told.feed);
    if (state === "ready" && me) {
      if (this.shownTo !== me) this.#begin(me);
    } else if (state === "waiting") fill(this.section, bones());
    else import("../parts/feed-gate.js").then(({ gate }) => gate(this));
  }

  async reload() {
    this.shownTo = "";
    await super.reload();
  }

  /** @param {string} me */
  async #begin(me) {
    this.shownTo = me;
    if (!this.list.isConnected) fill(this.section, bones());
    try {
      await this.open("");
    } catch (fault) {
      this.shownTo = "";
      (await import("../parts/feed-gate.js")).lost(this, fault);
    }
  }

  /** Fetch a feed from its beginning, and show it. @param {string} tab the one chosen last, where it is empty */
  async open(tab) {
    const page = await (await this.home.client()).get(`/feed${tab && `?tab=${tab}`}`);
    if (this.signal.aborted) return;
    this.#frame(page);
    this.show(page);
    this.ready();
    (await import("../parts/feeding.js")).begin(this);
  }

  /** @param {FeedPage} page */
  #frame({ tab }) {
    const words = this.told;
    const tabs = h("div", { class: "tabs", role: "group", "aria-label": words.feed });
    for (const [name, label] of Object.entries(words.tabs)) {
      const pressed = { "data-do": "tab", "data-tab": name, "aria-pressed": `${name === tab}` };
      tabs.append(h("button", { part: "button", ...pressed }, label));
    }
    const input = { part: "input", rows: 1, placeholder: words.share, "aria-label": words.share };
    const wake = async () => (await import("../parts/sharing.js")).enliven(this, form);
    const form = h(
      "form",
      { class: "composer", part: "composer" },
      avatar(this.home.me, "s"),
      h("textarea", { ...input, onfocus: wake }),
    );
    fill(this.foot, this.rest);
    const manages = this.home.me?.roles?.some((role) => MANAGING.includes(role));
    for (const verb of /** @type {const} */ (["how", "mine", "groups", "profile", "topics"]))
      if (verb !== "topics" || manages)
        this.foot.append(h("button", { part: "button", "data-do": verb, "aria-expanded": "false" }, words[verb]), " ");
    this.foot.append(h("div"));
    fill(this.section, tabs, this.slot, form, this.last, this.news, this.note, this.list, this.foot);
  }

  /** Put a page of the feed in place of what was there. @param {FeedPage} page */
  show(page) {
    this.cards.clear();
    fill(this.list);
    fill(this.news);
    this.add(page);
  }

  /** @param {FeedPage} page */
  add(page) {
    const { told: words, list } = this;
    this.page = page;
    for (const card of page.items) {
      this.cards.set(card.id, card);
      list.append(cardNode(this, card));
    }
    fill(this.note, this.cards.size ? words.followsNothing : words.nothing);
    set(this.note, "hidden", this.cards.size && !page.follows_nothing);
    const more = h("button", { class: "more", part: "button more", "data-do": "more" }, words.more);
    fill(this.rest, page.next && more);
    this.number();
  }

  /** Tell those who cannot see it where each card stands. */
  number() {
    let place = 0;
    // A feed without cards would promise what is not there.
    set(this.list, "hidden", !this.list.firstElementChild);
    for (const node of this.list.children) {
      set(node, "aria-posinset", `${++place}`);
      set(node, "aria-setsize", `${this.page?.next ? -1 : this.list.childElementCount}`);
    }
  }

  /** One listener for all buttons. @param {Event} event */
  async #act(event) {
    const button = /** @type {HTMLElement | null} */ (
      /** @type {Element} */ (event.target).closest("[data-do]:not([aria-disabled=true])")
    );
    try {
      if (button) await (await import("../parts/feeding.js")).act(this, button);
    } catch (fault) {
      this.say(await this.failed(fault));
    }
  }

  /** Page Down and Page Up go from card to card (ARIA Authoring Practices, feed). @param {KeyboardEvent} event */
  #key(event) {
    const here = /** @type {Element} */ (event.target).closest("[role=article]");
    const next = { PageDown: here?.nextElementSibling, PageUp: here?.previousElementSibling }[event.key];
    if (!next) return;
    event.preventDefault();
    /** @type {HTMLElement} */ (next).focus();
  }
}

/** What stands where cards will. */
function bones() {
  const all = h("div", { "aria-hidden": "true" });
  for (let bone = 0; bone < 3; bone += 1) all.append(h("div", { class: "bone" }, h("i"), h("i"), h("i")));
  return all;
}
