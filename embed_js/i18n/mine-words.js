/** The words of what one follows and of the last visit, fetched when they are needed. */
import { short } from "../core/i18n.js";

/** @param {string} tongue @returns {Promise<import("./mine.js").Mine>} */
export const mineWords = async (tongue) =>
  (await (short(tongue) === "nl" ? import("./nl-mine.js") : import("./en-mine.js"))).words;
