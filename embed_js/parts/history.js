/** What a comment said before; for its author and for managers. */
import { h } from "../core/dom.js";
import { trusted } from "../core/trusted.js";
import { fullTime } from "../core/when.js";
import { writingWords } from "../i18n/writing.js";
import { nameOf } from "./comment.js";
import { openPanel, paged, slotOf } from "./panel.js";

/** @param {import("../elements/thread.js").Thread} thread @param {import("../types.js").Comment} comment @param {HTMLElement} opener */
export async function history(thread, comment, opener) {
  const words = await writingWords(thread.tongue);
  const title = words.historyOf(nameOf(thread, comment));
  const panel = openPanel(thread, slotOf(thread, comment.id), opener, { title, close: words.close });
  if (!panel) return;
  await paged(thread, panel.body, words.more, `/comments/${comment.id}/versions`, (items) => {
    for (const { version, html, written_at } of items) {
      const body = h("div", { class: "body" });
      body.append(trusted(html));
      const time = h("time", { datetime: written_at }, fullTime(written_at, thread.tongue));
      panel.body.append(h("p", { class: "small muted" }, `${words.version(version)} · `, time), body);
    }
  });
}
