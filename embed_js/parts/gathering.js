/** Notifications of the same kind about the same thing, together: "Bram and 2 others answered your comment". Pure. */

/** @typedef {import("../types.js").Person} Person */
/**
 * @typedef {object} Told what the service says of one notification
 * @property {string} id @property {string} kind @property {string} verb @property {Person} by @property {number} count
 * @property {string} object @property {{id: string, kind: string | null, name: string | null}} target
 * @property {{id: string, title: string, url: string} | null} page @property {string | null} excerpt
 * @property {string | null} url @property {string} at @property {boolean} seen
 */
/** @typedef {{newest: Told, ids: string[], total: number, why: string}} Gathered */

/** What the sentence hangs on: for news what one follows, for a group what happened, else the kind. @param {Told} told */
const whyOf = ({ kind, verb, target }) =>
  kind === "group" ? verb : kind === "new" ? ((target.kind ?? "page") === "page" ? "place" : `${target.kind}`) : kind;

/** Newest first, as they came; a line stands where its newest does. @param {Told[]} items @returns {Gathered[]} */
export function together(items) {
  /** @type {Map<string, Gathered & {people: Set<string>}>} */
  const lines = new Map();
  for (const told of items) {
    const why = whyOf(told);
    // A page's title is in the sentence: what stands on another page is another line.
    const key = `${why} ${told.target.id} ${told.page?.id} ${told.seen} ${told.kind === "reaction" ? told.id : ""}`;
    const line = lines.get(key) ?? { newest: told, ids: [], total: 0, why, people: new Set() };
    line.ids.push(told.id);
    line.people.add(told.by.id);
    line.total = Math.max(line.people.size, told.count);
    lines.set(key, line);
  }
  return [...lines.values()];
}
