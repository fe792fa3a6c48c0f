/** The words of people's cards, fetched when the first is opened. */
import { short } from "../core/i18n.js";

/** @param {string} tongue @returns {Promise<import("./colleague.js").People>} */
export const colleagueWords = async (tongue) =>
  (await (short(tongue) === "nl" ? import("./nl-colleague.js") : import("./en-colleague.js"))).words;
