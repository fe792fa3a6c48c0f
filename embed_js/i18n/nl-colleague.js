/** Dutch, for the cards of people. @type {import("./colleague.js").People} */
export const words = {
  knows: (topics) => `Weet van ${topics}`,
  wrote: (name) => `Wat ${name} schreef`,
  team: "Een afdeling",
  former: "Oud-collega",
};
