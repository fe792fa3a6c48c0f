/** What a group is, in a few lines, and what one can do about belonging to it. */
import { fill, h, set } from "../core/dom.js";
import { openPanel } from "./panel.js";

/** @typedef {import("../types.js").Group} Described */
/** @typedef {import("../elements/group.js").Group} Group */
/** @typedef {(opener: HTMLElement) => unknown} Run */

/** A heading of the host's level, or some levels below it. @param {Group} widget @param {number} below @param {object} attributes */
export function headingOf({ host }, below, attributes) {
  const level = Number(host.getAttribute("heading-level"));
  const name = `h${Math.min(6, (level >= 2 && level <= 6 ? level : 2) + below)}`;
  return h(/** @type {"h2"} */ (name), attributes);
}

/** @param {Group} widget @param {Described} group */
export function groupHead(widget, group) {
  const { told: words } = widget;
  const title = headingOf(widget, 0, { class: "name", tabindex: -1 });
  fill(title, group.name);
  const said = [words.sorts[group.kind], group.visible || words.hiddenSort, group.archived_at && words.archived];
  const facts = [...said, words.members(group.member_count)].filter((fact) => fact && fact !== true);
  const state = { asked: words.waiting, invited: words.invited }[group.mine?.state ?? ""];
  const slot = h("div");
  const waiting = state && h("span", { class: "muted small" }, state);
  const row = h("div", { class: "row ways" }, waiting, ...ways(widget, group, slot));
  return h(
    "div",
    { class: "about", part: "group" },
    title,
    h("p", { class: "muted small" }, facts.join(" · ")),
    group.purpose && h("p", {}, group.purpose),
    row,
    slot,
  );
}

/** The buttons that this person has. @param {Group} widget @param {Described} group @param {Element} slot */
function ways(widget, group, slot) {
  const { told: words } = widget;
  const can = (/** @type {string} */ verb) => `,${group.may},`.includes(`,${verb},`);
  const state = group.mine?.state;
  const change = async (/** @type {string} */ method, /** @type {string} */ said) => {
    await (await widget.home.client()).call(method, `/groups/${group.id}/members/me`);
    await again(widget, said);
  };
  const enter = (/** @type {string} */ label, /** @type {string} */ said) =>
    way(widget, slot, label, () => change("PUT", said));
  const back = (/** @type {string} */ label) => way(widget, slot, label, () => change("DELETE", words.declinedSaid));
  const opens = (/** @type {string} */ label, /** @type {Run} */ run) => way(widget, slot, label, run, "false");
  const found = [
    can("join") && enter(words.join, words.joinedSaid),
    can("ask") && enter(words.ask, words.askedSaid),
    can("accept") && enter(words.comeIn, words.joinedSaid),
    state === "invited" && back(words.decline),
    state === "asked" && back(words.takeBack),
    can("members") &&
      opens(words.list, async (opener) => (await import("./group-people.js")).listMembers(widget, group, slot, opener)),
    can("run") &&
      opens(words.manage(group.asked_count ?? 0), async (opener) =>
        (await import("./group-manage.js")).manageGroup(widget, group, slot, opener),
      ),
    opens(words.groups, async (opener) => (await import("./groups.js")).listGroups(widget, slot, opener)),
    state === "member" &&
      opens(words.leaveGroup, (opener) =>
        askToLeave(widget, group, { slot, opener }, () => change("DELETE", words.leftSaid)),
      ),
  ];
  const [first] = found.filter((each) => each);
  if (first && (can("join") || can("ask") || can("accept"))) set(first, "class", "primary");
  return found;
}

/** A button; what it is refused is said below. `expanded` where it opens a panel, of which one is open at a time. @param {Group} widget @param {Element} slot @param {string} label @param {Run} run @param {string} [expanded] */
function way(widget, slot, label, run, expanded) {
  const button = h(
    "button",
    { class: "quiet", part: "button", type: "button", "data-do": label, "aria-expanded": expanded },
    label,
  );
  button.addEventListener("click", async () => {
    for (const other of button.parentElement?.querySelectorAll("[aria-expanded]") ?? [])
      if (other !== button) set(other, "aria-expanded", "false");
    try {
      await run(button);
    } catch (fault) {
      fill(slot, h("p", { class: "fault", role: "alert" }, await widget.failed(fault)));
    }
  });
  return button;
}

/** @param {Group} widget @param {Described} group @param {{slot: Element, opener: HTMLElement}} where @param {() => Promise<void>} leave */
async function askToLeave(widget, group, { slot, opener }, leave) {
  const { told: words } = widget;
  const panel = openPanel(widget, slot, opener, { title: words.leaveAsk(group.name), close: words.stay });
  if (!panel) return;
  const sure = h("button", { class: "primary", part: "button", type: "button" }, words.leaveGroup);
  sure.addEventListener("click", async () => {
    try {
      await leave();
    } catch (fault) {
      fill(panel.body, h("p", { class: "fault", role: "alert" }, await widget.failed(fault)));
    }
  });
  panel.body.append(group.kind === "closed" ? h("p", {}, words.leaveClosed) : "", sure);
}

/** Show the group as it is now, and go on from its name. @param {Group} widget @param {string} said */
export async function again(widget, said) {
  await widget.reload();
  /** @type {HTMLElement | null} */ (widget.section.querySelector(".about .name"))?.focus();
  widget.say(said);
}
