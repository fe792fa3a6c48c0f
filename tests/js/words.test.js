import assert from "node:assert/strict";
import { test } from "node:test";
import { ago, languageName } from "../../embed_js/core/ago.js";
import { short } from "../../embed_js/core/i18n.js";
import { words as en } from "../../embed_js/i18n/en.js";
import { words as enWriting } from "../../embed_js/i18n/en-writing.js";
import { words as nl } from "../../embed_js/i18n/nl.js";
import { words as nlWriting } from "../../embed_js/i18n/nl-writing.js";

const NOW = Date.parse("2026-11-23T12:00:00Z");

/** Every name in a language's words, with what kind of thing it is. */
const shapeOf = (words, above = "") =>
  Object.entries(words).flatMap(([name, word]) =>
    word && typeof word === "object" ? shapeOf(word, `${above}${name}.`) : [`${above}${name}: ${typeof word}`],
  );

test("Dutch and English say the same things", () => {
  assert.deepEqual(shapeOf(nl).sort(), shapeOf(en).sort());
  assert.deepEqual(shapeOf(nlWriting).sort(), shapeOf(enWriting).sort());
});

test("one other is said otherwise than two", () => {
  assert.equal(nl.others(1), "1 ander");
  assert.equal(nl.others(2), "2 anderen");
});

test("a tongue we do not speak becomes English, every Dutch one Dutch", () => {
  assert.deepEqual(["nl", "nl-BE", "NL", "en-GB", "fr", ""].map(short), ["nl", "nl", "nl", "en", "en", "en"]);
});

test("two hours ago is said in the reader's words", () => {
  assert.equal(ago("2026-11-23T10:00:00Z", "nl", "zojuist", NOW), "2 uur geleden");
  assert.equal(ago("2026-11-23T11:59:50Z", "nl", "zojuist", NOW), "zojuist");
});

test("a language is named in the reader's words, and what is none as it was written", () => {
  assert.equal(languageName("en", "nl"), "Engels");
  for (const lang of ["en-a", "en-1", "de-a-b", "not a language"]) assert.equal(languageName(lang, "nl"), lang);
});
