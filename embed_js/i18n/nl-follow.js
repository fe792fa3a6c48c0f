/** Dutch, for following. @type {import("./types.js").Following} */
export const words = {
  follow: "Volgen",
  followAt: "Hoeveel wil je horen?",
  levels: { all: "Alles", mentions: "Alleen als ik word genoemd", off: "Niet meer volgen" },
  followed: { all: "Je volgt dit.", mentions: "Je hoort het als je wordt genoemd.", off: "Je volgt dit niet meer." },
  followMore: "Volgen…",
  thisTalk: "Dit gesprek",
  inTalk: "Je volgt dit gesprek",
  leaveTalk: "niet meer volgen",
  outOfTalk: "Je volgt dit gesprek niet meer",
};
