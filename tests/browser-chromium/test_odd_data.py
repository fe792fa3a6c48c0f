"""What an issuer or an older release left in the data, and a browser can make nothing of: the rest is shown."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.helpers.browser import Reader
from tests.helpers.corpus import NAMES

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

NAME = """
const read = Response.prototype.json;
Response.prototype.json = async function () {
  const body = await read.call(this);
  const [comment] = body?.thread?.items ?? [];
  if (!comment) return body;
  const named = (name) => ({ ...comment.author, name, department: name });
  const { id, created_at: at } = comment;
  const items = (body.thread.items = []);
  for (const [place, name] of %s.entries()) {
    items.push({ ...comment, id: `${id}${place}`, author: named(name), in_reply_to: { id, name } });
    items.push({ ...comment, id: `hidden${place}`, html: null, author: null, hidden: { reason: name, at } });
    body.reactors = [named(name)];
    body.site.name = body.me.name = name;
  }
  body.counts.reactions = 1;
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


def test_every_name_of_the_corpus_is_text_wherever_it_stands(anna: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in().reply("Under many names.")
    rung: list[str] = []
    anna.page.on("dialog", lambda dialog: (rung.append(dialog.message), dialog.dismiss()))
    anna.page.add_init_script(NAME % json.dumps(NAMES))
    anna.visit("plain", key)
    shown = [" ".join(name.split()) for name in NAMES]
    expect(anna.thread.locator("[part~=author]")).to_have_text(shown)
    expect(anna.thread.locator(".gone")).to_have_count(len(NAMES))
    replies = anna.thread.locator("a").filter(has_text="in reply to")
    expect(replies).to_have_text([f"in reply to {name}" for name in shown])
    alive = anna.page.locator("weerklank-thread, weerklank-like").locator("script, iframe, svg[onload], img[onerror]")
    expect(alive).to_have_count(0)
    assert (rung, anna.faults) == ([], [])
