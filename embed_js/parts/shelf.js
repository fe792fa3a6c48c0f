/** Where the files of a comment stand: of one height from the start, so that nothing moves when they come. */
import { h } from "../core/dom.js";

/** @param {import("../core/element.js").Widget} widget @param {import("../types.js").Attachment[]} files */
export function shelf(widget, files) {
  const node = h("div");
  node.style.height = "130px";
  import("./attachments.js").then(({ show }) => show(widget, node, files));
  return node;
}
