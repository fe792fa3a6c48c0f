/** English, for the bell. @type {import("./types.js").Bell} */
export const words = {
  bell: (n) => (n ? `Notifications, ${n > 99 ? "more than 99" : n} new` : "Notifications"),
  bellRose: (n) => (n === 1 ? "1 new notification" : `${n} new notifications`),
};
