/** Writing: the composer of the thread, of a reply and of an edit are one and the same. */

import { fill, h, set } from "../core/dom.js";
import { drop, keep, recall } from "../core/drafts.js";
import { failed } from "../core/faults.js";
import { short } from "../core/i18n.js";
import { writingWords } from "../i18n/writing.js";
import { dress } from "../styles/touch.js";
import { post } from "./posting.js";

/** @typedef {import("../elements/thread.js").Thread} Thread */
/** @typedef {import("../core/problem.js").Problem} Problem */
/** @typedef {import("../i18n/types.js").Writing} Writing */
/**
 * @typedef {object} Task what the words are for
 * @property {string} draft under which name they are kept
 * @property {string} submit the word on the button
 * @property {string} label
 * @property {string} [text] to begin with
 * @property {string} [lang]
 * @property {(source: string, lang: string, composer: Composer) => Promise<void>} send throws what went wrong
 * @property {() => void} [close] puts the composer away
 */

/** As many characters as a comment may have; from here on the rest is counted. */
const MOST = 5000;
const COUNT_FROM = 4500;
const DRAFT_PAUSE_MS = 250;

/** Which composer lives in which form. @type {WeakMap<Element, Composer>} */
export const composers = new WeakMap();

export class Composer {
  #timer = 0;
  busy = false;
  /** What is attached, once that part is here. @type {import("./attach.js").Attach | undefined} */
  files;
  /** What is sent for the text that is shown: names in it stand for people. @param {string} text */
  read = (text) => text;

  /** @param {Thread} thread @param {HTMLFormElement} form @param {HTMLTextAreaElement} input @param {Task} task @param {Writing} words */
  constructor(thread, form, input, task, words) {
    this.thread = thread;
    this.form = form;
    this.input = input;
    this.task = task;
    this.words = words;
    this.person = thread.home.me?.id ?? "";
    this.count = h("span", { class: "small muted", "aria-live": "polite" });
    this.fault = h("p", { class: "fault", role: "alert", hidden: true });
    this.language = languages(words, task.lang ?? short(thread.tongue));
    this.submit = h("button", { class: "primary", part: "button submit", type: "submit" }, task.submit);
    this.shown = h("div", { class: "shown body", hidden: true });
    this.tools = h("div", { class: "tools", hidden: true }, ...this.#tools());
    this.#listen();
    this.#restore();
  }

  get site() {
    return this.thread.home.site;
  }

  /** Open up; what was typed before this code was here stays. */
  open() {
    this.tools.hidden = false;
    this.form.classList.add("open");
    this.grow();
    if (this.task.text === undefined) import("./attach.js").then(({ attachTo }) => attachTo(this)).catch(String);
  }

  /** Back to one line, and to nothing where it stood for one task only. */
  close() {
    this.say("");
    this.tools.hidden = true;
    this.form.classList.remove("open");
    this.grow();
    this.task.close?.();
  }

  /** Sent: the words are no longer a draft. */
  clear() {
    clearTimeout(this.#timer);
    drop(this.site, this.person, this.task.draft);
    this.input.value = "";
    this.files?.clear(true);
    this.close();
  }

  /** Take words back that could not be sent. @param {string} text */
  restore(text) {
    if (!this.input.value.trim()) this.input.value = text;
    this.open();
    this.keep();
    this.#typed(false);
    this.input.focus();
  }

  /** Say what went wrong, and offer what helps. @param {string} message @param {HTMLElement} [button] */
  say(message, button) {
    this.fault.hidden = !message;
    fill(this.fault, message, button ? " " : null, button);
    set(this.input, "aria-invalid", Boolean(message));
  }

  keep() {
    clearTimeout(this.#timer);
    // Words of somebody who has left stay forgotten, whatever event still comes by.
    if (this.person && this.person === this.thread.home.me?.id && this.form.isConnected)
      keep(this.site, this.person, this.task.draft, { text: this.read(this.input.value), lang: this.language.value });
  }

  grow() {
    const { input } = this;
    input.rows = this.form.classList.contains("open") ? Math.min(14, Math.max(3, lines(input.value))) : 1;
  }

  #tools() {
    const cancel = h(
      "button",
      { class: "quiet", part: "button", type: "button", onclick: () => this.#cancel() },
      this.words.cancel,
    );
    return [this.count, this.language, this.#previewButton(), cancel, this.submit];
  }

  #previewButton() {
    const press = async () => {
      try {
        await (await import("./preview.js")).toggle(this, button);
      } catch (fault) {
        this.say(await failed(this.thread, fault));
      }
    };
    const button = h("button", { class: "quiet", part: "button", type: "button", onclick: press }, this.words.preview);
    return button;
  }

  #cancel() {
    drop(this.site, this.person, this.task.draft);
    this.input.value = "";
    this.files?.clear();
    this.close();
    this.input.blur();
  }

  #listen() {
    const { input, form, thread } = this;
    const { signal } = thread;
    form.append(this.shown, this.fault, this.tools);
    input.addEventListener("focus", () => this.open(), { signal });
    input.addEventListener("input", () => this.#typed(), { signal });
    form.addEventListener("keydown", (event) => this.#key(event), { signal });
    form.addEventListener("submit", (event) => this.#send(event), { signal });
    for (const name of ["pagehide", "visibilitychange"])
      addEventListener(name, () => this.input.value && this.keep(), { signal, capture: true });
    composers.set(form, this);
  }

  #restore() {
    const draft = recall(this.site, this.person, this.task.draft);
    const text = draft?.text ?? this.task.text ?? "";
    if (draft) this.language.value = draft.lang;
    if (!this.input.value) this.input.value = text;
    if (this.input.value) this.open();
    this.#typed(false);
  }

  #typed(save = true) {
    const left = MOST - [...this.input.value].length;
    fill(this.count, left < 0 ? this.words.over(-left) : left < MOST - COUNT_FROM ? this.words.left(left) : "");
    if (left >= 0) this.say("");
    this.grow();
    if (this.input.value.includes("@")) import("./mention.js").then(({ lookAt }) => lookAt(this), String);
    clearTimeout(this.#timer);
    if (save) this.#timer = setTimeout(() => this.keep(), DRAFT_PAUSE_MS);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.form.requestSubmit();
    if (event.key === "Escape" && !this.input.value.trim()) this.#cancel();
  }

  /** @param {Event} event */
  async #send(event) {
    event.preventDefault();
    const source = this.read(this.input.value.trim());
    const over = [...source].length - MOST;
    if (this.busy) return;
    if (!source || over > 0) {
      this.say(source ? this.words.over(over) : this.words.blank);
      return this.input.focus();
    }
    const waits = this.files?.fault();
    if (waits) return this.say(waits);
    this.keep();
    this.#hold(true);
    try {
      await this.task.send(source, this.language.value, this);
    } catch (fault) {
      await this.#failed(source, fault);
    } finally {
      this.#hold(false);
    }
  }

  /** @param {boolean} busy */
  #hold(busy) {
    this.busy = busy;
    set(this.submit, "aria-disabled", busy);
  }

  /** Nothing is lost: the words are back, with a sentence and what helps. @param {string} source @param {unknown} fault */
  async #failed(source, fault) {
    const { thread } = this;
    const { code } = /** @type {Problem} */ (fault);
    if (thread.home.me && thread.home.me.id !== this.person) return;
    this.restore(source);
    // Its code came with this one: without a connection there would be nothing to say.
    const message = await failed(thread, fault);
    const again = code === "sign_in_needed" ? this.#signInButton() : this.#againButton();
    this.say(
      message,
      code === "unreachable" || code === "sign_in_needed" || code === "unavailable" ? again : undefined,
    );
  }

