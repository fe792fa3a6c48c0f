/** What went wrong, by name. Knows no tokens and no conversations. */

/**
 * What the service refused, or "unreachable" when nothing came back.
 * The message is a sentence in the reader's language when the service wrote one.
 */
export class Problem extends Error {
  /** @param {number} status @param {string} code @param {Record<string, any>} [body] @param {number} [retryAfterSeconds] */
  constructor(status, code, body = {}, retryAfterSeconds = 0) {
    super(body.detail);
    this.status = status;
    this.code = code;
    this.body = body;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The JSON of a good answer; anything else is thrown as a Problem. @param {Response} response */
export async function read(response) {
  // A proxy's HTML page is no answer of ours: it is judged by its status.
  const body = await response.json().catch(() => null);
  if (response.ok && (body || response.status === 204)) return body;
  const code = body?.code ?? body?.error ?? "unavailable";
  throw new Problem(response.status, code, body ?? {}, Number(response.headers.get("Retry-After")));
}
