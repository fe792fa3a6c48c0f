/** English, for counting. @type {import("./types.js").Counting} */
export const words = {
  count: (n) => (n === 0 ? "Comments" : n === 1 ? "1 comment" : `${n} comments`),
  countBare: "Comments",
};
