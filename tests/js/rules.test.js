import assert from "node:assert/strict";
import { test } from "node:test";
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
