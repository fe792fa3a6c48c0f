/**
 * What was typed and not yet sent. It belongs to a person: it goes when they sign out or somebody else signs in.
 * Kept in web storage where the browser allows, else as long as the page stands.
 */

/** @typedef {{text: string, lang: string}} Draft */

const PREFIX = "weerklank-draft";
/** @type {Map<string, string>} */
const memory = new Map();

/** @param {string} site @param {string} person @param {string} object */
const keyOf = (site, person, object) => `${PREFIX} ${site} ${person} ${object}`;

/** Try web storage: it throws where it is blocked or full. @template T @param {(storage: Storage) => T} work @returns {T | null} */
function stored(work) {
  try {
    return work(localStorage);
  } catch {
    return null;
  }
}

/** @param {string} site @param {string} person @param {string} object @param {Draft} draft */
export function keep(site, person, object, draft) {
  const key = keyOf(site, person, object);
  if (!draft.text.trim()) return drop(site, person, object);
  const text = JSON.stringify(draft);
  memory.set(key, text);
  stored((storage) => storage.setItem(key, text));
}

/** @param {string} site @param {string} person @param {string} object @returns {Draft | null} */
export function recall(site, person, object) {
  const key = keyOf(site, person, object);
  const text = memory.get(key) ?? stored((storage) => storage.getItem(key));
  try {
    const draft = JSON.parse(text ?? "null");
    return typeof draft?.text === "string" ? draft : null;
  } catch {
    return null;
  }
}

/** @param {string} site @param {string} person @param {string} object */
export function drop(site, person, object) {
  const key = keyOf(site, person, object);
  memory.delete(key);
  stored((storage) => storage.removeItem(key));
}

/** The person leaves: all of theirs goes. @param {string} site @param {string} person */
export function forget(site, person) {
  sweep((key) => key.startsWith(keyOf(site, person, "")));
}

/** Somebody is here: what others typed on this site goes. @param {string} site @param {string} person */
export function forgetOthers(site, person) {
  sweep((key) => key.startsWith(`${PREFIX} ${site} `) && !key.startsWith(keyOf(site, person, "")));
}

/** @param {(key: string) => boolean} doomed */
function sweep(doomed) {
  for (const key of [...memory.keys()]) if (doomed(key)) memory.delete(key);
  stored((storage) => {
    for (let at = storage.length - 1; at >= 0; at -= 1) {
      const key = storage.key(at);
      if (key && doomed(key)) storage.removeItem(key);
    }
  });
}
