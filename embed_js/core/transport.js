/** Carry requests to the service. Knows no tokens and no conversations. */
import { Problem } from "./problem.js";

/** Milliseconds until a silent service counts as unreachable. */
const PATIENCE_MS = 20000;

/**
 * Fetch, or throw a Problem "unreachable".
 * @param {string} url @param {RequestInit} init
 */
export async function send(url, init) {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), ...init });
  } catch {
    throw new Problem(0, "unreachable");
  }
}
