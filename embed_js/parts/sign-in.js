/** Signing in, as a person sees it: a window of the service, and beside it what to do when that window asks. */
import { Device } from "../core/device.js";
import { fill, h } from "../core/dom.js";
import { enter } from "../core/door.js";
import { homeOf } from "../core/home.js";
import { form } from "../core/renew.js";
import { writingWords } from "../i18n/writing.js";
import { dress } from "../styles/touch.js";

/** @typedef {import("../core/device.js").Attempt} Attempt */
/** @typedef {import("../core/element.js").Widget & {slot: HTMLElement}} Staged */
/** @typedef {import("../core/home.js").Home} Home */
/** @typedef {import("../i18n/types.js").Writing} Writing */
/** @typedef {{device: Device, asked: Promise<Attempt>, attempt: Attempt | null, at: number}} Ahead */

const WINDOW = ["weerklank-sign-in", "popup,width=480,height=640"];
/** A window of the host's own origin can still be led on where `COOP: same-origin` cuts the tie to one of ours. */
const EMPTY = "about:blank";
/** Codes asked for ahead are used this long, milliseconds; the service forgets them after 120 s. */
const FRESH_MS = 60000;

/** @type {WeakMap<Home, Ahead>} */
const ahead = new WeakMap();
/** @typedef {{device: Device, popup: Window | null}} Run */
/** What is under way. @type {WeakMap<Home, Run>} */
const running = new WeakMap();

/** Ask for codes before the click, so that the click itself may open the right window. @param {Home} home @returns {Ahead} */
export function prepare(home) {
  const known = ahead.get(home);
  if (known && Date.now() - known.at < FRESH_MS) return known;
  const device = new Device(home.kit.origin, home.site, form);
  /** @type {Ahead} */
  const made = { device, asked: device.begin(home.tongue), attempt: null, at: Date.now() };
  made.asked.then(
    (attempt) => {
      made.attempt = attempt;
    },
    () => ahead.delete(home),
  );
  ahead.set(home, made);
  return made;
}

/** @param {Staged} widget @param {HTMLElement} slot where to say what is under way @param {HTMLElement | null} opener */
export function signIn(widget, slot, opener) {
  const { home } = widget;
  const open = running.get(home)?.popup;
  // Pressed again while the window stands behind this one: it is what one looks for.
  if (open && !open.closed) return open.focus();
  const known = prepare(home).attempt;
  const popup = window.open(known?.verification_uri_complete ?? EMPTY, ...WINDOW);
  return run(widget, slot, opener, popup, known);
}

/**
 * The way in. Its codes are asked for ahead and `press` is the click's own task: WebKit opens no window after a module
 * was fetched. @param {import("../core/element.js").Widget} widget @param {Writing} words @param {() => unknown} press
 */
export function signInButton({ home }, words, press) {
  const ready = () => prepare(home);
  const listen = { onclick: press, onpointerenter: ready, onfocus: ready, onpointerdown: ready };
  const look = { class: "primary", part: "button sign-in", type: "button" };
  return h("button", { ...look, ...listen }, words.signInAt(home.siteName));
}

/** `weerklank.signIn()`: shown in the first widget of the site. @param {import("../types.js").Kit} kit @param {Window | null} popup */
export async function signInAt(kit, popup) {
  const home = homeOf(kit, kit.site, kit.tongueOf(document.documentElement));
  for (const hub of home.hubs.values())
    for (const widget of hub.widgets.keys())
      if ("slot" in widget)
        return run(/** @type {Staged} */ (widget), /** @type {Staged} */ (widget).slot, null, popup);
  const { device, asked } = prepare(home);
  const attempt = await asked;
  direct(popup, attempt);
  const stop = converse(home, device, attempt, () => popup);
  await enter(home, await device.poll(attempt).finally(stop));
}

/**
 * @param {Staged} widget @param {HTMLElement} slot @param {HTMLElement | null} opener @param {Window | null} popup
 * @param {Attempt | null} [known] the attempt that the window was opened on; none: it waits to be told
 */
