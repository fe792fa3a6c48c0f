/** weerklank-bell: a button that counts what is new for the reader, and opens it. Paints; the rest is fetched later. */
import { fill, h, icon, set } from "../core/dom.js";
import { Widget } from "../core/element.js";
import { BELL } from "../parts/signs.js";
import { base } from "../styles/base.js";
import { bell } from "../styles/bell.js";

/** @typedef {import("../i18n/types.js").Bell} Words */

const NUMBER = /^\(\d+\+?\) /;
/** As many as are counted; more are said to be so. */
const MOST = 99;

export class Bell extends Widget {
  /** It speaks about no page: nothing is asked for with one. */
  static kind = "count";
  static styles = [base, bell];
  static words = { "nl-bell": () => import("../i18n/nl-bell.js"), "en-bell": () => import("../i18n/en-bell.js") };

  /** What is new, as far as is known. */
  unseen = 0;
  #known = false;
  badge = h("span", { class: "badge", "aria-hidden": "true", hidden: true });
  button = h(
    "button",
    {
      class: "bell",
      part: "button bell",
      type: "button",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      onclick: () => this.#press(),
    },
    icon(BELL),
    this.badge,
  );
  /** Where things open. Not `slot`: who signs in from a menu of the host sees that beside a conversation. */
  hung = h("div", { class: "hung" });
  #asking = false;

  draw() {
    if (!this.button.isConnected) fill(this.box, this.button, this.hung);
    const { state } = this.home.session;
    if (state === "out" || state === "lapsed") {
      this.tell(0);
      this.#known = false;
    } else if (!this.#asking) this.#begin();
    if (state === "out") import("../parts/sign-in.js");
    this.#paint();
  }

  /** So many are new now; what grew since the first word is said to whoever listens. @param {number} unseen */
  tell(unseen) {
    const words = /** @type {Words} */ (/** @type {unknown} */ (this.words));
    if (this.#known && unseen > this.unseen) this.say(words.bellRose(unseen - this.unseen));
    this.#known = true;
    this.unseen = unseen;
    this.#paint();
  }

  #paint() {
    const { unseen } = this;
    const number = unseen > MOST ? `${MOST}+` : `${unseen}`;
    fill(this.badge, number);
    set(this.badge, "hidden", !unseen);
    set(this.button, "aria-label", /** @type {Words} */ (/** @type {unknown} */ (this.words)).bell(unseen));
    if (this.host.hasAttribute("title-count"))
      document.title = (unseen ? `(${number}) ` : "") + document.title.replace(NUMBER, "");
  }

  #begin() {
    this.#asking = true;
    // After what the page is read for.
    setTimeout(async () => (await import("../parts/ringing.js")).ring(this));
  }

  async reload() {
    await (await import("../parts/ringing.js")).askCount(this);
  }

  async #press() {
    const { state } = this.home.session;
    if (state === "out" || state === "lapsed")
      return (await import("../parts/sign-in.js")).signIn(/** @type {any} */ (this), this.hung, this.button);
    (await import("../parts/told.js")).openTold(this);
  }
}
