/** How a token is got without asking the person: from the page's own provider, else by the cookie. And given back. */
import { Problem, read } from "./problem.js";
import { send } from "./transport.js";

/** @typedef {import("./session.js").Session} Session */

/** A form as /oauth wants it, with the cookie of this site. @param {string} url @param {Record<string, string>} fields */
export async function form(url, fields) {
  return read(await send(url, { method: "POST", body: new URLSearchParams(fields), credentials: "include" }));
}

/** @param {Session} session @returns {Promise<string>} @throws {Problem} sign_in_needed, unreachable, invalid_client */
export async function renew(session) {
  const { origin, post = form } = session.options;
  const before = session.state;
  try {
    const answer = await post(`${origin}/oauth/token`, await grantOf(session));
    // Somebody signed out while the answer was under way: it must not bring them back.
    if (session.state === "out" && before !== "out") throw new Problem(401, "sign_in_needed");
    session.accept(answer);
    return answer.access_token;
  } catch (fault) {
    const { status, code, body } = /** @type {Problem} */ (fault);
    // Where the site itself is unknown, there is nothing to sign in to.
    if (!(status >= 400 && status < 500) || status === 429 || code === "invalid_client") throw fault;
    if (session.state !== "out") session.lose();
    throw new Problem(401, "sign_in_needed", body);
  }
}

/** @param {Session} session @returns {Promise<Record<string, string>>} */
async function grantOf({ options: { provider, site } }) {
  const getToken = provider();
  if (!getToken) return { grant_type: "refresh_token", client_id: site };
  try {
    return { .../** @type {any} */ (await getToken()), client_id: site };
  } catch (fault) {
    throw new Problem(401, "sign_in_needed", { detail: `${fault}` });
  }
}

/** End the session here, and at the service as far as it can be reached. @param {Session} session */
export async function revoke(session) {
  const { origin, site, post = form } = session.options;
  const token = session.lose("out");
  // Without a token here, the cookie's own session still has to end.
  await post(`${origin}/oauth/revoke`, { token: token ?? "", client_id: site }).catch(() => null);
}
