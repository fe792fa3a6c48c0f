/** Dutch, for every widget. @type {import("./types.js").Common} */
export const words = {
  kinds: { like: "Nuttig" },
  you: "Jij",
  others: (n) => (n === 1 ? "1 ander" : `${n} anderen`),
};
