/** What every widget has: a life that ends, a root to draw in, a language, a theme, a voice for screen readers. */
import { fill, h, set, sheet } from "./dom.js";
import { homeOf } from "./home.js";
import { wordsOf } from "./i18n.js";

/** @typedef {import("../types.js").Kit} Kit */
/** @typedef {import("../i18n/types.js").Reading} Reading */

export class Widget {
  /** "thread", "like" or "count". @type {string} */
  static kind = "";
  /** @type {string[]} */
  static styles = [];
  /** @type {import("./i18n.js").Vocabulary} */
  static words = { nl: () => import("../i18n/nl.js"), en: () => import("../i18n/en.js") };

  life = new AbortController();
  /** @type {Reading} */
  // @ts-expect-error: set before anything is drawn
  words;

  /** @param {HTMLElement} host @param {Kit} kit */
  constructor(host, kit) {
    const own = /** @type {typeof Widget} */ (this.constructor);
    this.host = host;
    this.kit = kit;
    this.tongue = kit.tongueOf(host);
    this.place = kit.placeOf(host);
    this.home = homeOf(kit, host.getAttribute("site") ?? kit.site, this.tongue);
    this.hub = this.home.hub(this.place);
    this.shadow = /** @type {ShadowRoot} */ (host.shadowRoot);
    this.box = h("div", { class: "w", lang: this.tongue });
    this.voice = h("p", { class: "vh", role: "status" });
    this.hub.join(this, own.kind, this.signal);
    this.shadow.adoptedStyleSheets = this.shadow.adoptedStyleSheets.slice(0, 2);
    for (const text of own.styles) this.wear(text);
    kit.theme(host, (dark) => set(this.box, "class", dark ? "w dark" : "w"), this.signal);
    this.#start(own.words);
  }

  get signal() {
    return this.life.signal;
  }

  stop() {
    this.life.abort();
    this.shadow.replaceChildren();
  }

  reload() {
    return this.hub.load();
  }

  /** Draw what is known by now. Called again at every change. */
  draw() {}

  /** Tell the page. @param {string} name @param {object} detail */
  emit(name, detail) {
    this.host.dispatchEvent(new CustomEvent(`weerklank-${name}`, { bubbles: true, composed: true, detail }));
  }

  #ready = false;
  /** Tell the page, once, that something is to be seen. */
  ready() {
    if (!this.#ready) this.emit("ready", { page: this.place.id });
    this.#ready = true;
  }

  /** Tell the page what failed, and get the sentence for the person. @param {unknown} fault */
  failed = async (fault) => (await import("./faults.js")).failed(this, fault);

  /** Say something to whoever listens instead of looking. @param {string} text */
  say(text) {
    // The same words twice are only read twice when the region was empty between.
    fill(this.voice);
    setTimeout(() => fill(this.voice, text), 60);
  }

  /** Put on one more sheet. @param {string} text */
  wear(text) {
    this.shadow.adoptedStyleSheets = [...this.shadow.adoptedStyleSheets, sheet(text)];
  }

  /** @param {import("./i18n.js").Vocabulary} files */
  async #start(files) {
    this.words = await wordsOf(this.tongue, files);
    if (this.signal.aborted) return;
    this.shadow.replaceChildren(this.box, this.voice);
    this.changed();
  }

  #asked = false;
  /** Something about the page is known, or known anew. */
  changed() {
    if (!this.words || this.signal.aborted) return;
    const { state, fault } = this.hub;
    this.draw();
    const out = state === "signed-out" || this.home.session.state === "lapsed";
    if (out && !this.#asked) this.emit("sign-in-needed", { site: this.home.site });
    this.#asked = out;
    if (state === "failed") this.failed(fault);
  }
}
