/**
 * One socket a site on this page: it says that something is new, never what.
 *
 * A widget fetches this late and calls `listen(widget, {page} or {topic}, ears)`; topics are "notifications" and
 * "feed". Its ears are told `up()` when the way is open, now or again: ask once for what was missed, and no more by the
 * clock; `down()` when it is not: ask by the clock; `left()` when one may not hear of it any more; and `news(said)`: ids
 * and counters, see types.d.ts.
 *
 * It speaks what it needs of Socket.IO 5 over Engine.IO 4: six kinds of packets. Nothing here is said to the reader.
 */

/** @typedef {import("./element.js").Widget} Widget */
/** @typedef {import("./home.js").Home} Home */
/** @typedef {{page?: string, topic?: string}} Place */
/** @typedef {{up(): void, down(): void, news(said: any): void, left?(): void}} Ears */
/** @typedef {{place: Place, ears: Ears, joined: boolean}} Listener */

/** Milliseconds: how long a page that nobody looks at keeps its socket. */
const HIDDEN_MS = 120000;
/** The service pings every 25 seconds: after this silence the way is dead, whatever the browser thinks. */
const SILENCE_MS = 50000;
/** How often to look whether the token is a newer one; it is renewed 20 seconds before its end. */
const RENEW_MS = 15000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 300000;
/** The service's close code for a session that has ended. */
const SESSION_ENDED = 4401;

/** Milliseconds before the next try after so many failures; never the same for all who were cut off together. @param {number} failures */
export const pauseAfterFailures = (failures, chance = Math.random()) =>
  Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS) * (0.5 + chance / 2);

class Line {
  /** @type {Set<Listener>} */
  #listeners = new Set();
  /** @type {WebSocket | null} */
  #socket = null;
  #opening = false;
  #failures = 0;
  #asked = 0;
  /** @type {Map<string, (answer: any) => void>} */
  #answers = new Map();
  #token = "";
  #next = 0;
  #silence = 0;
  #hidden = 0;

