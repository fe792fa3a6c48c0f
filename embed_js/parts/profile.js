/** One's own card, and its making in place: one's words, what of one is shown, one's photo. */
import { fill, h, set } from "../core/dom.js";
import { drop, keep, recall } from "../core/drafts.js";
import { colleagueWords } from "../i18n/colleague-words.js";
import { writingWords } from "../i18n/writing.js";
import { face } from "./colleague.js";
import { photoRow } from "./portrait.js";

/** @typedef {import("../core/element.js").Widget} Widget */
/** @typedef {import("../core/problem.js").Problem} Problem */
/** @typedef {import("../i18n/colleague.js").People & import("../i18n/types.js").Writing} Words */
/** @typedef {import("../types.js").OwnProfile} OwnProfile */
/** @typedef {import("../types.js").Profile} Profile */
/** What the form holds. @typedef {{about: string, topics: string, wrote: boolean, likes: boolean}} Held */

const MOST_ABOUT = 300;
const DRAFT = "profile";

/** @param {Widget} widget @returns {Promise<Words>} */
const wordsOf = async ({ tongue }) => ({ ...(await writingWords(tongue)), ...(await colleagueWords(tongue)) });

/** One's own card, with the way to change it; at once there where something was left unsaved. @param {Widget} widget @param {HTMLElement} body @param {Profile} who @param {boolean} [toEdit] */
export async function own(widget, body, who, toEdit = false) {
  const words = await wordsOf(widget);
  show(widget, body, who, words);
  if (toEdit || recall(widget.home.site, who.id, DRAFT)) await edit(widget, body);
}

/** @param {Widget} widget @param {HTMLElement} body @param {Profile} who @param {Words} words */
function show(widget, body, who, words) {
  const onclick = () => edit(widget, body).catch(async (fault) => fill(said, await widget.failed(fault)));
  const button = h("button", { class: "quiet", part: "button", type: "button", onclick }, words.edit);
  const said = h("p", { class: "fault", role: "alert" });
  fill(body, ...face(who, words, widget.tongue), button, said);
  return button;
}

/** @param {Widget} widget @param {HTMLElement} body */
export async function edit(widget, body) {
  const words = await wordsOf(widget);
  const mine = await (await widget.home.client()).get("/me/profile");
  const form = new Form(widget, body, words, mine);
  form.about.focus();
}

class Form {
  /** @param {Widget} widget @param {HTMLElement} body @param {Words} words @param {OwnProfile} mine */
  constructor(widget, body, words, mine) {
    this.widget = widget;
    this.body = body;
    this.words = words;
    this.mine = mine;
    this.person = mine.others_see.id;
    const topics = mine.topics.join(", ");
    /** @type {Held} */
    this.before = { about: mine.about ?? "", topics, wrote: mine.show_contributions, likes: mine.show_reactions };
    const draft = recall(widget.home.site, this.person, DRAFT);
    const { about, topics: known, wrote, likes } = { ...this.before, ...(draft && JSON.parse(draft.text)) };
    this.about = h("textarea", { part: "input", rows: 3, maxlength: MOST_ABOUT });
    this.about.value = about;
    this.topics = h("input", { type: "text", part: "input", value: known });
    this.wrote = h("input", { type: "checkbox", checked: wrote });
    this.likes = h("input", { type: "checkbox", checked: likes });
    this.fault = h("p", { class: "fault", role: "alert", hidden: true });
    this.seen = h("div", { class: "panel", hidden: true, role: "group", "aria-label": words.preview });
    this.submit = h("button", { class: "primary", part: "button submit", type: "submit" }, words.save);
    this.#draw();
    if (draft) this.#changed();
  }

