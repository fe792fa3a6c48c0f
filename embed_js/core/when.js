/** The whole date and time, for whoever asks. */

/** @type {Record<string, Intl.DateTimeFormat>} */
const formats = {};

/** @param {string} at ISO 8601 @param {string} tongue */
export function fullTime(at, tongue) {
  formats[tongue] ??= new Intl.DateTimeFormat(tongue, { dateStyle: "full", timeStyle: "short" });
  return formats[tongue].format(new Date(at));
}