  /** @param {Home} home */
  constructor(home) {
    this.home = home;
    document.addEventListener("visibilitychange", () => this.#look());
    addEventListener("online", () => this.#open());
    // A page with an open socket is not kept for the way back.
    addEventListener("pagehide", () => this.#hangUp());
    addEventListener("pageshow", () => this.#open());
    setInterval(() => this.#renew(), RENEW_MS);
  }

  /** @param {Listener} listener */
  add(listener) {
    this.#listeners.add(listener);
    if (this.#token) this.#join(listener);
    else this.#open();
  }

  /** @param {Listener} listener */
  remove(listener) {
    this.#listeners.delete(listener);
    if (!this.#listeners.size) this.#hangUp();
    else if (listener.joined) this.#ask("leave", listener.place);
  }

  /** Somebody signed in or out. */
  changed() {
    if (this.home.session.state === "in") this.#open();
    else this.#hangUp();
  }

  #look() {
    clearTimeout(this.#hidden);
    if (document.visibilityState === "visible") this.#open();
    else this.#hidden = setTimeout(() => this.#hangUp(), HIDDEN_MS);
  }

  async #open() {
    const { session, kit } = this.home;
    const wanted = this.#listeners.size && session.state === "in" && document.visibilityState === "visible";
    if (this.#socket || this.#opening || !wanted) return;
    clearTimeout(this.#next);
    this.#opening = true;
    try {
      const token = await session.token();
      const socket = new WebSocket(`${kit.origin.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`);
      this.#socket = socket;
      this.#listen();
      socket.onmessage = ({ data }) => socket === this.#socket && this.#hear(`${data}`, token);
      socket.onclose = ({ code }) => socket === this.#socket && this.#closed(code);
    } catch {
      // No token, or a page that allows no sockets: the clock goes on.
      this.#later();
    } finally {
      this.#opening = false;
    }
  }

  /** @param {string} packet @param {string} token */
  #hear(packet, token) {
    this.#listen();
    if (packet === "2") this.#send("3");
    else if (packet.startsWith("0")) this.#send(`40${JSON.stringify({ token })}`);
    else if (packet.startsWith("40")) this.#ready(token);
    else if (packet.startsWith("44")) this.#closed(SESSION_ENDED);
    const event = /^4(?:2|3(\d+))(\[.*)$/s.exec(packet);
    if (!event) return;
    const [first, second] = JSON.parse(event[2]);
    if (event[1]) this.#answers.get(event[1])?.(first);
    else this.#tell(first, second);
  }

  /** @param {string} token */
  #ready(token) {
    this.#token = token;
    this.#failures = 0;
    for (const listener of this.#listeners) this.#join(listener);
  }

  /** @param {Listener} listener */
  async #join(listener) {
    const { code } = await this.#ask("join", listener.place);
    // What may not be heard live is asked for by the clock, and refused there.
    if (code || !this.#listeners.has(listener)) return;
    listener.joined = true;
    listener.ears.up();
  }

  /** @param {string} event @param {any} said */
  #tell(event, said) {
    if (event === "again") return this.#again(said);
    for (const listener of this.#listeners) {
      const { place, ears } = listener;
      if ((place.page ?? place.topic) !== (said.page ?? said.topic)) continue;
      if (event !== "left") ears.news(said);
      else {
        this.#lose(listener);
        ears.left?.();
      }
    }
  }

  /** The service may have missed something: all who listen ask, not all of them at once. @param {{spread_seconds: number}} said */
  #again({ spread_seconds: seconds }) {
    const up = () => {
      for (const { joined, ears } of this.#listeners) if (joined) ears.up();
    };
    setTimeout(up, Math.random() * seconds * 1000);
  }

  /** @param {Listener} listener */
  #lose(listener) {
    if (listener.joined) listener.ears.down();
    listener.joined = false;
  }

  async #renew() {
    if (!this.#token) return;
    const token = await this.home.session.token().catch(() => "");
    if (!token || token === this.#token) return;
    const { code } = await this.#ask("renew", { token });
    if (!code) this.#token = token;
  }

  /** @param {string} event @param {object} said @returns {Promise<any>} */
  #ask(event, said) {
    this.#asked += 1;
    const number = `${this.#asked}`;
    // By hand: an old library's toJSON on lists would bend it.
    this.#send(`42${number}["${event}",${JSON.stringify(said)}]`);
    return new Promise((answer) => this.#answers.set(number, answer)).finally(() => this.#answers.delete(number));
  }

  /** @param {string} packet */
  #send(packet) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(packet);
  }

  /** Something came: the way is alive. */
  #listen() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#closed(0), SILENCE_MS);
  }

  /** @param {number} code */
  async #closed(code) {
    this.#drop();
    this.#later();
    // Signed out elsewhere, or only this token: whoever has no session any more finds out here.
    if (code === SESSION_ENDED) await this.home.session.renew().catch(() => null);
  }

  #hangUp() {
    clearTimeout(this.#next);
    this.#drop();
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    this.#token = "";
    this.#answers.clear();
    clearTimeout(this.#silence);
    socket?.close();
    for (const listener of this.#listeners) this.#lose(listener);
  }

  #later() {
    clearTimeout(this.#next);
    this.#next = setTimeout(() => this.#open(), pauseAfterFailures(this.#failures));
    this.#failures += 1;
  }
}

/**
 * Hear of a page, or of a topic that concerns oneself, as long as the widget lives.
 * @param {Widget} widget @param {Place} place @param {Ears} ears
 */
export function listen(widget, place, ears) {
  const { home, hub, signal } = widget;
  // On the home, which the bundles of a page share.
  const shared = /** @type {{line?: Line}} */ (/** @type {unknown} */ (home));
  shared.line ??= new Line(home);
  const { line } = shared;
  const listener = { place, ears, joined: false };
  const kind = /** @type {typeof import("./element.js").Widget} */ (widget.constructor).kind;
  hub.join({ changed: () => line.changed() }, kind, signal);
  signal.addEventListener("abort", () => line.remove(listener));
  line.add(listener);
}
