/** What failed, in a sentence a person can act on. */
import { writingWords } from "../i18n/writing.js";

/** @typedef {import("./element.js").Widget} Widget */
/** @typedef {import("./problem.js").Problem} Problem */

/** Tell the page, and give the sentence. @param {Widget} widget @param {unknown} fault */
export async function failed(widget, fault) {
  const { code = "broken", message: said, status = 0, retryAfterSeconds } = /** @type {Problem} */ (fault);
  const words = await writingWords(widget.tongue);
  // What the service says is meant for the reader; what a browser says is not.
  let message = (status && said) || words.notDone;
  if (code === "unreachable") message = words.offline;
  if (code === "sign_in_needed") message = words.lapsed;
  if (code === "too_many" && retryAfterSeconds) message = words.tooMany(retryAfterSeconds);
  widget.emit("error", { code, message });
  return message;
}
