"""What an issuer or an older release left in the data, and a browser can make nothing of: the rest is shown."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.helpers.browser import Reader

ODD = {
    "photo": {"author": {"photo_url": "http://256.256.256.256/me.png"}},
    "language": {"lang": "de-a-b"},
}
BEND = """
const read = Response.prototype.json;
Response.prototype.json = async function () {
  const body = await read.call(this);
  const { author, ...own } = %s;
  for (const comment of body?.thread?.items ?? [])
    Object.assign(comment, own, { author: { ...comment.author, ...author } });
  return body;
};
"""


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_comment_does_not_take_the_conversation_down(odd: str, anna: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in().reply("Something odd about me.")
    anna.page.add_init_script(BEND % json.dumps(ODD[odd]))
    anna.visit("dutch", key)
    expect(anna.comment("Something odd about me.")).to_be_visible()
    assert anna.faults == []
