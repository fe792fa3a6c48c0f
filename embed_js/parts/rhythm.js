/** How long to wait before asking for news. Pure. */

/** Milliseconds: the usual pause, and the longest. */
const USUAL_MS = 30000;
const LONGEST_MS = 480000;
/** After as many unchanged answers the pause doubles. */
const PATIENCE = 10;
/** Doublings that reach the longest pause. */
const LIVE = 4;

/**
 * `live`: a socket says when there is news, and the clock only makes sure.
 * @param {{quiet: number, failures: number, live?: boolean, retryAfterSeconds?: number}} past unchanged answers and failures in a row
 */
export function pauseAfter({ quiet, failures, live = false, retryAfterSeconds = 0 }) {
  const slower = live ? LIVE : failures + Math.floor(quiet / PATIENCE);
  return Math.max(Math.min(USUAL_MS * 2 ** slower, LONGEST_MS), retryAfterSeconds * 1000);
}
