/** English, for files. @type {import("./types.js").Files} */
export const words = {
  attach: "Attach a file",
  attached: "Files with this message",
  sending: (name, percent) => `Sending ${name}: ${percent}%`,
  wait: "A file is still being sent. One moment.",
  alt: "What does it show?",
  altOf: (name) => `What does ${name} show?`,
  decorates: "Only decorates",
  describe: "Say of each image what it shows, or that it only decorates.",
  remove: (name) => `Remove ${name}`,
  open: (name) => `Open the image: ${name}`,
  save: "Save",
  most: "At most 10 files with a message.",
};
