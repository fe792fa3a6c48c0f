/** For who runs a group: who waits, whom to invite, and (managers) what the group is. */
import { fill, h } from "../core/dom.js";
import { groupForm } from "./group-form.js";
import { again } from "./group-head.js";
import { personLine, refusing, runningWords } from "./group-lines.js";
import { openPanel } from "./panel.js";

/** @typedef {import("../types.js").Group} Described */
/** @typedef {import("../types.js").Person} Person */
/** @typedef {import("../elements/group.js").Group} Group */

const PAUSE_MS = 200;

/** @param {Group} widget @param {Described} group @param {Element} slot @param {HTMLElement} opener */
export async function manageGroup(widget, group, slot, opener) {
  const words = await runningWords(widget.tongue);
  const panel = openPanel(widget, slot, opener, { title: widget.told.manage(0), close: words.close });
  if (!panel) return;
  const desk = new Desk(widget, group, words, panel.body);
  await desk.open();
}

class Desk {
  /** @param {Group} widget @param {Described} group @param {import("../i18n/types.js").Running} words @param {HTMLElement} body */
  constructor(widget, group, words, body) {
    this.widget = widget;
    this.group = group;
    this.words = words;
    this.body = body;
    this.url = `/groups/${group.id}/members`;
    this.attempt = refusing(widget, body);
  }

  async open() {
    const { words, body, group } = this;
    const asked = h("ul", { class: "folks" });
    const invited = h("ul", { class: "folks" });
    const invitedTitle = h("h4", { hidden: true }, words.invitedList);
    body.append(h("h4", {}, words.asked), asked, h("h4", {}, words.invite), this.#search(invited, invitedTitle));
    body.append(invitedTitle, invited);
    if (group.may.includes("lead")) body.append(h("h4", {}, words.about), this.#settings());
    await Promise.all([
      this.#list("asked", asked, (person) => this.#waits(person)),
      this.#list("invited", invited, (person) => this.#called(person)),
    ]);
    invitedTitle.hidden = !invited.childElementCount;
  }

  /**
   * Who stands so, fifty at a time.
   * @param {"asked" | "invited"} state @param {Element} list @param {(person: Person) => Element} line @param {string} [cursor]
   */
  #list(state, list, line, cursor = "") {
    return this.attempt(async () => {
      const client = await this.widget.home.client();
      const query = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const { items, next } = await client.get(`${this.url}?state=${state}${query}`);
      const rows = items.map((/** @type {{person: Person}} */ { person }) => line(person));
      if (!rows.length && !cursor && state === "asked") rows.push(h("li", { class: "muted" }, this.words.nobody));
      list.append(...rows);
      if (cursor) rows[0]?.querySelector("button")?.focus();
      if (!next) return;
      const row = h("li");
      const on = () => {
        row.remove();
        return this.#list(state, list, line, next);
      };
      row.append(h("button", { class: "quiet", part: "button more", type: "button", onclick: on }, this.words.more));
      list.append(row);
    });
  }

  /** @param {Person} person */
  #waits(person) {
    const { words, widget } = this;
    const row = personLine(widget, person);
    const admit = async (/** @type {any} */ client) => {
      await client.call("PUT", `${this.url}/${person.id}`, { body: { state: "member" } });
      await again(widget, words.admitted(person.name));
    };
    const refuse = async (/** @type {any} */ client) => {
      await client.call("DELETE", `${this.url}/${person.id}`);
      await again(widget, words.gone(person.name));
    };
    row.append(this.#button(words.admit, person.name, admit));
    row.append(this.#button(words.refuse, person.name, refuse));
    return row;
  }

  /** @param {Person} person */
  #called(person) {
    const { words, widget } = this;
    const row = personLine(widget, person);
    const withdraw = async (/** @type {any} */ client) => {
      await client.call("DELETE", `${this.url}/${person.id}`);
      row.remove();
      widget.say(words.gone(person.name));
    };
    row.append(this.#button(words.withdraw, person.name, withdraw));
    return row;
  }

  /** @param {string} label @param {string} name @param {(client: any) => Promise<unknown>} run */
  #button(label, name, run) {
    const onclick = () => this.attempt(async () => run(await this.widget.home.client()));
    return h(
      "button",
      { class: "quiet", part: "button", type: "button", "aria-label": this.words.of(label, name), onclick },
      label,
    );
  }

  /** Colleagues by name, each with a button. @param {Element} invited @param {HTMLElement} title */
  #search(invited, title) {
    const { words, widget } = this;
    const found = h("ul", { class: "folks" });
    let timer = 0;
    const find = () =>
      this.attempt(async () => {
        const query = field.value.trim();
        const client = await widget.home.client();
        const { items } = query ? await client.get(`/people?query=${encodeURIComponent(query)}`) : { items: [] };
        if (query !== field.value.trim()) return;
        fill(found, ...items.map((/** @type {Person} */ person) => this.#candidate(person, invited, title)));
        if (query) widget.say(words.found(items.length));
      });
    const oninput = () => {
      clearTimeout(timer);
      timer = setTimeout(find, PAUSE_MS);
    };
    const field = h("input", {
      type: "search",
      part: "input",
      "aria-label": words.find,
      placeholder: words.find,
      oninput,
    });
    return h("div", {}, field, found);
  }

  /** @param {Person} person @param {Element} invited @param {HTMLElement} title */
  #candidate(person, invited, title) {
    const { words, widget } = this;
    const row = personLine(widget, person);
    const invite = async (/** @type {any} */ client) => {
      const { state } = await client.call("POST", this.url, { body: { person: person.id } });
      if (state === "invited") invited.append(this.#called(person));
      title.hidden = !invited.childElementCount;
      row.lastElementChild?.remove();
      row.append(h("span", { class: "muted small" }, state === "member" ? words.roles.member : words.invitedList));
      widget.say(words.invitedSaid(person.name));
    };
    row.append(this.#button(words.invite, person.name, invite));
    return row;
  }

  #settings() {
    const { group, widget, words } = this;
    return groupForm(words, { ...group }, words.save, (said) =>
      this.attempt(async () => {
        await (await widget.home.client()).call("PATCH", `/groups/${group.id}`, { body: said });
        await again(widget, words.savedSaid);
      }),
    );
  }
}
