/** Times and the names of languages, in the reader's own. */

/** @type {[Intl.RelativeTimeFormatUnit, number][]} seconds, widest first */
const STEPS = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];
/** Older than this a date says more than a distance, seconds. */
const WEEK = 604800;

/** Formatters are dear to make: one of each kind. @type {Record<string, any>} */
const formats = {};

/** @template T @param {string} key @param {() => T} make @returns {T} */
const kept = (key, make) => (formats[key] ??= make());

/**
 * "2 uur geleden", "gisteren", "18 november", and "zojuist" for what a clock running behind would put in the future.
 * @param {string} at ISO 8601 @param {string} tongue @param {string} justNow @param {number} [now] milliseconds
 */
export function ago(at, tongue, justNow, now = Date.now()) {
  const then = new Date(at);
  const seconds = (now - then.getTime()) / 1000;
  if (seconds < 45) return justNow;
  if (seconds >= WEEK) return day(then, tongue, now);
  const format = kept(`ago ${tongue}`, () => new Intl.RelativeTimeFormat(tongue, { numeric: "auto" }));
  for (const [unit, size] of STEPS)
    if (seconds >= size || unit === "minute") return format.format(-Math.max(1, Math.round(seconds / size)), unit);
  return justNow;
}

/** @param {Date} then @param {string} tongue @param {number} now */
function day(then, tongue, now) {
  const year = then.getFullYear() === new Date(now).getFullYear() ? undefined : "numeric";
  const make = () => new Intl.DateTimeFormat(tongue, { day: "numeric", month: "long", year });
  return kept(`day ${tongue} ${year}`, make).format(then);
}

/** "Engels" for "en"; what is no language to the browser as it was written. @param {string} lang @param {string} tongue */
export function languageName(lang, tongue) {
  try {
    return kept(`name ${tongue}`, () => new Intl.DisplayNames(tongue, { type: "language" })).of(lang) ?? lang;
  } catch {
    return lang;
  }
}
