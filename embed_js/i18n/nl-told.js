/** Dutch, for what the bell opens. @type {import("./types.js").Told} */
export const words = {
  title: "Meldingen",
  none: "Er is nog niets te melden. Antwoorden, vermeldingen en nieuws van wie en wat je volgt komen hier.",
  isNew: "nieuw",
  now: "zojuist",
  allSeen: "Alles gezien",
  undone: "Ongedaan maken",
  seenSaid: "Alles is als gezien gemarkeerd.",
  unseenSaid: "De meldingen zijn weer nieuw.",
  more: "Oudere meldingen",
  close: "Sluiten",
  back: "Terug",
  settings: "Instellingen",
  saved: "Je keuze is bewaard.",
  others: (n) => (n === 1 ? "1 ander" : `${n} anderen`),
  and: "en",
  did(told) {
    const one = told.total === 1;
    const at = told.page ? ` bij ${told.page}` : "";
    switch (told.why) {
      case "mention":
        return `${one ? "noemde" : "noemden"} je${at}`;
      case "reply":
        return `${one ? "reageerde" : "reageerden"} op je reactie${at}`;
      case "page":
        return `${one ? "reageerde" : "reageerden"} op je pagina ${told.page}`;
      case "reaction":
        return `${one ? "vond" : "vonden"} je reactie nuttig${at}`;
      case "follow":
        return `${one ? "volgt" : "volgen"} je`;
      case "offer":
        return `${one ? "wil" : "willen"} lid worden van ${told.about}`;
      case "invite":
        return `nodigde je uit voor ${told.about}`;
      case "accept":
        return `liet je toe tot ${told.about}`;
      case "actor":
        return `${one ? "schreef" : "schreven"} iets nieuws${at}; je volgt ${told.about}`;
      case "topic":
        return `${one ? "schreef" : "schreven"} over ${told.about}${at}`;
      default:
        return `${one ? "schreef" : "schreven"} iets nieuws${at}`;
    }
  },
  choices: "Waarvan je hoort, en hoe",
  channels: [
    ["bell", "Hier"],
    ["mail", "Mail"],
    ["push", "Push"],
  ],
  rows: [
    ["mention", "Iemand noemt mij"],
    ["reply", "Antwoord op mijn reactie"],
    ["page", "Reactie op mijn pagina"],
    ["reaction", "Iemand vindt mijn reactie nuttig"],
    ["follow", "Iemand volgt mij"],
    ["group", "Groepen: verzoek of uitnodiging"],
    ["new", "Nieuws van wie en wat ik volg"],
  ],
  through: (row, channel) => `${row}: ${channel}`,
  peace: "Geen mail en geen push",
  evenings: "’s Avonds en ’s nachts",
  from: "Van",
  until: "Tot",
  weekdays: ["ma", "di", "wo", "do", "vr", "za", "zo"],
  days: "Hele dagen",
  digest: "Overzicht per mail, als ik er niet was",
  rhythms: [
    ["never", "nooit"],
    ["daily", "elke dag"],
    ["weekly", "elke week"],
  ],
  off: "Vakantie",
  offFrom: "Vrij van",
  offUntil: "tot en met",
};
