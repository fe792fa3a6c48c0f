/** Dutch, for managers who put topics in order. @type {import("./topics.js").Topics} */
export const words = {
  topics: "Onderwerpen",
  find: "Zoek een onderwerp",
  none: "Geen onderwerp begint zo.",
  uses: (n) => `${n} keer gebruikt`,
  found: (n) => (n === 1 ? "1 onderwerp" : `${n} onderwerpen`),
  rename: "Hernoemen",
  newName: "Nieuwe naam",
  save: "Opslaan",
  renamed: (name) => `Het heet nu ${name}.`,
  merge: "Samenvoegen met…",
  into: "Met welk onderwerp?",
  mergeWith: (name) => `Dan samenvoegen met ${name}`,
  sure: (gone, into) => `${gone} laten opgaan in ${into}?`,
  moves: (n) =>
    `${n === 1 ? "1 pagina of reactie gaat mee" : `${n} pagina’s en reacties gaan mee`}, met ieder die het volgt, en met wat jij niet kunt lezen. Dit is niet terug te draaien.`,
  mergeIt: "Samenvoegen",
  merged: (gone, into) => `${gone} is nu deel van ${into}.`,
  cancel: "Annuleren",
  of: (label, name) => `${label}: ${name}`,
};
