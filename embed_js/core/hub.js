/** What is known of one page, shared by every widget that speaks about it. */

/** @typedef {import("../types.js").Boot} Boot */
/** @typedef {import("../types.js").Place} Place */
/** @typedef {import("./home.js").Home} Home */
/** @typedef {import("./problem.js").Problem} Problem */
/** @typedef {"waiting" | "ready" | "signed-out" | "failed"} State */

export class Hub {
  /** @type {State} */
  state = "waiting";
  /** @type {Boot | null} */
  data = null;
  /** @type {unknown} */
  fault = null;
  /** What was asked for, and came: everything, or ("like") all but the comments. */
  loaded = "";
  /** Who speaks about this page, and what each needs of it. @type {Map<{changed(): void}, string>} */
  widgets = new Map();
  /** What is under way. @type {Promise<void> | null} */
  loading = null;

  /** @param {Home} home @param {Place} place */
  constructor(home, place) {
    this.home = home;
    this.place = place;
  }

  /**
   * Be told of every change, from now on; the first boot waits for all widgets of this turn.
   * @param {{changed(): void}} widget @param {string} kind @param {AbortSignal} signal
   */
  join(widget, kind, signal) {
    this.widgets.set(widget, kind);
    signal.addEventListener("abort", () => this.widgets.delete(widget));
    setTimeout(() => this.#complete());
  }

  /** Ask the service again; widgets that ask at the same time share the request. */
  load() {
    this.loading ??= this.#fetch().finally(() => {
      this.loading = null;
      if (this.state === "ready") this.#complete();
    });
    return this.loading;
  }

  /** The counts, the tally or the rights changed here: tell everybody. */
  changed() {
    for (const widget of [...this.widgets.keys()]) widget.changed();
  }

  /** The reader's own part: reactions and rights by object. @returns {Record<string, import("../types.js").Mine>} */
  get mine() {
    return this.data?.thread?.mine ?? {};
  }

  /** The reader's reaction on an object of this page. @param {string} object @returns {string | null} */
  reaction(object) {
    return this.mine[object]?.reactions[0] ?? null;
  }

  /** @param {State} state */
  become(state) {
    this.state = state;
    this.changed();
  }

  /** A widget that came while a request was under way wants its part too; counts alone are asked for elsewhere. */
  #complete() {
    const wanted = this.#wanted();
    if (wanted && this.loaded !== wanted && this.loaded !== "thread") this.load();
  }

  /** What the widgets need: one that shows comments needs them, the others share what comes with any answer. */
  #wanted() {
    let wanted = "";
    for (const kind of this.widgets.values())
      if (kind !== "count" && wanted !== "thread") wanted = kind === "thread" ? kind : "like";
    return wanted;
  }

  async #fetch() {
    const wanted = this.#wanted();
    if (!wanted) return;
    try {
      this.data = await this.home.boot(this.place, [wanted]);
      this.loaded = wanted;
      this.become("ready");
    } catch (fault) {
      this.fault = fault;
      this.become(/** @type {Problem} */ (fault).code === "sign_in_needed" ? "signed-out" : "failed");
    }
  }
}
