/** Dutch, for sites with more than one kind of reaction. @type {Record<string, string>} */
export const words = {
  love: "Mooi",
  laugh: "Grappig",
  celebrate: "Gefeliciteerd",
  insightful: "Leerzaam",
  thanks: "Dank je",
  support: "Steun",
};