  #draw() {
    const { words, mine } = this;
    const { name, job_title: job, department } = mine.others_see;
    const work = [name, job, department].filter(Boolean).join(" · ");
    const quiet = { class: "quiet", part: "button", type: "button" };
    const look = h("button", { ...quiet, "aria-expanded": "false" }, words.preview);
    look.onclick = () => {
      this.seen.hidden = !this.seen.hidden;
      set(look, "aria-expanded", `${!this.seen.hidden}`);
      this.#preview();
    };
    const events = {
      oninput: () => this.#changed(),
      onsubmit: (/** @type {Event} */ event) => this.#save(event),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    };
    const form = h(
      "form",
      { class: "profile", "aria-label": words.mine, ...events },
      photoRow(this.widget, mine, words, (now) => this.#photo(now)),
      h("p", {}, work, " ", h("span", { class: "small muted" }, words.fromWork)),
      field(words.about, this.about),
      field(words.topics, this.topics, words.topicsHow),
      h("label", {}, this.wrote, words.wroteShown),
      h("label", {}, this.likes, words.likesShown),
      this.fault,
      this.seen,
      h(
        "div",
        { class: "row ends" },
        this.submit,
        h("button", { ...quiet, onclick: () => this.#end() }, words.cancel),
        look,
      ),
    );
    fill(this.body, form);
  }

  /** @returns {Held} */
  get held() {
    return {
      about: this.about.value.trim(),
      topics: this.topics.value,
      wrote: this.wrote.checked,
      likes: this.likes.checked,
    };
  }

  /** What changes, as the service takes it. */
  get changes() {
    const { held, before } = this;
    return {
      ...(held.about !== before.about && { about: held.about || null }),
      ...(held.topics !== before.topics && { topics: split(held.topics) }),
      ...(held.wrote !== before.wrote && { show_contributions: held.wrote }),
      ...(held.likes !== before.likes && { show_reactions: held.likes }),
    };
  }

  /** What is not saved yet stays as a draft: after a reload, a sign-out by time, a gap in the network. */
  #changed() {
    const { site, me } = this.widget.home;
    if (me?.id !== this.person) return;
    if (Object.keys(this.changes).length) keep(site, this.person, DRAFT, { text: JSON.stringify(this.held), lang: "" });
    else drop(site, this.person, DRAFT);
    this.#preview();
  }

  /** As a colleague sees it once it is saved. */
  #preview() {
    if (this.seen.hidden) return;
    const { held, mine, words } = this;
    const who = { ...mine.others_see, about: held.about, topics: split(held.topics), contributions: held.wrote };
    const list = who.contributions && h("p", { class: "muted" }, words.wrote(who.name));
    fill(this.seen, h("h3", { class: "title" }, who.name), ...face(who, words, this.widget.tongue), list);
  }

  /** @param {OwnProfile} now */
  #photo(now) {
    this.mine = now;
    const { me } = this.widget.home;
    if (me) me.photo_url = now.others_see.photo_url;
    this.#preview();
  }

  /** @param {Event} event */
  async #save(event) {
    event.preventDefault();
    const { widget, changes, words, submit } = this;
    if (submit.getAttribute("aria-disabled") || widget.home.me?.id !== this.person) return;
    set(submit, "aria-disabled", true);
    this.fault.hidden = true;
    try {
      if (Object.keys(changes).length)
        this.mine = await (await widget.home.client()).call("PATCH", "/me/profile", { body: changes });
      widget.say(words.saved);
      this.#end();
    } catch (fault) {
      await this.#refused(/** @type {Problem} */ (fault));
    } finally {
      submit.removeAttribute("aria-disabled");
    }
  }

  /** Every word stays; what was wrong is said, and what helps. @param {Problem} fault */
  async #refused(fault) {
    const { widget, words } = this;
    const message = await widget.failed(fault);
    const wrong = Object.values(fault.body?.errors ?? {}).flat();
    const lapsed = fault.code === "sign_in_needed";
    const enter = async () => {
      const { signIn } = await import("./sign-in.js");
      await signIn(/** @type {any} */ (widget), this.fault, this.submit);
    };
    const button =
      lapsed && h("button", { class: "link", part: "button", type: "button", onclick: enter }, words.signInAgain);
    fill(this.fault, wrong.length ? wrong.join(" ") : message, " ", button);
    this.fault.hidden = false;
  }

  /** Done, or not wanted: the card as it stands now. */
  #end() {
    drop(this.widget.home.site, this.person, DRAFT);
    show(this.widget, this.body, this.mine.others_see, this.words).focus();
  }

  /** Escape gives up what is unchanged only: nobody loses words to one key. @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    if (!Object.keys(this.changes).length) this.#end();
  }
}

/** @param {string} text */
const split = (text) =>
  text
    .split(",")
    .map((topic) => topic.trim())
    .filter(Boolean);

/** @param {string} label @param {HTMLElement} input @param {string} [how] */
function field(label, input, how) {
  return h("label", { class: "field" }, h("span", {}, label), input, how && h("small", { class: "muted" }, how));
}
