/** English, for every widget. @type {import("./types.js").Common} */
export const words = {
  kinds: { like: "Helpful" },
  you: "You",
  others: (n) => (n === 1 ? "1 other" : `${n} others`),
};
