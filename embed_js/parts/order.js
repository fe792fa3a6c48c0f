/** Tree order among replies, for what is put between others. Pure. */

/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {import("./tree.js").Find} Find */

/** Below zero when a stands before b: by tree, oldest first. @param {Comment} a @param {Comment} b @param {Find} find */
export function compare(a, b, find) {
  const left = pathOf(a, find);
  const right = pathOf(b, find);
  for (let step = 0; step < left.length && step < right.length; step += 1)
    if (left[step].id !== right[step].id) return order(left[step], right[step]);
  return left.length - right.length;
}

/** The comment and all above it, root first. @param {Comment} comment @param {Find} find */
function pathOf(comment, find) {
  const path = [comment];
  for (let above = find(comment.parent ?? ""); above; above = find(above.parent ?? "")) path.unshift(above);
  return path;
}

/** @param {Comment} a @param {Comment} b */
function order(a, b) {
  // What is not yet confirmed is the newest there is, whatever this browser's clock says.
  if (a.pending !== b.pending) return a.pending ? 1 : -1;
  if (a.created_at !== b.created_at) return a.created_at < b.created_at ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
