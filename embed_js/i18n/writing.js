/** The words of writing and acting, fetched at the first touch. */
import { short } from "../core/i18n.js";

/** @param {string} tongue @returns {Promise<import("./types.js").Writing>} */
export const writingWords = async (tongue) =>
  (await (short(tongue) === "nl" ? import("./nl-writing.js") : import("./en-writing.js"))).words;
