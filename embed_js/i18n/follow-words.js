/** The words of following, fetched when they are needed. */
import { short } from "../core/i18n.js";

/** @param {string} tongue @returns {Promise<import("./types.js").Following>} */
export const followWords = async (tongue) =>
  (await (short(tongue) === "nl" ? import("./nl-follow.js") : import("./en-follow.js"))).words;
