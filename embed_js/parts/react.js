/** Reactions: what a click wants, sent one at a time, shown at once, taken back when refused. */

/** @typedef {import("../types.js").Tally} Tally */
/** @typedef {import("../core/hub.js").Hub} Hub */
/** @typedef {import("../core/element.js").Widget} Widget */
/**
 * @typedef {object} Thing a page or a comment
 * @property {string} object its id
 * @property {Tally} tally
 * @property {() => void} changed shows it
 */

/** Turns clicks into the fewest requests: the last wish wins, one request at a time. */
export class Wish {
  /** @type {Promise<void> | null} */
  #sending = null;

  /**
   * @param {string | null} known the kind the service has now
   * @param {(kind: string, on: boolean) => Promise<any>} send
   * @param {(kind: string | null, answer: any, fault: unknown) => void} settled told when nothing is under way any more
   */
  constructor(known, send, settled) {
    this.known = known;
    this.wanted = known;
    this.send = send;
    this.settled = settled;
  }

  /** @param {string | null} kind */
  want(kind) {
    this.wanted = kind;
    this.#sending ??= this.#run().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  async #run() {
    let answer = null;
    try {
      while (this.wanted !== this.known) {
        const target = this.wanted;
        answer = await this.send(target ?? /** @type {string} */ (this.known), target !== null);
        this.known = target;
      }
      this.settled(this.known, answer, null);
    } catch (fault) {
      this.wanted = this.known;
      this.settled(this.known, null, fault);
    }
  }
}

/** @type {Map<string, Wish>} what is under way, by object */
const wishes = new Map();

/** Show at once what the person wants of a thing, and send it. @param {Widget} widget @param {Thing} thing @param {string | null} kind */
export function react(widget, thing, kind) {
  const { hub } = widget;
  const wish = wishes.get(thing.object) ?? begin(widget, thing);
  thing.tally = shifted(thing.tally, wish.wanted, kind);
  setReaction(hub, thing.object, kind);
  thing.changed();
  wish.want(kind);
}

/** @param {Widget} widget @param {Thing} thing */
function begin(widget, thing) {
  const { hub, home } = widget;
  const { object } = thing;
  const known = hub.reaction(object);
  const before = thing.tally;
  const send = async (/** @type {string} */ kind, /** @type {boolean} */ on) =>
    (await home.client()).react(object, kind, on);
  const wish = new Wish(known, send, (kind, answer, fault) => {
    wishes.delete(object);
    // Half of the wishes may have come through before one failed: count from where the service stands.
    thing.tally = answer?.tally ?? (fault ? shifted(before, known, kind) : thing.tally);
    setReaction(hub, object, kind);
    thing.changed();
    if (fault) widget.failed(fault).then((sentence) => widget.say(sentence));
    else widget.emit("reacted", { object, kind: kind ?? known, on: kind !== null });
  });
  wishes.set(object, wish);
  return wish;
}

/** @param {Hub} hub @param {string} object @param {string | null} kind */
function setReaction(hub, object, kind) {
  const reactions = kind ? [kind] : [];
  const own = hub.mine[object];
  if (own) own.reactions = reactions;
  else hub.mine[object] = { reactions, may: [] };
}

/** The tally when one person goes from one kind to another. @param {Tally} tally @param {string | null} from @param {string | null} to */
export function shifted(tally, from, to) {
  const next = { ...tally };
  if (from) next[from] = Math.max(0, (next[from] ?? 0) - 1);
  if (to) next[to] = (next[to] ?? 0) + 1;
  return next;
}

/** Is a reaction on this object under way? Then the service's older word about it does not count. @param {string} object */
export const underway = (object) => wishes.has(object);
