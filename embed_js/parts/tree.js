/** Where a comment is shown: three levels, and what is deeper flat on the last one. Pure. */

/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {(id: string) => Comment | undefined} Find */

const DEEPEST = 2;

/** @param {Comment} comment */
export const levelOf = (comment) => Math.min(comment.depth, DEEPEST);

/** The comment under which this one is shown; undefined for the thread itself. @param {Comment} comment @param {Find} find */
export function shelfOf(comment, find) {
  let above = find(comment.parent ?? "");
  while (above && above.depth >= DEEPEST) above = find(above.parent ?? "");
  return above;
}