async function run(widget, slot, opener, popup, known = null) {
  const { home } = widget;
  running.get(home)?.device.stop();
  const { device, asked } = prepare(home);
  const mine = { device, popup };
  ahead.delete(home);
  running.set(home, mine);
  widget.signal.addEventListener("abort", () => device.stop());
  dress(widget);
  const words = await writingWords(widget.tongue);
  let stop = () => {};
  try {
    if (!known) greet(popup, words);
    const attempt = await asked;
    if (!known) direct(popup, attempt);
    stop = converse(home, device, attempt, () => popup);
    fill(
      slot,
      panel(words, attempt, () => device.stop()),
    );
    const limit = setTimeout(() => device.stop(), attempt.expires_in * 1000);
    const answer = await device.poll(attempt).finally(() => clearTimeout(limit));
    fill(slot);
    await enter(home, answer);
    welcome(widget, words, opener);
  } catch (fault) {
    // A later run has taken over the window and the place.
    if (running.get(home) !== mine) return;
    popup?.close();
    refused(widget, slot, opener, words, fault);
  } finally {
    stop();
    if (running.get(home) === mine) running.delete(home);
  }
}

/** Say in a window that was opened before the codes were there what it waits for. @param {Window | null} popup @param {Writing} words */
function greet(popup, words) {
  try {
    popup?.document.body.append(words.signInWait);
  } catch {
    // It shows a page of another origin still: an earlier attempt's.
  }
}

/** Lead a window that was opened before the codes were there. @param {Window | null} popup @param {Attempt} attempt */
function direct(popup, attempt) {
  if (popup && !popup.closed) popup.location = attempt.verification_uri_complete;
}

/**
 * Prove to the window that this page opened it, and hear that it is done. Only our service, only our window, only
 * this attempt. @param {Home} home @param {Device} device @param {Attempt} attempt @param {() => Window | null} popup
 */
function converse(home, device, attempt, popup) {
  const { origin } = home.kit;
  const { user_code, opener_proof } = attempt;
  const life = new AbortController();
  const hear = (/** @type {MessageEvent} */ event) => {
    if (event.origin !== origin || !event.source || event.source !== popup() || event.data?.user_code !== user_code)
      return;
    const { type } = event.data;
    if (type === "weerklank-proof-wanted")
      popup()?.postMessage({ type: "weerklank-proof", user_code, opener_proof }, origin);
    if (type === "weerklank-signed-in" || type === "weerklank-denied") device.hurry();
  };
  addEventListener("message", hear, { signal: life.signal });
  return () => life.abort();
}

/** @param {Writing} words @param {Attempt} attempt @param {() => void} cancel */
function panel(words, attempt, cancel) {
  const link = { href: attempt.verification_uri_complete, target: "_blank", rel: "opener" };
  return h(
    "div",
    { class: "panel", role: "group", "aria-label": words.signInTitle },
    h("p", { role: "status" }, words.signInBusy),
    h("p", {}, words.signInNumber, " ", h("strong", { class: "number" }, attempt.number)),
    h(
      "p",
      { class: "row small muted" },
      h("a", link, words.signInLink),
      h("button", { class: "link", part: "button", onclick: cancel }, words.cancel),
    ),
  );
}

/** @param {Staged} widget @param {Writing} words @param {HTMLElement | null} opener */
function welcome(widget, words, opener) {
  widget.say(words.signedInAs(widget.home.me?.name ?? ""));
  // The button that was pressed is gone: what one came for has the focus.
  const next = opener?.isConnected ? opener : widget.shadow.querySelector("[part~=input],button");
  /** @type {HTMLElement | null} */ (next)?.focus();
}

/** @param {Staged} widget @param {HTMLElement} slot @param {HTMLElement | null} opener @param {Writing} words @param {unknown} fault */
async function refused(widget, slot, opener, words, fault) {
  const { code } = /** @type {import("../core/problem.js").Problem} */ (fault);
  const said = {
    access_denied: words.signInDenied,
    expired_token: words.signInExpired,
    cancelled: words.signInExpired,
  };
  const message = said[/** @type {"cancelled"} */ (code)] ?? (await widget.failed(fault));
  const again = h(
    "button",
    { class: "link", part: "button", onclick: () => signIn(widget, slot, opener) },
    words.retry,
  );
  fill(slot, h("p", { class: "note", role: "alert" }, message, " ", again));
  prepare(widget.home).asked.catch(() => null);
  opener?.focus();
}
