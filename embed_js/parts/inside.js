/** What the bell does in the app, on the service's own address: names the conversation, and keeps this device's push right. */
import { fill, h } from "../core/dom.js";
import { devicesOf, subscribe, subscribed, unsubscribe } from "./subscribing.js";

/** @typedef {import("../elements/bell.js").Bell} Bell */
/** @typedef {import("../core/home.js").Home} Home */

/** From now on, whoever signs in. @param {Bell} bell */
export function settle(bell) {
  const { home, kit, signal } = bell;
  let me = "";
  const arrive = (/** @type {HTMLElement} */ widget) => {
    const page = home.hubs.get(kit.placeOf(widget).id)?.data?.page;
    const heading = document.querySelector("h1");
    if (widget.localName === "weerklank-thread" && page && heading) name(heading, page);
    if (!home.me || home.me.id === me) return;
    me = home.me.id;
    align(home).catch(() => null);
  };
  const widgets = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("weerklank-thread,weerklank-feed"));
  for (const widget of widgets) {
    if (home.hubs.get(kit.placeOf(widget).id)?.state === "ready") arrive(widget);
    widget.addEventListener("weerklank-ready", () => arrive(widget), { signal });
  }
}

/** @param {HTMLElement} heading @param {{title: string, url: string}} page */
function name(heading, { title, url }) {
  if (!title) return;
  fill(heading, /^https?:/.test(url) ? h("a", { href: url }, title) : title);
  document.title = title;
}

/** A subscription of somebody else, or of a device taken away elsewhere, ends; one for another key is made anew. @param {Home} home */
async function align(home) {
  const own = await subscribed();
  if (!own) return;
  const client = await home.client();
  const { items, application_server_key: key } = await devicesOf(client);
  const device = items.find(({ endpoint }) => endpoint === own.endpoint);
  if (!device) await own.unsubscribe();
  else if (encoded(own.options.applicationServerKey) !== key) {
    await unsubscribe(client, device);
    await subscribe(client, key, device.name);
  }
}

/** Who signs out is told nothing here any more. @param {Home} home */
export async function part(home) {
  const own = await subscribed();
  if (!own) return;
  try {
    const client = await home.client();
    for (const device of (await devicesOf(client)).items)
      if (device.endpoint === own.endpoint) await unsubscribe(client, device);
  } finally {
    // Also where the service cannot be asked: the next push is answered as gone, and it forgets the device by itself.
    await own.unsubscribe();
  }
}

/** Base64url. @param {ArrayBuffer | null} key */
function encoded(key) {
  const text = btoa(String.fromCharCode(...new Uint8Array(key ?? new ArrayBuffer(0))));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
