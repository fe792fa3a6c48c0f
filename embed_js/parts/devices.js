/** Which devices are told, and whose servers that passes; in the app, this one too. */
import { fill, h } from "../core/dom.js";
import { short } from "../core/i18n.js";
import { canPush, devicesOf, subscribe, subscribed, unsubscribe } from "./subscribing.js";

/** @typedef {import("./told.js").Panel} Panel */
/** @typedef {import("./subscribing.js").Device} Device */
/** @typedef {import("../i18n/push.js").Pushing} Words */

/** @param {string} tongue @returns {Promise<Words>} */
const wordsIn = async (tongue) =>
  (await (short(tongue) === "nl" ? import("../i18n/nl-push.js") : import("../i18n/en-push.js"))).words;

/** Show the devices in their place among the settings. @param {Panel} panel @param {HTMLElement} place */
export async function showDevices(panel, place) {
  const { bell } = panel;
  const words = await wordsIn(bell.tongue);
  try {
    const { items, application_server_key: key } = await devicesOf(await bell.home.client());
    const own = (await subscribed())?.endpoint;
    const list = h("ul", { class: "devices" });
    for (const device of items) list.append(row(panel, place, words, device, device.endpoint === own));
    const standsAlready = items.some((device) => device.endpoint === own);
    const way = standsAlready ? "" : wayIn(panel, place, words, key);
    fill(place, h("legend", {}, words.devices), h("p", { class: "small muted" }, words.passes), list, way);
  } catch (fault) {
    panel.say(await bell.failed(fault));
  }
}

/** @param {Panel} panel @param {HTMLElement} place @param {Words} words @param {Device} device @param {boolean} isHere */
function row(panel, place, words, device, isHere) {
  const away = async () => {
    await unsubscribe(await panel.bell.home.client(), device);
    await showDevices(panel, place);
    panel.say(words.isOff);
  };
  const about = `${device.name}${isHere ? ` (${words.here})` : ""}`;
  const button = {
    class: "quiet",
    part: "button",
    type: "button",
    "aria-label": words.off(device.name),
    onclick: away,
  };
  return h(
    "li",
    {},
    h("div", {}, about, h("p", { class: "small muted" }, words.through(device.service))),
    h("button", button, words.away),
  );
}

/** How this device is told too, or why it cannot be. @param {Panel} panel @param {HTMLElement} place @param {Words} words @param {string} key */
function wayIn(panel, place, words, key) {
  const { origin } = panel.bell.kit;
  if (origin !== location.origin) {
    const app = `${origin}/app?site=${encodeURIComponent(panel.bell.home.site)}`;
    return h("p", { class: "small muted" }, words.elsewhere, " ", h("a", { href: app }, new URL(app).host));
  }
  if (!canPush()) return h("p", { class: "small muted" }, words.cannot);
  const name = h("input", { part: "input", value: guess(words), maxlength: 60, required: true });
  const button = h("button", { class: "quiet", part: "button", type: "submit" }, words.on);
  const onsubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    panel.say((await turnOn(panel, words, key, name.value)) ?? words.isOn);
    await showDevices(panel, place);
  };
  return h("form", { onsubmit }, h("label", {}, h("span", {}, words.name), name), button);
}

/** Gives what stands in the way, if anything. @param {Panel} panel @param {Words} words @param {string} key @param {string} name */
async function turnOn({ bell }, words, key, name) {
  if ((await Notification.requestPermission()) !== "granted") return words.denied;
  try {
    await subscribe(await bell.home.client(), key, name);
  } catch (fault) {
    return fault instanceof DOMException ? words.noService : bell.failed(fault);
  }
}

/** A name to begin with. @param {Words} words */
function guess(words) {
  const said = navigator.userAgent;
  const among = (/** @type {[RegExp, string][]} */ names) => names.find(([sign]) => sign.test(said))?.[1] ?? "";
  const browser = among([
    [/Firefox/, "Firefox"],
    [/Edg/, "Edge"],
    [/Chrom/, "Chrome"],
    [/Safari/, "Safari"],
  ]);
  const system = among([
    [/Android/, "Android"],
    [/iPhone/, "iPhone"],
    [/iPad/, "iPad"],
    [/Windows/, "Windows"],
    [/Mac OS/, "Mac"],
    [/Linux/, "Linux"],
  ]);
  return words.called(browser || "Browser", system);
}
