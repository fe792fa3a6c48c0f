/** Dutch, for every widget. @type {import("./types.js").Common} */
export const words = {
  kinds: {
    like: "Nuttig",
    love: "Mooi",
    laugh: "Grappig",
    celebrate: "Gefeliciteerd",
    insightful: "Leerzaam",
    thanks: "Dank je",
    support: "Steun",
  },
  you: "Jij",
  others: (n) => (n === 1 ? "1 ander" : `${n} anderen`),
  who: (line) => `${line}: toon wie`,
  signInAt: (site) => (site ? `Aanmelden bij ${site}` : "Aanmelden"),
};
