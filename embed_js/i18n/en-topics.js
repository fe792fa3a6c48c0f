/** English, for managers who put topics in order. @type {import("./topics.js").Topics} */
export const words = {
  topics: "Topics",
  find: "Find a topic",
  none: "No topic begins so.",
  uses: (n) => (n === 1 ? "used once" : `used ${n} times`),
  found: (n) => (n === 1 ? "1 topic" : `${n} topics`),
  rename: "Rename",
  newName: "New name",
  save: "Save",
  renamed: (name) => `It is called ${name} now.`,
  merge: "Merge into…",
  into: "Into which topic?",
  mergeWith: (name) => `Merge with ${name} instead`,
  sure: (gone, into) => `Merge ${gone} into ${into}?`,
  moves: (n) =>
    `${n === 1 ? "1 page or comment moves" : `${n} pages and comments move`}, with all who follow it, and with what you cannot read. This cannot be undone.`,
  mergeIt: "Merge",
  merged: (gone, into) => `${gone} is part of ${into} now.`,
  cancel: "Cancel",
  of: (label, name) => `${label}: ${name}`,
};
