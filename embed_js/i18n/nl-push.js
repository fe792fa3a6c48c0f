/** Dutch, for the devices that are told. @type {import("./push.js").Pushing} */
export const words = {
  devices: "Push op je apparaten",
  passes:
    "Push gaat langs de servers van wie je browser maakt (Google, Mozilla, Apple of Microsoft). Er staat geen tekst in: alleen dat er iets voor je is.",
  through: (service) => `gaat langs de servers van ${service}`,
  here: "dit apparaat",
  name: "Naam van dit apparaat",
  on: "Push aan op dit apparaat",
  off: (name) => `Uitzetten: push op ${name}`,
  away: "Uitzetten",
  isOn: "Push staat aan op dit apparaat.",
  isOff: "Push staat daar uit.",
  elsewhere: "Aanzetten doe je op het apparaat zelf, in de app:",
  cannot: "Deze browser kan geen push ontvangen. Op een iPhone of iPad: zet de app eerst op je beginscherm.",
  denied: "Deze browser mag van jou geen meldingen tonen. Dat verander je in zijn instellingen voor dit adres.",
  noService: "Deze browser bereikt geen pushdienst: die van zijn maker is hier niet te bereiken, of hij heeft er geen.",
  called: (browser, system) => (system ? `${browser} op ${system}` : browser),
};
