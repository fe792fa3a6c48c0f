/** English, for what the bell opens. @type {import("./types.js").Told} */
export const words = {
  title: "Notifications",
  none: "Nothing to tell yet. Answers, mentions and news of whom and what you follow will come here.",
  isNew: "new",
  now: "just now",
  allSeen: "Mark all as seen",
  undone: "Undo",
  seenSaid: "All are marked as seen.",
  unseenSaid: "The notifications are new again.",
  more: "Older notifications",
  close: "Close",
  back: "Back",
  settings: "Settings",
  saved: "Your choice is saved.",
  others: (n) => (n === 1 ? "1 other" : `${n} others`),
  and: "and",
  did(told) {
    const at = told.page ? ` at ${told.page}` : "";
    switch (told.why) {
      case "mention":
        return `mentioned you${at}`;
      case "reply":
        return `answered your comment${at}`;
      case "page":
        return `commented on your page ${told.page}`;
      case "reaction":
        return `found your comment helpful${at}`;
      case "follow":
        return told.total === 1 ? "follows you" : "follow you";
      case "offer":
        return told.total === 1 ? `wants to join ${told.about}` : `want to join ${told.about}`;
      case "invite":
        return `invited you to ${told.about}`;
      case "accept":
        return `let you into ${told.about}`;
      case "actor":
        return `wrote something new${at}; you follow ${told.about}`;
      case "topic":
        return `wrote about ${told.about}${at}`;
      default:
        return `wrote something new${at}`;
    }
  },
  choices: "What you hear of, and how",
  channels: [
    ["bell", "Here"],
    ["mail", "Mail"],
    ["push", "Push"],
  ],
  rows: [
    ["mention", "Somebody mentions me"],
    ["reply", "An answer to my comment"],
    ["page", "A comment on my page"],
    ["reaction", "Somebody finds my comment helpful"],
    ["follow", "Somebody follows me"],
    ["group", "Groups: request or invitation"],
    ["new", "News of whom and what I follow"],
  ],
  through: (row, channel) => `${row}: ${channel}`,
  peace: "No mail and no push",
  evenings: "In the evening and at night",
  from: "From",
  until: "Until",
  weekdays: ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
  days: "Whole days",
  digest: "Digest by mail, when I was away",
  rhythms: [
    ["never", "never"],
    ["daily", "each day"],
    ["weekly", "each week"],
  ],
  off: "Holiday",
  offFrom: "Off from",
  offUntil: "up to and including",
};
