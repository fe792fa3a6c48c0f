/** weerklank-follow: follow a page, a person, a topic or a group, and how much of it. Paints; a press is fetched. */
import { fill, h, icon, set } from "../core/dom.js";
import { Widget } from "../core/element.js";
import { BELL, DOWN } from "../parts/signs.js";
import { base } from "../styles/base.js";
import { pills } from "../styles/pill.js";

/** @typedef {import("../types.js").Followed} Followed */

export class Follow extends Widget {
  /** Nothing of its page is asked for, unless it is the page that is followed. */
  static kind = "count";
  static styles = [base, pills];
  /** @type {import("../core/i18n.js").Vocabulary} */
  static words = {
    "nl-follow": () => import("../i18n/nl-follow.js"),
    "en-follow": () => import("../i18n/en-follow.js"),
  };

  /** What is followed, where it is no page: known when the service has told. @type {Followed | null} */
  other = null;
  #asked = false;
  /** It is not there, or not for this reader. */
  gone = false;
  pill = h("button", { class: "pill", part: "button pill follow", onclick: () => this.#do("press") });
  more = h("button", {
    class: "pill",
    part: "button",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    onclick: () => this.#do("levels"),
  });
  slot = h("div");

  /** @param {HTMLElement} host @param {import("../types.js").Kit} kit */
  constructor(host, kit) {
    super(host, kit);
    if (!this.named) this.hub.join(this, "like", this.signal);
  }

  /** The words of following. @returns {import("../i18n/types.js").Following} */
  get said() {
    return /** @type {any} */ (this.words);
  }

  /** Which attribute names what is followed; none: the page. */
  get named() {
    return ["person", "group", "topic"].find((name) => this.host.getAttribute(name));
  }

  /** What is followed, and how. @returns {Followed | null} */
  get thing() {
    const page = this.hub.data?.page;
    if (this.named) return this.other;
    return page ? { object: page.id, level: page.following, followers: null } : null;
  }

  /** Show another level, wherever it is shown. @param {Followed} thing */
  put(thing) {
    if (this.named) this.other = thing;
    else if (this.hub.data) this.hub.data.page.following = thing.level;
    this.hub.changed();
  }

  draw() {
    const { hub, thing, said: words } = this;
    if (!this.pill.isConnected) fill(this.box, h("div", { class: "held row" }, this.pill, this.more), this.slot);
    const { state } = this.home.session;
    const out = state === "out" || state === "lapsed";
    const on = thing !== null && thing.level !== "off";
    fill(
      this.pill,
      icon(BELL),
      h("span", {}, thing?.followers ? `${words.follow} · ${thing.followers}` : words.follow),
    );
    set(this.pill, "aria-pressed", `${on}`);
    set(this.pill, "aria-disabled", !thing && !out && hub.state !== "failed");
    fill(this.more, icon(DOWN));
    set(this.more, "aria-label", words.followAt);
    set(this.more, "hidden", !on);
    set(this.box, "hidden", this.named ? this.gone : hub.data && !`${hub.data.page.may}`.includes("follow"));
    if (this.named && !this.#asked && !out) this.reload();
    if (out) this.#do("offer");
    if (thing) this.ready();
  }

  async reload() {
    if (!this.named) return super.reload();
    this.#asked = true;
    await this.#do("learn");
  }

  /** @param {"press" | "levels" | "learn" | "offer"} what */
  async #do(what) {
    await (await import("../parts/following.js"))[what](this);
  }
}
