/** Words in the reader's language. Loads one language, the one that is needed. */

/** What travelled with the bundle or was fetched since, by file. @type {Record<string, object>} */
const known = {};

/** Put words in place that travelled with the bundle. @param {string} name @param {object} words */
export function learn(name, words) {
  known[name] = words;
}

/** nl or en. @param {string} tongue */
export const short = (tongue) => (/^nl/i.test(tongue) ? "nl" : "en");

/** @typedef {Record<string, () => Promise<{words: object}>>} Vocabulary files of one purpose, by name */

/**
 * The words of one language, out of as many files as the widget names.
 * @param {string} tongue @param {Vocabulary} files @returns {Promise<any>}
 */
export async function wordsOf(tongue, files) {
  const all = {};
  for (const [name, load] of Object.entries(files))
    if (name.startsWith(short(tongue))) Object.assign(all, known[name] ?? (await load()).words);
  return all;
}
