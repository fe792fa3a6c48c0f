/**
 * The device grant (RFC 8628) as the widget plays it: ask for codes, let the person approve elsewhere, poll.
 * Knows no windows and no nodes, so that its clock and its post can be stood in for.
 */
import { Problem } from "./problem.js";

/**
 * @typedef {object} Attempt
 * @property {string} device_code the secret: it stays in this page
 * @property {string} user_code
 * @property {string} verification_uri_complete
 * @property {number} expires_in seconds
 * @property {number} interval seconds
 * @property {string} opener_proof
 * @property {string} number of two digits, for who approves without an opener
 */
/** @typedef {(url: string, fields: Record<string, string>) => Promise<any>} Post */

const GRANT = "urn:ietf:params:oauth:grant-type:device_code";
/** What "slow_down" adds to the interval, seconds (RFC 8628, section 3.5). */
const SLOWER = 5;

export class Device {
  #hurry = () => {};
  #over = false;

  /**
   * @param {string} origin of the service @param {string} site @param {Post} post
   * @param {(seconds: number) => Promise<unknown>} [wait]
   */
  constructor(origin, site, post, wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000))) {
    this.origin = origin;
    this.site = site;
    this.post = post;
    this.wait = wait;
  }

  /** @param {string} tongue of the window's pages @returns {Promise<Attempt>} */
  begin(tongue) {
    return this.post(`${this.origin}/oauth/device_authorization`, { client_id: this.site, lang: tongue });
  }

  /**
   * The token, once it is approved. @param {Attempt} attempt
   * @returns {Promise<import("../types.js").TokenAnswer>}
   * @throws {Problem} access_denied, expired_token, cancelled, or what else the service refused
   */
  async poll({ device_code, interval }) {
    let pause = interval;
    while (!this.#over) {
      await this.#rest(pause);
      if (this.#over) break;
      try {
        return await this.post(`${this.origin}/oauth/token`, { grant_type: GRANT, device_code, client_id: this.site });
      } catch (fault) {
        const { code } = /** @type {Problem} */ (fault);
        if (code === "slow_down") pause += SLOWER;
        // A gap in the network is no refusal: the person may be half way through.
        else if (code === "unreachable") pause = Math.min(pause * 2, SLOWER);
        else if (code !== "authorization_pending") throw fault;
      }
    }
    throw new Problem(0, "cancelled");
  }

  /** The popup says it is done: ask at once. */
  hurry() {
    this.#hurry();
  }

  stop() {
    this.#over = true;
    this.#hurry();
  }

  /** @param {number} seconds */
  #rest(seconds) {
    return new Promise((done) => {
      this.#hurry = () => done(0);
      this.wait(seconds).then(done);
    });
  }
}
