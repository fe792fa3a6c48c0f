/** Put a comment between others, or take one away. */
import { commentNode, paint } from "./comment.js";
import { compare } from "./order.js";
import { shelfOf } from "./tree.js";

/** @typedef {import("../types.js").Comment} Comment */
/** @typedef {import("../elements/thread.js").Thread} Thread */

/**
 * Put a comment where it stands in the tree, or write it anew where it is already.
 * @param {Thread} thread @param {Comment} comment @param {boolean} [onTop] a root goes above all others
 */
export function place(thread, comment, onTop = false) {
  thread.flush();
  thread.comments.set(comment.id, comment);
  const known = thread.nodes.get(comment.id);
  if (known) {
    paint(thread, known, comment);
    return known;
  }
  const node = commentNode(thread, comment);
  thread.nodes.set(comment.id, node);
  const shelf = shelfOf(comment, thread.find);
  const kids = shelf && thread.nodes.get(shelf.id)?.querySelector(":scope>.kids");
  if (kids) kids.insertBefore(node, siblingAfter(thread, kids, comment));
  else thread.list.insertBefore(node, onTop ? thread.list.firstChild : null);
  return node;
}

/** The sibling before which a reply belongs. @param {Thread} thread @param {Element} kids @param {Comment} comment */
function siblingAfter(thread, kids, comment) {
  for (let at = kids.lastElementChild; at; at = at.previousElementSibling) {
    const other = thread.find(/** @type {HTMLElement} */ (at).dataset.id ?? "");
    if (other && compare(other, comment, thread.find) < 0) return at.nextElementSibling;
  }
  return kids.firstElementChild;
}

/** A comment that waited for the service has its own id now; its node, and the focus in it, stay. @param {Thread} thread @param {string} id @param {Comment} comment */
export function confirm(thread, id, comment) {
  const node = thread.nodes.get(id);
  thread.comments.delete(id);
  thread.nodes.delete(id);
  if (!node || thread.nodes.has(comment.id)) {
    node?.remove();
    return place(thread, comment);
  }
  node.dataset.id = comment.id;
  thread.nodes.set(comment.id, node);
  return place(thread, comment);
}

/** @param {Thread} thread @param {string} id */
export function take(thread, id) {
  thread.nodes.get(id)?.remove();
  thread.nodes.delete(id);
  thread.comments.delete(id);
}

/** One more or one less; every widget that counts hears of it. @param {Thread} thread @param {number} step */
export function adjust({ hub }, step) {
  const { data } = hub;
  if (data?.counts) data.counts.comments += step;
  if (data?.thread) data.thread.total += step;
  hub.changed();
}

/** Bring a comment under the eyes and the keyboard. @param {Thread} thread @param {string} id */
export function focusOn(thread, id) {
  const article = /** @type {HTMLElement | null | undefined} */ (thread.nodes.get(id)?.firstElementChild);
  article?.focus({ preventScroll: true });
  article?.scrollIntoView({ block: "nearest" });
}
