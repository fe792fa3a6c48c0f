"""A NUL in every place of every address: nothing, or a refusal. PostgreSQL keeps none, so it runs there too."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.factories import MadeSite
from tests.helpers.http import Visitor
from tests.security.conftest import Cast
from tests.security.routes import TABLE, Row

FREE = (
    "/photos/%00/96",
    "/app?site=%00",
    "/app/t/%00?site=intranet",
    "/app/manifest.webmanifest?site=%00",
    "/embed/status?site=%00",
    "/embed/frame/thread?site=%00&page=x",
    "/embed/frame/thread?site=intranet&page=%00",
    "/mail/unsubscribe?token=%00",
    "/auth/login?user_code=%00",
    "/auth/callback?state=%00&code=%00",
)


@pytest.mark.parametrize("row", [row for row in TABLE if "{" in row.path], ids=str)
def test_a_nul_for_an_id_is_missing_or_refused(cast: Cast, ids: dict[str, str], row: Row) -> None:
    answer = row.send(cast["manager"], dict.fromkeys(ids, "%00"))
    assert answer.status_code in (404, 415, 422), answer.text


@pytest.mark.parametrize("path", sorted({row.path for row in TABLE if row.method == "GET" and "?" in row.path}))
def test_a_nul_in_a_query_is_nothing_or_refused(cast: Cast, ids: dict[str, str], path: str) -> None:
    asked = urlsplit(path.format(**ids))
    query = "&".join(f"{field.partition('=')[0]}=%00" for field in asked.query.split("&"))
    answer = cast["manager"].get(f"{asked.path}?{query}")
    assert answer.status_code in (200, 404, 422), answer.text


@pytest.mark.parametrize("path", FREE)
def test_a_nul_where_nobody_is_signed_in_is_nothing_or_refused(app: Flask, site: MadeSite, path: str) -> None:
    assert app.test_client().get(path).status_code in (200, 404, 410, 422)


@pytest.mark.parametrize("name", ["Idempotency-Key", "If-Match", "Accept-Language"])
def test_a_nul_in_a_header_is_nothing_or_refused(anna: Visitor, page: str, name: str) -> None:
    answer = anna.call("POST", f"/objects/{page}/replies", {"source": "x"}, headers={name: "a\x00b"})
    assert answer.status_code in (201, 422)
