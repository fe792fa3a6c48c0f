/** The API in words: who asks what. Renews a dead token once, silently, and asks again. */
import { Problem, read } from "./problem.js";
import { send } from "./transport.js";

/** @typedef {import("./session.js").Session} Session */
/** @typedef {{body?: object, key?: string, etag?: string | null, version?: number}} Extra */

export class Client {
  /** @param {string} origin @param {Session} session @param {string} tongue language of refusals */
  constructor(origin, session, tongue) {
    this.base = `${origin}/api/v1`;
    this.session = session;
    this.tongue = tongue;
  }

  /**
   * The raw answer of a call, renewed once where the token had died; may be a refusal.
   * @param {string} method @param {string} path @param {Extra} [extra]
   */
  async ask(method, path, extra = {}) {
    const answer = await this.#send(method, path, extra, await this.session.token());
    if (answer.status !== 401) return answer;
    const again = await this.#send(method, path, extra, await this.session.renew());
    if (again.status === 401) this.session.lose();
    return again;
  }

  /** @param {string} method @param {string} path @param {Extra} [extra] @returns {Promise<any>} */
  async call(method, path, extra) {
    const answer = await this.ask(method, path, extra);
    if (answer.status === 401) throw new Problem(401, "sign_in_needed");
    return read(answer);
  }

  /** @param {string} path */
  get = (path) => this.call("GET", path);

  /** @param {string} object @param {object} body @param {string} key makes a repeat harmless */
  reply = (object, body, key) => this.call("POST", `/objects/${object}/replies`, { body, key });

  /** @param {string} object @param {string} kind @param {boolean} on */
  react = (object, kind, on) => this.call(on ? "PUT" : "DELETE", `/objects/${object}/reactions/${kind}`);

  /** @param {string} method @param {string} path @param {Extra} extra @param {string} token */
  #send(method, path, { body, key, etag, version }, token) {
    /** @type {Record<string, string>} */
    const headers = { "Accept-Language": this.tongue, Authorization: `Bearer ${token}` };
    if (body) headers["Content-Type"] = "application/json";
    if (key) headers["Idempotency-Key"] = key;
    if (etag) headers["If-None-Match"] = etag;
    if (version) headers["If-Match"] = `"${version}"`;
    return send(this.base + path, {
      method,
      headers,
      credentials: "omit",
      cache: "no-store",
      body: body && encode(body),
    });
  }
}

/** A key for Idempotency-Key; crypto.randomUUID is absent on plain http. */
export function newKey() {
  let key = "";
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) key += (byte + 256).toString(16).slice(1);
  return key;
}

/** JSON that a toJSON on a host's Array.prototype cannot bend. @param {any} body @returns {string} */
export function encode(body) {
  for (const value of Object.values(body)) if (typeof value === "object" && value) encode(value);
  if (Array.isArray(body)) /** @type {any} */ (body).toJSON = undefined;
  return JSON.stringify(body);
}
