/** The address of a comment, on the clipboard. */
import { h } from "../core/dom.js";
import { writingWords } from "../i18n/writing.js";
import { openPanel, slotOf } from "./panel.js";

/** @param {import("../elements/thread.js").Thread} thread @param {import("../types.js").Comment} comment @param {HTMLElement} opener */
export async function copyLink(thread, comment, opener) {
  const words = await writingWords(thread.tongue);
  const { page } = /** @type {import("../types.js").Boot} */ (thread.hub.data);
  const address = `${(page.canonical_url || page.url || location.href).split("#")[0]}#weerklank-${comment.id}`;
  try {
    await navigator.clipboard.writeText(address);
    thread.say(words.copied);
  } catch {
    // Plain http has no clipboard: the address is there to be copied by hand.
    const panel = openPanel(thread, slotOf(thread, comment.id), opener, { title: words.copyBy, close: words.close });
    const field = h("input", { type: "text", value: address, readonly: true, "aria-label": words.copyBy });
    panel?.body.append(field);
    field.select();
  }
}
