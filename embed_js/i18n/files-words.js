/** The words of files, fetched when they are needed. */
import { short } from "../core/i18n.js";

/** @param {string} tongue @returns {Promise<import("./types.js").Files>} */
export const filesWords = async (tongue) =>
  (await (short(tongue) === "nl" ? import("./nl-files.js") : import("./en-files.js"))).words;
