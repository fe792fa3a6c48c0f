/** weerklank-like: one pill under a page, and who found it useful. Paints; what a press does is fetched at the press. */
import { fill, h, icon, set } from "../core/dom.js";
import { Widget } from "../core/element.js";
import { LIKE } from "../parts/icons.js";
import { whoLine } from "../parts/names.js";
import { avatar } from "../parts/person.js";
import { base } from "../styles/base.js";
import { pills } from "../styles/pill.js";

export class Like extends Widget {
  static kind = "like";
  static styles = [base, pills];

  pill = h("button", { class: "pill", part: "button pill like", onclick: () => this.#press("press") });
  who = h("button", { class: "row small muted", part: "button", hidden: true, onclick: () => this.#press("who") });
  slot = h("div");

  draw() {
    const { data, state } = this.hub;
    if (!this.pill.isConnected) fill(this.box, h("div", { class: "row" }, this.pill, this.who), this.slot);
    const page = data?.page;
    const kind = page ? this.hub.reaction(page.id) : null;
    const total = data?.counts?.reactions ?? 0;
    const kinds = data?.site.reactions ?? ["like"];
    const word = this.words.kinds[kind ?? kinds[0]] ?? this.words.kinds.like;
    fill(this.pill, icon(LIKE), h("span", {}, total ? `${word} · ${total}` : word));
    set(this.pill, "aria-pressed", `${kind !== null}`);
    set(this.pill, "aria-disabled", state === "waiting" || (page && !`${page.may}`.includes("react")));
    if (kinds.length > 1 || state === "signed-out") this.#press("offer");
    set(this.box, "hidden", page?.state === "off" || page?.reactions === false);
    this.#people(kind, total);
    if (data) this.ready();
  }

  /** @param {string | null} kind @param {number} total */
  #people(kind, total) {
    const { me } = this.home;
    const people = kind && me ? [me] : [];
    for (const person of this.hub.data?.reactors ?? [])
      if (person.id !== me?.id && people.length < 3) people.push(person);
    const line = whoLine({ mine: kind !== null, me: me?.id, people, total }, this.words, this.tongue);
    const stack = h("span", { class: "stack" });
    for (const person of people) stack.append(avatar(person, "s"));
    fill(this.who, stack, line);
    set(this.who, "hidden", !line);
  }

  /** @param {"press" | "offer" | "who"} what */
  async #press(what) {
    (await import("../parts/liking.js"))[what](this);
  }
}
