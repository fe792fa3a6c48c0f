/** English, for sites with more than one kind of reaction. @type {Record<string, string>} */
export const words = {
  love: "Lovely",
  laugh: "Funny",
  celebrate: "Congratulations",
  insightful: "Insightful",
  thanks: "Thank you",
  support: "Support",
};
