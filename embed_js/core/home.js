/** Everything of one site on this page: its session, its pages, and who is at work. One per site, however many widgets. */
import { Hub } from "./hub.js";
import { Problem, read } from "./problem.js";
import { Session } from "./session.js";

/** @typedef {import("../types.js").Boot} Boot */
/** @typedef {import("../types.js").Kit} Kit */
/** @typedef {import("../types.js").Place} Place */

export class Home {
  /** @type {import("../types.js").Me | null} */
  me = null;
  /** Where one signs in, for the button; known from the first refusal. */
  siteName = "";
  /** @type {Map<string, Hub>} */
  hubs = new Map();
  /** @type {Promise<Boot> | null} */
  #opening = null;
  /** @type {Promise<import("./client.js").Client> | null} */
  #client = null;

  /** @param {Kit} kit @param {string} site @param {string} tongue */
  constructor(kit, site, tongue) {
    this.kit = kit;
    this.site = site;
    this.tongue = tongue;
    const changed = () => {
      for (const hub of this.hubs.values()) hub.changed();
    };
    this.session = new Session({ origin: kit.origin, site, provider: () => kit.provider, changed });
  }

  /** The API, for whoever is signed in: fetched when something is first asked of it. */
  client() {
    this.#client ??= import("./client.js").then(({ Client }) => new Client(this.kit.origin, this.session, this.tongue));
    return this.#client;
  }

  /** @param {Place} place */
  hub(place) {
    const hub = this.hubs.get(place.id) ?? new Hub(this, place);
    this.hubs.set(place.id, hub);
    return hub;
  }

  /**
   * What a page's widgets need, in one request. The first one opens the session by its cookie; others wait for it.
   * @param {Place | null} page none: only to open the session @param {string[]} widgets @returns {Promise<Boot>}
   */
  async boot(page, widgets) {
    const mine = this.#opening || this.session.state !== "new" || this.kit.provider ? null : this.#open(page, widgets);
    this.#opening ??= mine;
    await this.#opening?.catch(() => null);
    const boot = await (mine ??
      this.client().then((client) => client.call("POST", "/boot", { body: { site: this.site, page, widgets } })));
    this.me = boot.me;
    this.siteName = boot.site.name;
    return boot;
  }

  /** Without a token: the cookie, where there is one, opens the session. @param {Place | null} page @param {string[]} widgets */
  async #open(page, widgets) {
    try {
      const answer = await this.kit.boot(this.site, page, widgets, this.tongue).catch(() => {
        throw new Problem(0, "unreachable");
      });
      if (answer.status === 401) this.session.lose();
      const boot = await read(answer);
      this.session.accept(boot);
      return boot;
    } catch (fault) {
      this.siteName = /** @type {Problem} */ (fault).body?.site_name ?? "";
      throw fault;
    } finally {
      this.#opening = null;
    }
  }
}

/** The home of an element's site. @param {Kit} kit @param {string} site @param {string} tongue @returns {Home} */
export function homeOf(kit, site, tongue) {
  const home = /** @type {Home | undefined} */ (kit.homes.get(site)) ?? new Home(kit, site, tongue);
  kit.homes.set(site, home);
  return home;
}
