/** English, for following. @type {import("./types.js").Following} */
export const words = {
  follow: "Follow",
  followAt: "How much do you want to hear?",
  levels: { all: "Everything", mentions: "Only when I am mentioned", off: "Stop following" },
  followed: {
    all: "You follow this.",
    mentions: "You hear of it when you are mentioned.",
    off: "You no longer follow this.",
  },
  followMore: "Follow…",
  thisTalk: "This conversation",
  inTalk: "You follow this conversation",
  leaveTalk: "stop following",
  outOfTalk: "You no longer follow this conversation",
};
