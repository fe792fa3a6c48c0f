/** Of what one hears, and how; when one is left in peace. Every choice is kept at once. */
import { fill, h } from "../core/dom.js";

/** @typedef {import("./told.js").Panel} Panel */
/** @typedef {{start: string, end: string, evenings: boolean, days: number[], off_from: string, off_until: string}} Quiet */

/** Show the choices in place of the notifications. @param {Panel} panel @param {() => unknown} back */
export async function openChoices(panel, back) {
  const { bell, words, body, foot } = panel;
  const client = await bell.home.client();
  fill(foot);
  const keep = async (/** @type {object} */ change, path = PATH) => {
    try {
      await client.call("PUT", path, { body: change });
      panel.say(words.saved);
    } catch (fault) {
      panel.say(await bell.failed(fault));
    }
  };
  const keepDigest = (/** @type {string} */ every) => keep({ every }, DIGEST);
  try {
    const [{ channels, quiet }, { every }] = await Promise.all([client.get(PATH), client.get(DIGEST)]);
    const done = h("button", { class: "quiet", part: "button", type: "button", onclick: back }, words.back);
    const title = h("h3", { tabindex: -1 }, words.choices);
    const devices = h("fieldset");
    const often = digest(words, every, keepDigest);
    fill(body, title, table(words, channels, keep), often, peace(words, quiet, keep), devices, done);
    import("./devices.js").then(({ showDevices }) => showDevices(panel, devices));
    title.focus();
  } catch (fault) {
    panel.say(await bell.failed(fault));
  }
}

const PATH = "/me/notification-settings";
const DIGEST = "/me/digest";

/** @param {import("../i18n/types.js").Told} words @param {string} every @param {(every: string) => void} keep */
function digest(words, every, keep) {
  const select = h("select", { onchange: () => keep(select.value) });
  for (const [value, label] of words.rhythms) select.append(h("option", { value, selected: value === every }, label));
  return h("div", { class: "row" }, h("label", {}, words.digest, select));
}

/**
 * @param {import("../i18n/types.js").Told} words @param {Record<string, Record<string, boolean>>} chosen
 * @param {(change: object) => void} keep
 */
function table(words, chosen, keep) {
  const head = h("tr", {}, h("td"));
  for (const [, label] of words.channels) head.append(h("th", { scope: "col" }, label));
  const body = h("tbody");
  for (const [kind, label] of words.rows) {
    const row = h("tr", {}, h("th", { scope: "row" }, label));
    for (const [channel, name] of words.channels) {
      const onchange = () => keep({ channels: { [kind]: { [channel]: box.checked } } });
      const about = { type: "checkbox", "aria-label": words.through(label, name), checked: chosen[kind][channel] };
      const box = h("input", { ...about, onchange });
      row.append(h("td", {}, h("label", {}, box)));
    }
    body.append(row);
  }
  return h("table", {}, h("thead", {}, head), body);
}

/** @param {import("../i18n/types.js").Told} words @param {Quiet} quiet @param {(change: object) => void} keep */
function peace(words, quiet, keep) {
  const say = (/** @type {object} */ change) => keep({ quiet: change });
  const evenings = tick(words.evenings, quiet.evenings, (on) => say({ evenings: on }));
  const start = clock(words.from, quiet.start, (at) => say({ start: at }));
  const end = clock(words.until, quiet.end, (at) => say({ end: at }));
  const days = h("div", { class: "row", role: "group", "aria-label": words.days });
  const chosen = new Set(quiet.days);
  for (const [at, name] of words.weekdays.entries())
    days.append(
      tick(name, chosen.has(at + 1), (on) => {
        if (on) chosen.add(at + 1);
        else chosen.delete(at + 1);
        say({ days: [...chosen] });
      }),
    );
  const hours = h("div", { class: "row" }, evenings, start, end);
  return h("fieldset", {}, h("legend", {}, words.peace), hours, days, holiday(words, quiet, say));
}

/** @param {string} label @param {boolean} checked @param {(on: boolean) => void} told */
function tick(label, checked, told) {
  const box = h("input", { type: "checkbox", checked, onchange: () => told(box.checked) });
  return h("label", {}, box, label);
}

/** @param {string} label @param {string} value @param {(at: string) => void} told */
function clock(label, value, told) {
  const box = h("input", { type: "time", value, required: true, onchange: () => box.value && told(box.value) });
  return h("label", {}, label, box);
}

/** The first and the last day of a holiday; one of them alone is not kept. @param {import("../i18n/types.js").Told} words @param {Quiet} quiet @param {(change: object) => void} say */
function holiday(words, quiet, say) {
  const told = () => {
    if (Boolean(first.value) === Boolean(last.value)) say({ off_from: first.value, off_until: last.value });
  };
  const first = h("input", { type: "date", value: quiet.off_from, onchange: told });
  const last = h("input", { type: "date", value: quiet.off_until, onchange: told });
  const days = [h("label", {}, words.offFrom, first), h("label", {}, words.offUntil, last)];
  return h("div", { class: "row", role: "group", "aria-label": words.off }, ...days);
}
