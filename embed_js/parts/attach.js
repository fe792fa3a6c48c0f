/** Files in a composer: chosen, dropped or pasted; sent at once, described, taken away again. The words never wait. */
import { h } from "../core/dom.js";
import { failed } from "../core/faults.js";
import { filesWords } from "../i18n/files-words.js";
import { dressFiles } from "../styles/files.js";
import { sizeOf } from "./attachments.js";
import { upload } from "./sending.js";

/** @typedef {import("./composer.js").Composer} Composer */
/** @typedef {import("../types.js").Attachment} Attachment */
/** @typedef {import("../i18n/types.js").Files} Words */

const MOST = 10;
const TAKEN =
  "image/jpeg,image/png,image/webp,image/gif,.pdf,.txt,.md,.csv,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp";

/** @param {Composer} composer */
export async function attachTo(composer) {
  const words = await filesWords(composer.thread.tongue);
  dressFiles(composer.thread);
  composer.files ??= new Attach(composer, words);
}

export class Attach {
  /** @type {Set<Line>} */
  lines = new Set();

  /** @param {Composer} composer @param {Words} words */
  constructor(composer, words) {
    this.composer = composer;
    this.words = words;
    this.list = h("ul", { class: "uploads", "aria-label": words.attached, hidden: true });
    const choose = h("input", { type: "file", multiple: true, accept: TAKEN, hidden: true });
    choose.onchange = () => {
      this.add(choose.files);
      choose.value = "";
    };
    const press = { type: "button", onclick: () => choose.click() };
    const button = h("button", { class: "quiet", part: "button attach", ...press }, words.attach);
    composer.form.insertBefore(this.list, composer.tools);
    composer.tools.prepend(button, choose);
    this.#listen();
  }

  /** What keeps the words from being sent now, or nothing. */
  fault() {
    const waits = [...this.lines].filter((line) => !line.file);
    if (waits.length) return this.words.wait;
    return [...this.lines].every((line) => line.said() !== undefined) ? "" : this.words.describe;
  }

  /** What the words are sent with. */
  wanted() {
    return [...this.lines].map((line) => ({ id: line.file?.id ?? "", alt: line.said() ?? null }));
  }

  /** They were posted, or are not wanted any more. @param {boolean} [posted] */
  clear(posted = false) {
    for (const line of this.lines) line.remove(posted);
  }

  /** @param {Iterable<File> | null} files */
  add(files) {
    const { composer } = this;
    for (const file of files ?? []) {
      if (this.lines.size >= MOST) return composer.say(this.words.most);
      composer.open();
      const line = new Line(this, file);
      this.lines.add(line);
      this.list.append(line.node);
      this.list.hidden = false;
      line.send();
    }
  }

  #listen() {
    const { form, input, thread } = this.composer;
    const { signal } = thread;
    const over = (/** @type {DragEvent} */ event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("over", event.type === "dragover");
      if (event.type === "drop") this.add(event.dataTransfer.files);
    };
    for (const name of /** @type {const} */ (["dragover", "dragleave", "drop"]))
      form.addEventListener(name, over, { signal });
    const pasted = (/** @type {ClipboardEvent} */ event) => {
      const files = event.clipboardData?.files;
      if (!files?.length || event.clipboardData?.types.includes("text/plain")) return;
      event.preventDefault();
      this.add(files);
    };
    input.addEventListener("paste", pasted, { signal });
  }
}

/** One file: its picture or kind, how far it is, what it shows. */
class Line {
  /** @type {Attachment | null} */
  file = null;
  gone = new AbortController();

  /** @param {Attach} all @param {File} given */
  constructor(all, given) {
    this.all = all;
    this.given = given;
    const { words } = all;
    this.progress = h("progress", { max: 100, value: 0, "aria-label": words.sending(given.name, 0) });
    this.alt = h("input", {
      type: "text",
      maxlength: 500,
      placeholder: words.alt,
      "aria-label": words.altOf(given.name),
    });
    this.decorates = h("input", { type: "checkbox", onchange: () => this.#decorate() });
    const away = { class: "away", part: "button", type: "button", "aria-label": words.remove(given.name) };
    const remove = () => {
      this.remove();
      all.composer.input.focus();
    };
    this.body = h("div", {}, h("p", {}, `${given.name} · `, this.#size()), this.progress);
    this.node = h("li", {}, this.#face(), this.body, h("button", { ...away, onclick: remove }, "×"));
  }

  async send() {
    const { thread } = this.all.composer;
    try {
      const client = await thread.home.client();
      this.file = await upload(client, this.given, (percent) => this.#tell(percent), this.gone.signal);
    } catch (fault) {
      if (this.gone.signal.aborted) return;
      const message = await failed(thread, fault);
      this.remove();
      return this.all.composer.say(`${this.given.name}: ${message}`);
    }
    this.progress.remove();
    if (this.file.kind === "image")
      this.body.append(this.alt, h("label", {}, this.decorates, this.all.words.decorates));
  }

  /** What it shows: null for a document, undefined as long as nobody said it. */
  said() {
    if (this.file?.kind !== "image") return null;
    return this.decorates.checked ? "" : this.alt.value.trim() || undefined;
  }

  /** @param {boolean} [posted] the service has it for good */
  remove(posted = false) {
    this.gone.abort();
    this.all.lines.delete(this);
    this.node.remove();
    this.all.list.hidden = !this.all.lines.size;
    if (this.address) URL.revokeObjectURL(this.address);
    const { thread } = this.all.composer;
    if (this.file && !posted)
      thread.home
        .client()
        .then((client) => client.call("DELETE", `/files/${this.file?.id}`))
        .catch(String);
  }

  #face() {
    const { name, type } = this.given;
    const kind = h("span", { class: "kind", "aria-hidden": "true" }, (name.split(".").pop() ?? "").toUpperCase());
    if (!/^image\/(jpeg|png|webp|gif)$/.test(type)) return kind;
    this.address = URL.createObjectURL(this.given);
    const image = h("img", { alt: "", width: 56, height: 56, src: this.address });
    image.onerror = () => image.replaceWith(kind);
    return image;
  }

  #size() {
    return sizeOf(this.given.size, this.all.composer.thread.tongue);
  }

  /** @param {number} percent */
  #tell(percent) {
    this.progress.value = percent;
    this.progress.setAttribute("aria-label", this.all.words.sending(this.given.name, percent));
  }

  #decorate() {
    this.alt.disabled = this.decorates.checked;
  }
}
