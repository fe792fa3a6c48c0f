/** "Jij, Anna en 22 anderen": who reacted, in one line. */

/** @typedef {import("../types.js").Person} Person */
/** @typedef {import("../i18n/types.js").Reading} Reading */

/** People by first name, a department by its whole name. @param {Person} person */
const shortName = (person) => (person.kind === "shared" ? person.name : person.name.split(" ")[0]);

/**
 * @param {object} known
 * @param {boolean} known.mine the reader is among them
 * @param {string | undefined} known.me id of the reader
 * @param {Person[]} known.people the newest few
 * @param {number} known.total
 * @param {Reading} words @param {string} tongue
 */
export function whoLine({ mine, me, people, total }, words, tongue) {
  const names = mine ? [words.you] : [];
  const room = total <= 3 ? total : 2;
  for (const person of people) if (person.id !== me && names.length < room) names.push(shortName(person));
  if (total > names.length && names.length) names.push(words.others(total - names.length));
  return new Intl.ListFormat(tongue).format(names);
}
