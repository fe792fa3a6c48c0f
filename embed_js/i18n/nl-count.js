/** Dutch, for counting. @type {import("./types.js").Counting} */
export const words = {
  count: (n) => (n === 0 ? "Reacties" : n === 1 ? "1 reactie" : `${n} reacties`),
  countBare: "Reacties",
};
