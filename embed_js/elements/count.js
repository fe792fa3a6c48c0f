/** weerklank-count: "14 reacties", as text in somebody's link. */
import { fill, h } from "../core/dom.js";
import { Widget } from "../core/element.js";

export class Count extends Widget {
  static kind = "count";
  static words = {
    "nl-count": () => import("../i18n/nl-count.js"),
    "en-count": () => import("../i18n/en-count.js"),
  };

  /** @type {number | null} */
  #number = null;
  #open = false;

  draw() {
    const known = this.hub.data?.counts?.comments ?? this.#number;
    // Text in somebody's link: it takes its looks from there, and a box of its own would move the line.
    fill(
      this.shadow,
      h("span", { lang: this.tongue }, known === null ? this.words.countBare : this.words.count(known)),
    );
    // Numbers are for those who are signed in, and follow whoever that is.
    const { state } = this.home.session;
    const open = state === "in" || state === "new";
    if (open === this.#open) return;
    this.#open = open;
    if (open) this.#ask(false);
    else this.#number = null;
  }

  reload() {
    return this.#ask(true);
  }

  /** A page that boots brings its count along; the others are asked for together. @param {boolean} anew */
  async #ask(anew) {
    const { countOf, settled } = await import("../core/counts.js");
    await settled(this.home);
    if (this.signal.aborted) return;
    try {
      if (anew || !this.hub.data?.counts) this.#number = await countOf(this.home, this.place.id);
      this.ready();
    } catch (fault) {
      const { code } = /** @type {import("../core/problem.js").Problem} */ (fault);
      if (code === "sign_in_needed") this.emit("sign-in-needed", { site: this.home.site });
      else this.failed(fault);
    }
    if (!this.signal.aborted) this.draw();
  }
}
