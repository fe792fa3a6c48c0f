/** Who belongs to a group; for who runs it, the way out; for who leads it, the roles. */
import { h } from "../core/dom.js";
import { again } from "./group-head.js";
import { personLine, refusing, runningWords } from "./group-lines.js";
import { openPanel } from "./panel.js";

/** @typedef {import("../types.js").Group} Described */
/** @typedef {import("../types.js").Member} Member */
/** @typedef {import("../elements/group.js").Group} Group */

/** @param {Group} widget @param {Described} group @param {Element} slot @param {HTMLElement} opener */
export async function listMembers(widget, group, slot, opener) {
  const words = await runningWords(widget.tongue);
  const panel = openPanel(widget, slot, opener, { title: widget.told.list, close: words.close });
  if (!panel) return;
  const client = await widget.home.client();
  const list = h("ul", { class: "folks" });
  panel.body.append(list);
  const attempt = refusing(widget, panel.body);
  const more = (/** @type {string} */ cursor) =>
    attempt(async () => {
      const path = `/groups/${group.id}/members${cursor && `?cursor=${encodeURIComponent(cursor)}`}`;
      const { items, next } = await client.get(path);
      for (const member of items) list.append(line(member));
      if (!next) return;
      const button = h("button", { class: "quiet", part: "button more", type: "button" }, words.more);
      button.addEventListener("click", () => {
        button.remove();
        more(next);
      });
      panel.body.append(button);
    });
  const line = (/** @type {Member} */ { person, role }) => {
    const url = `/groups/${group.id}/members/${person.id}`;
    const mine = person.id === widget.home.me?.id;
    const row = personLine(widget, person);
    if (!group.may.includes("lead")) row.append(h("span", { class: "muted small" }, words.roles[role]));
    else
      row.append(
        roleChoice(words, person.name, role, (said) =>
          attempt(async () => {
            await client.call("PUT", url, { body: { role: said } });
            if (mine) return again(widget, words.roleSaid);
            widget.say(words.roleSaid);
          }),
        ),
      );
    if (group.may.includes("run") && !mine && (role === "member" || group.may.includes("lead")))
      row.append(
        twice(words.letGo, words.of(words.letGo, person.name), words.letGoAsk(person.name), () =>
          attempt(async () => {
            await client.call("DELETE", url);
            row.remove();
            widget.say(words.gone(person.name));
          }),
        ),
      );
    return row;
  };
  await more("");
}

/** @param {import("../i18n/types.js").Running} words @param {string} name @param {string} role @param {(role: string) => unknown} change */
function roleChoice(words, name, role, change) {
  const select = h("select", { class: "sel", "aria-label": words.roleOf(name), onchange: () => change(select.value) });
  for (const [value, label] of Object.entries(words.roles))
    select.append(h("option", { value, selected: value === role }, label));
  return select;
}

/** A button that asks before it does. @param {string} label @param {string} name @param {string} question @param {() => unknown} run */
function twice(label, name, question, run) {
  let sure = false;
  const button = h("button", { class: "quiet", part: "button", type: "button", "aria-label": name }, label);
  button.addEventListener("click", () => {
    if (sure) return run();
    sure = true;
    button.textContent = question;
    button.removeAttribute("aria-label");
  });
  return button;
}
