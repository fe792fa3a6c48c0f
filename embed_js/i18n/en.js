/** English, for every widget. @type {import("./types.js").Common} */
export const words = {
  kinds: {
    like: "Helpful",
    love: "Lovely",
    laugh: "Funny",
    celebrate: "Congratulations",
    insightful: "Insightful",
    thanks: "Thank you",
    support: "Support",
  },
  you: "You",
  others: (n) => (n === 1 ? "1 other" : `${n} others`),
  who: (line) => `${line}: show who`,
  signInAt: (site) => (site ? `Sign in at ${site}` : "Sign in"),
};
