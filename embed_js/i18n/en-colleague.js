/** English, for the cards of people. @type {import("./colleague.js").People} */
export const words = {
  knows: (topics) => `Knows about ${topics}`,
  wrote: (name) => `What ${name} wrote`,
  team: "A department",
  former: "Former colleague",
};
