/** Dutch, for files. @type {import("./types.js").Files} */
export const words = {
  attach: "Bestand toevoegen",
  attached: "Bestanden bij dit bericht",
  sending: (name, percent) => `${name} wordt verstuurd: ${percent}%`,
  wait: "Er wordt nog een bestand verstuurd. Een ogenblik.",
  alt: "Wat is er te zien?",
  altOf: (name) => `Wat is er te zien op ${name}?`,
  decorates: "Alleen versiering",
  describe: "Zeg bij elke afbeelding wat er te zien is, of dat ze alleen versiert.",
  remove: (name) => `${name} weghalen`,
  open: (name) => `Afbeelding openen: ${name}`,
  save: "Opslaan",
  most: "Hoogstens 10 bestanden bij een bericht.",
};
