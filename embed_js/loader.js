/**
 * Stand where the page put the script: define the elements, keep their height, fetch the rest once.
 *
 * A classic script, so that one line works in any CMS; it imports dynamically, which a strict CSP and Trusted Types
 * both allow. It knows where it came from, which page this is and what to fetch; what a widget does it may not know.
 */
{
  /** @typedef {import("./types.js").Kit} Kit */
  /** @typedef {import("./types.js").Main} Main */
  /** @typedef {HTMLElement} Stub */

  // A picture of the page may be named currentScript, and would then stand for it: ours is a script.
  const { currentScript: current } = document;
  const script = /** @type {HTMLScriptElement | null} */ (
    current instanceof HTMLScriptElement ? current : document.querySelector('script[src*="/embed/weerklank.js"]')
  );
  const here = new URL(script?.src ?? location.href);
  const built = typeof WEERKLANK_VERSION === "string" ? WEERKLANK_VERSION : "";
  /** nl or en, with its region; what follows ("nl_NL", "en-") may be no language to a browser. */
  const supported = /^(nl|en)(-[a-z]{2}\b)?/i;

  /** The language of an element: its own, the nearest one, the browser's. */
  const tongueOf = (/** @type {HTMLElement} */ element) => {
    const nearest = /** @type {HTMLElement | null} */ (element.closest("[lang]"))?.lang ?? "";
    return (supported.exec(nearest) ?? supported.exec(navigator.language) ?? ["en"])[0];
  };

  /** The page an element speaks about: its attribute, the canonical link, the address less its hash. */
  const placeOf = (/** @type {HTMLElement} */ element) => {
    const canonical = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel="canonical"][href]'));
    const url = element.getAttribute("url") || canonical?.href || location.href.split("#")[0];
    const group = element.getAttribute("group");
    return {
      group,
      id: group ? `group:${group}` : element.getAttribute("page") || url,
      url: new URL(url, document.baseURI).href,
      title: element.getAttribute("page-title") || document.title,
    };
  };

  /** @type {{about: string, answer: Promise<Response>} | null} */
  let early = null;
  const about = (
    /** @type {string} */ site,
    /** @type {import("./types.js").Place | null} */ page,
    /** @type {string[]} */ widgets,
  ) => `${site} ${page?.id} ${widgets}`;

  /** @type {Kit["boot"]} */
  const boot = (site, page, widgets, tongue) => {
    const ahead = early;
    early = null;
    if (ahead?.about === about(site, page, widgets)) return ahead.answer;
    const list = /** @type {any} */ ([...widgets]);
    // Old libraries put a toJSON on Array.prototype that writes lists as strings.
    list.toJSON = undefined;
    const headers = { "Content-Type": "application/json", "Accept-Language": tongue };
    const body = JSON.stringify({ site, page, widgets: list });
    return fetch(`${here.origin}/api/v1/boot`, { method: "POST", credentials: "include", headers, body });
  };

  /** Follow the page's own light or dark: its text tells, whatever switched it. @type {Kit["theme"]} */
  const theme = (element, tell, signal) => {
    const look = () => {
      const [red, green, blue] = getComputedStyle(element).color.match(/[\d.]+/g) ?? ["0", "0", "0"];
      const asked = element.getAttribute("theme") ?? "";
      tell(asked === "dark" || (asked !== "light" && +red * 3 + +green * 6 + +blue > 1400));
    };
    look();
    matchMedia("(prefers-color-scheme:dark)").addEventListener("change", look, { signal });
    const watch = new MutationObserver(look);
    for (const part of [document.documentElement, document.body]) watch.observe(part, { attributes: true });
    signal.addEventListener("abort", () => watch.disconnect());
  };

  /** @type {Kit} */
  const kit = {
    origin: here.origin,
    site: script?.dataset.site ?? "",
    debug: script?.dataset.debug !== undefined || location.search.includes("weerklank-debug"),
    provider: null,
    homes: new Map(),
    placeOf,
    tongueOf,
    boot,
    theme,
  };

  const parsed = new Promise((resolve) => {
    if (document.readyState !== "loading") resolve(0);
    else document.addEventListener("DOMContentLoaded", resolve, { once: true });
  });

  /** @type {Record<string, Promise<Main>>} */
  const loads = {};
  /** Fetch a bundle once. The first element's language travels with it, so that one request paints. */
  const load = (/** @type {string} */ name, /** @type {HTMLElement} */ element) => {
    const file = built ? `${built}/${name}.${tongueOf(element).slice(0, 2).toLowerCase()}.js` : `src/mains/${name}.js`;
    loads[name] ??= import(new URL(`/embed/${file}`, here).href).catch((fault) => {
      delete loads[name];
      throw fault;
    });
    return loads[name];
  };

  /** Every tag, in the order in which a page's bundle is chosen. */
  const KINDS = ["thread", "like", "feed", "follow", "bell", "count"];
  const first = (/** @type {string} */ kind) =>
    /** @type {Stub | null} */ (document.querySelector(`weerklank-${kind}`));

  /** The bundle of the first of KINDS that this page has: it brings what the others share, too. */
  const bundleFor = async (/** @type {HTMLElement} */ element) => {
    if (element.localName === "weerklank-thread") return load("thread", element);
    await parsed;
    for (const kind of KINDS) {
      const there = first(kind);
      if (there || kind in loads) return load(kind, there ?? element);
    }
    return load("count", element);
  };

  /** Ask for the first page's conversation while its code is still under way. */
  const bootEarly = () => {
    const thread = first("thread");
    const stub = thread ?? first("like");
    if (!stub || kit.provider) return;
    const site = stub.getAttribute("site") ?? kit.site;
    const page = placeOf(stub);
    const widgets = [thread ? "thread" : "like"];
    const answer = kit.boot(site, page, widgets, tongueOf(stub));
    answer.catch(() => undefined);
    early = { about: about(site, page, widgets), answer };
  };

  /** Say in one line that nothing came, and offer to try again. */
  const offerRetry = (/** @type {Stub} */ element, /** @type {() => void} */ retry) => {
    const dutch = tongueOf(element).startsWith("nl");
    const button = document.createElement("button");
    button.textContent = dutch ? "Probeer opnieuw" : "Try again";
    button.addEventListener("click", retry);
    const words = dutch ? "De reacties zijn nu niet te laden. " : "The conversation cannot be loaded now. ";
    element.shadowRoot?.replaceChildren(words, button);
  };

  /** Height to hold, and what every widget inherits from its host; the rest of the looks comes with the widgets. */
  const reserve = new CSSStyleSheet();
  reserve.replaceSync(
    ":host{display:block!important;min-height:36px}:host([hidden]){display:none!important}" +
      ":host(weerklank-thread){min-height:26em}:host(weerklank-count){display:inline!important}" +
      ".w{all:initial;display:block;font:inherit;color:var(--weerklank-text,inherit);line-height:1.55;direction:inherit;" +
      "font-size:var(--weerklank-font-size,inherit);font-family:var(--weerklank-font,inherit);color-scheme:light;" +
      "overflow-wrap:anywhere;--accent:var(--weerklank-accent,light-dark(#1f6f5c,#6cc7ae));" +
      "--muted:var(--weerklank-muted,light-dark(#5b6670,#98a2ac));--edge:light-dark(#7d8790,#6b757e);" +
      "--soft:var(--weerklank-soft,light-dark(#f5f7f8,#1d2024))}.dark{color-scheme:dark}*{box-sizing:border-box}[hidden]{display:none!important}" +
      "button{font:inherit;color:inherit;background:0 0;border:0;padding:0;min-height:32px;cursor:pointer;text-align:start}",
  );

  /** What this page's thread needed on the last visit. @param {HTMLElement} element */
  const heightOf = (element) => {
    const sheet = new CSSStyleSheet();
    try {
      const site = element.getAttribute("site") ?? kit.site;
      const kept = localStorage.getItem(`weerklank-height ${site} ${placeOf(element).id}`);
      const held = /** @type {string} */ (kept).replace("#", "){:host(weerklank-thread){min-height:"); // width#height
      sheet.replaceSync(`@media(width:${held}}}`);
    } catch {
      // No storage or nothing in it, no memory: the usual height is held.
    }
    return sheet;
  };

  class Stubbed extends HTMLElement {
    static observedAttributes = [
      "page",
      "url",
      "page-title",
      "lang",
      "theme",
      "site",
      "sort",
      "heading-level",
      "person",
      "topic",
      "group",
    ];

    // Private: what it holds is not for the page's other scripts.
    /** @type {import("./types.js").Handle | null} */
    #widget = null;
    #due = false;
    #turn = 0;

    connectedCallback() {
      if (!this.shadowRoot) {
        const root = this.attachShadow({ mode: "open" });
        root.adoptedStyleSheets = [reserve, heightOf(this)];
        // No width, but a line: a count that comes into an empty one would push what follows.
        root.append("\u200b");
      }
      this.#settle(!this.#widget);
    }

    disconnectedCallback() {
      this.#settle(false);
    }

    /** @param {string} _name @param {string | null} before @param {string | null} now */
    attributeChangedCallback(_name, before, now) {
      if (before !== now && this.shadowRoot) this.#settle(true);
    }

    /** Fetch everything anew; resolves when it is shown. */
    async reload() {
      await this.#widget?.reload();
    }

    /** Wait until a move or a run of attribute changes is over, then start, restart or stop once. */
    #settle(/** @type {boolean} */ again) {
      this.#due ||= again;
      queueMicrotask(() => {
        const due = this.#due;
        this.#due = false;
        if (this.isConnected && !due) return;
        this.#turn += 1;
        this.#widget?.stop();
        this.#widget = null;
        if (this.isConnected) this.#start();
      });
    }

    async #start() {
      this.#turn += 1;
      const turn = this.#turn;
      try {
        const main = await bundleFor(this);
        await parsed;
        if (!this.isConnected || this.#widget) return;
        const widget = await main.connect(this, kit);
        // Removed, or started again, while its code was under way: this life is over before it began.
        if (turn === this.#turn) this.#widget = widget;
        else widget.stop();
      } catch {
        offerRetry(this, () => this.#start());
      }
    }
  }

  const anyMain = () => Object.values(loads)[0] ?? load("like", document.documentElement);
  const api = {
    /** Run what was waiting, now that there is something to run it on. */
    push: (/** @type {((w: object) => void)[]} */ ...waiting) => {
      for (const run of waiting) run(api);
    },
    provide: (/** @type {Kit["provider"]} */ getToken) => {
      kit.provider = getToken;
    },
    signIn: () => {
      // The browser lets a window open only inside the click itself, before anything is awaited.
      const popup = window.open("about:blank", "weerklank-sign-in", "popup,width=480,height=640");
      return anyMain().then((main) => main.signIn(kit, popup));
    },
    signOut: () => anyMain().then((main) => main.signOut(kit)),
  };

  // A CMS block may print the script once per widget: the first one serves them all.
  if (!customElements.get("weerklank-thread")) {
    const waiting = window.weerklank;
    window.weerklank = api;
    // An element of the page with this id is found under the same name.
    if (Array.isArray(waiting)) api.push(...waiting);
    parsed.then(bootEarly);
    for (const kind of KINDS) customElements.define(`weerklank-${kind}`, class extends Stubbed {});
  }
}
