"""Preview by the renderer that will write."""

from __future__ import annotations

import pytest

from tests.helpers.http import Visitor, fault


@pytest.mark.parametrize("source", ["Hallo **daar**", "plain", "<script>x</script>", "a\nb\n\nc", "- x\n- y", "`<b>`"])
def test_a_preview_is_what_will_stand(anna: Visitor, page: str, source: str) -> None:
    assert anna.post("/preview", {"source": source}).json == {"html": anna.reply(page, source)["html"]}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"source": ""}, "empty"),
        ({"source": "x" * 5001}, "too_long"),
        ({}, "invalid"),
        ({"source": "x", "html": "x"}, "unknown_field"),
    ],
)
def test_a_preview_refuses_what_a_reply_refuses(anna: Visitor, body: dict, code: str) -> None:
    assert fault(anna.post("/preview", body)) == (422, code)


def test_a_preview_writes_nothing(anna: Visitor, page: str) -> None:
    anna.post("/preview", {"source": "x"})
    assert anna.thread(page)["total"] == 0
