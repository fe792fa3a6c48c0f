/** weerklank-thread with `group`: a conversation that needs no page, under a head that says whose it is. */
import { fill, h } from "../core/dom.js";
import { groupHead, headingOf } from "../parts/group-head.js";
import { grouped } from "../styles/grouped.js";
import { Thread } from "./thread.js";

/** @typedef {import("../types.js").Boot} Boot */

export class Group extends Thread {
  static styles = [...Thread.styles, grouped];
  static words = {
    ...Thread.words,
    "nl-group": () => import("../i18n/nl-group.js"),
    "en-group": () => import("../i18n/en-group.js"),
  };

  /** What stands there without a conversation. @type {unknown} */
  #alone = null;

  /** The words of a group. @returns {import("../i18n/types.js").Grouping} */
  get told() {
    return /** @type {any} */ (this.words);
  }

  draw() {
    const { state, data, fault } = this.hub;
    const lost = state === "failed" && /** @type {import("../core/problem.js").Problem} */ (fault).code === "missing";
    if (state === "ready" && data?.group && !data.thread) this.#outside(data, data.group);
    else if (lost) this.#missing();
    else {
      this.#alone = null;
      super.draw();
    }
  }

  /** @param {Boot} data */
  frame(data) {
    super.frame(data);
    const lower = headingOf(this, 1, { class: "grow" });
    this.section.querySelector(".grow")?.replaceWith(lower);
    this.title = lower;
    if (data.group) this.section.prepend(groupHead(this, data.group));
  }

  /** Who sees the group and does not belong to it: what it is, and the way in. @param {Boot} data @param {import("../types.js").Group} group */
  #outside(data, group) {
    if (this.#alone === data) return;
    this.#enter(data);
    const { membersOnly, byInvitation } = this.told;
    const invite = group.kind === "closed" && !group.mine && ` ${byInvitation}`;
    fill(this.section, groupHead(this, group), h("p", { class: "muted note" }, membersOnly, invite));
    this.ready();
  }

  /** What does not exist, and what one may not know of. */
  #missing() {
    const { fault } = this.hub;
    if (this.#alone === fault) return;
    this.#enter(fault);
    fill(this.section, h("p", { class: "muted note" }, /** @type {Error} */ (fault).message));
  }

  /** @param {unknown} instead */
  #enter(instead) {
    if (!this.section.isConnected) fill(this.box, this.section);
    this.#alone = instead;
    this.shownTo = "";
  }
}
