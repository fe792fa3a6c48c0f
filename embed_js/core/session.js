/**
 * One session per site and page: when a token is needed. How it is got stands in renew.js.
 *
 * States: "new" nothing tried yet · "in" a token is held · "out" nobody is signed in · "lapsed" somebody was, and
 * what is on the screen is still theirs. Tokens live in this object only: never in storage, addresses or HTML.
 */
import { Problem } from "./problem.js";

/** @typedef {import("../types.js").Grant} Grant */
/** @typedef {"new" | "in" | "out" | "lapsed"} State */
/**
 * @typedef {object} Options
 * @property {string} origin of the service
 * @property {string} site its key, which is the OAuth client id
 * @property {() => (() => Promise<Grant>) | null} provider what the page gave to `provide`
 * @property {(url: string, fields: Record<string, string>) => Promise<any>} [post] another way to send forms
 * @property {() => number} [now] milliseconds
 * @property {() => void} [changed] told of every new state
 */

/** A token this close to its end is renewed first, milliseconds. */
const MARGIN_MS = 20000;

export class Session {
  /** @type {State} */
  state = "new";
  /** @type {string | null} */
  #token = null;
  #goodUntil = 0;
  /** @type {Promise<string> | null} */
  #renewing = null;

  /** @param {Options} options */
  constructor(options) {
    this.options = { now: Date.now, ...options };
  }

  /** A token that is good now. @throws {Problem} sign_in_needed, or unreachable */
  async token() {
    if (this.#token && this.options.now() < this.#goodUntil) return this.#token;
    if (this.state === "out" || this.state === "lapsed") throw new Problem(401, "sign_in_needed");
    return this.renew();
  }

  /** Get a new token without asking the person; callers at the same time share one request. */
  renew() {
    this.#renewing ??= import("./renew.js")
      .then(({ renew }) => renew(this))
      .finally(() => {
        this.#renewing = null;
      });
    return this.#renewing;
  }

  /** @param {{access_token: string | null, expires_in: number}} answer */
  accept({ access_token, expires_in }) {
    if (!access_token) return;
    this.#token = access_token;
    this.#goodUntil = this.options.now() + expires_in * 1000 - MARGIN_MS;
    this.#become("in");
  }

  /**
   * The token is no good any more, or nobody was signed in: gives what was held. "out" when the person leaves.
   * @param {State} [state]
   */
  lose(state = this.state === "new" || this.state === "out" ? "out" : "lapsed") {
    const token = this.#token;
    this.#token = null;
    this.#become(state);
    return token;
  }

  /** @param {State} state */
  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.options.changed?.();
  }
}
