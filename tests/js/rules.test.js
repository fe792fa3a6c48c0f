import assert from "node:assert/strict";
import { test } from "node:test";
import { pauseAfterFailures } from "../../embed_js/core/live.js";
import { pauseAfter } from "../../embed_js/parts/rhythm.js";
import { levelOf, shelfOf } from "../../embed_js/parts/tree.js";

const chain = ["a", "b", "c", "d", "e"].map((id, depth, ids) => ({ id, depth, parent: depth ? ids[depth - 1] : null }));
const find = (id) => chain.find((comment) => comment.id === id);

test("three levels are shown below each other, deeper ones on the last", () => {
  assert.deepEqual(chain.map(levelOf), [0, 1, 2, 2, 2]);
});

test("what is deeper than three levels stands flat below the second", () => {
  assert.deepEqual(
    chain.map((comment) => shelfOf(comment, find)?.id),
    [undefined, "a", "b", "b", "b"],
  );
});

test("news is asked for every thirty seconds", () => {
  assert.equal(pauseAfter({ quiet: 0, failures: 0 }), 30000);
});

test("a failing or a quiet page is asked less often, never later than every eight minutes", () => {
  assert.equal(pauseAfter({ quiet: 0, failures: 2 }), 120000);
  assert.equal(pauseAfter({ quiet: 10, failures: 0 }), 60000);
  assert.equal(pauseAfter({ quiet: 1000, failures: 50 }), 480000);
});

test("a server that says when to come back is taken at its word", () => {
  assert.equal(pauseAfter({ quiet: 0, failures: 0, retryAfterSeconds: 900 }), 900000);
});

test("a page with a socket asks by the clock every eight minutes only", () => {
  assert.equal(pauseAfter({ quiet: 0, failures: 0, live: true }), 480000);
});

test("who lost the socket comes back ever later, up to five minutes, and never all at once", () => {
  assert.deepEqual(
    [0, 1, 2, 20].map((failures) => pauseAfterFailures(failures, 1)),
    [1000, 2000, 4000, 300000],
  );
  assert.equal(pauseAfterFailures(3, 0), 4000);
});