  #againButton() {
    return h(
      "button",
      { class: "link", part: "button", type: "button", onclick: () => this.form.requestSubmit() },
      this.words.retry,
    );
  }

  #signInButton() {
    const { thread } = this;
    const enter = async () => {
      const { signIn } = await import("./sign-in.js");
      await signIn(thread, /** @type {HTMLElement} */ (this.fault), null);
      if (thread.home.session.state === "in") this.say("");
      this.input.focus();
    };
    return h(
      "button",
      { class: "link", part: "button sign-in", type: "button", onclick: enter },
      this.words.signInAgain,
    );
  }
}

/** About how many rows a text takes. @param {string} text */
function lines(text) {
  let rows = 1;
  for (const line of text.split("\n")) rows += Math.max(1, Math.ceil(line.length / 60));
  return rows;
}

/** @param {Writing} words @param {string} chosen */
function languages(words, chosen) {
  const select = h("select", { "aria-label": words.language });
  for (const [value, label] of Object.entries(words.languages))
    select.append(h("option", { value, selected: value === chosen }, label));
  return select;
}

/** The composer of the thread wakes up. @param {Thread} thread @param {HTMLFormElement} form @param {null} _comment */
export async function enliven(thread, form, _comment) {
  const words = await writingWords(thread.tongue);
  const input = form.querySelector("textarea");
  const { data } = thread.hub;
  if (composers.has(form) || !input || !data) return;
  dress(thread);
  const composer = new Composer(
    thread,
    form,
    input,
    {
      draft: data.page.id,
      submit: words.post,
      label: thread.words.placeholder,
      send: (source, lang, self) => post(thread, null, source, lang, self),
    },
    words,
  );
  if (thread.shadow.activeElement === input) composer.open();
}
