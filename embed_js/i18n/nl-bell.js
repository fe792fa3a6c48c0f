/** Dutch, for the bell. @type {import("./types.js").Bell} */
export const words = {
  bell: (n) => (n ? `Meldingen, ${n > 99 ? "meer dan 99" : n} nieuw` : "Meldingen"),
  bellRose: (n) => (n === 1 ? "1 nieuwe melding" : `${n} nieuwe meldingen`),
};
