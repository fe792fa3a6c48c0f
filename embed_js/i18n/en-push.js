/** English, for the devices that are told. @type {import("./push.js").Pushing} */
export const words = {
  devices: "Push on your devices",
  passes:
    "Push passes the servers of whoever makes your browser (Google, Mozilla, Apple or Microsoft). It carries no text: only that there is something for you.",
  through: (service) => `passes ${service}’s servers`,
  here: "this device",
  name: "Name of this device",
  on: "Push on this device",
  off: (name) => `Switch off push on ${name}`,
  away: "Switch off",
  isOn: "Push is on, on this device.",
  isOff: "Push is off there.",
  elsewhere: "You switch it on on the device itself, in the app:",
  cannot: "This browser cannot take push. On an iPhone or iPad: put the app on your home screen first.",
  denied: "You let this browser show no notifications. You change that in its settings for this address.",
  noService: "This browser reaches no push service: that of its maker is out of reach from here, or it has none.",
  called: (browser, system) => (system ? `${browser} on ${system}` : browser),
};
