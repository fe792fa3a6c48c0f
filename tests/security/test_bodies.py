"""What people with bad intentions send: fields, SQL, line ends, markup, other content types."""

from __future__ import annotations

import io
import json
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.factories import Factory, MadeSite
from tests.helpers.corpus import NAMES, SQL
from tests.helpers.dump import differences, dump
from tests.helpers.http import Visitor, fault, stranger
from tests.security.conftest import Cast
from tests.security.routes import TABLE, Row

FORBIDDEN = (
    "author",
    "author_id",
    "html",
    "role",
    "roles",
    "status",
    "state_at",
    "created_at",
    "id_",
    "site_id",
    "removed",
    "version",
    "tally",
)
WITH_BODY = [row for row in TABLE if row.body is not None]


@pytest.mark.parametrize("row", WITH_BODY, ids=str)
def test_no_body_sets_what_is_not_its_to_set(app: Flask, cast: Cast, ids: dict[str, str], row: Row) -> None:
    who = cast["author"] if row.rule == "/comments/<comment_id>" else cast["administrator"]
    before = dump(app)
    for field in sorted(set(FORBIDDEN) - set(row.body or {})):
        answer = who.call(row.method, row.path.format(**ids), (row.body or {}) | {field: "x"})
        assert (*fault(answer), list(answer.json["errors"])) == (422, "unknown_field", [field])
    assert differences(before, dump(app)) == []


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json", ""]
)
@pytest.mark.parametrize("row", WITH_BODY, ids=str)
def test_only_json_is_taken(app: Flask, cast: Cast, ids: dict[str, str], row: Row, kind: str) -> None:
    before = dump(app)
    path = row.path.format(**ids)
    answer = cast["administrator"].call(row.method, path, data=json.dumps(row.body), headers={"Content-Type": kind})
    assert fault(answer) == (415, "media_type")
    assert differences(before, dump(app)) == []


def test_every_post_of_the_api_takes_a_body_so_that_no_form_of_another_page_reaches_it() -> None:
    assert [str(row) for row in TABLE if row.method == "POST" and row.body is None and row.data is None] == []


class Broken(io.BytesIO):
    """A body whose chunks have no size."""

    def read(self, _size: int | None = -1) -> bytes:
        """Fail as the server's does."""
        raise OSError("Non-hex data")

    readinto = read  # type: ignore[assignment]


def chunked(who: Visitor, path: str, stream: Any) -> TestResponse:
    """Send a body without saying how long it is."""
    environ = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    kind = {"Content-Type": "application/json"}
    return who.call("POST", path, input_stream=stream, environ_overrides=environ, headers=kind)


def test_chunks_are_read_whole_or_refused(app: Flask, cast: Cast, ids: dict[str, str]) -> None:
    path = f"/objects/{ids['page']}/replies"
    assert chunked(cast["author"], path, io.BytesIO(b'{"source":"x"}')).status_code == 201
    before = dump(app)
    for body in (b'{"source":"x"}' + b" " * 1_000_000, b'{"source":"' + b"x" * 3_000_000 + b'"}'):
        assert fault(chunked(cast["author"], path, io.BytesIO(body))) == (413, "too_large")
    assert fault(chunked(cast["author"], path, Broken())) == (400, "malformed")
    assert differences(before, dump(app)) == []


@pytest.mark.parametrize("text", ["x", "\\u0000"], ids=["word", "nul"])
@pytest.mark.parametrize("depth", [10, 900, 1020, 5000, 400_000])
def test_a_body_however_deep_is_a_refusal(cast: Cast, ids: dict[str, str], depth: int, text: str) -> None:
    kind = {"Content-Type": "application/json"}
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        body = '{"source":' + opening * depth + f'"{text}"' + closing * depth + "}"
        answer = cast["author"].call("POST", f"/objects/{ids['page']}/replies", data=body, headers=kind)
        assert fault(answer) in ((400, "malformed"), (413, "too_large"), (422, "invalid"))


@pytest.mark.parametrize("word", SQL, ids=range(len(SQL)))
def test_sql_in_any_place_is_a_refusal_or_nothing_and_never_a_fault(
    app: Flask, cast: Cast, ids: dict[str, str], word: str
) -> None:
    who, page, comment = cast["manager"], ids["page"], ids["comment"]
    before, coded = dump(app), quote(word, safe="")
    for path in (
        f"/pages/{page}/thread?sort={coded}",
        f"/pages/{page}/thread?cursor={coded}",
        f"/pages/{page}/thread?sort=active&cursor={coded}",
        f"/pages/{page}/thread?around={coded}",
        f"/objects/{comment}/replies?cursor={coded}",
        f"/objects/{page}/reactions?cursor={coded}",
        f"/me/follows?cursor={coded}",
        f"/pages/{coded}",
        f"/pages/{coded}/thread",
        f"/comments/{coded}",
        f"/comments/{coded}/versions",
        f"/objects/{coded}/replies",
        f"/objects/{coded}/reactions",
        f"/counts?site={coded}&page=x",
        f"/counts?site=intranet&page={coded}",
    ):
        assert who.get(path).status_code in (200, 308, 404, 422), path
    for method, path, body in (
        ("PUT", f"/objects/{page}/reactions/{coded}", None),
        ("DELETE", f"/objects/{page}/reactions/{coded}", None),
        ("DELETE", f"/comments/{coded}", None),
        ("PATCH", f"/pages/{page}", {"state": word}),
        ("PATCH", f"/pages/{page}", {"owner": word}),
        ("POST", f"/pages/{page}/copies", {"url": word, "decision": "same"}),
        ("POST", f"/pages/{page}/copies", {"url": "x", "decision": word}),
        ("POST", "/boot", {"site": word, "page": {"id": "x", "url": "http://intranet.localhost:8080/x"}}),
        ("POST", "/boot", {"site": "intranet", "page": {"id": "x", "url": word}}),
        ("POST", f"/objects/{page}/replies", {"source": "x", "lang": f"{word} "}),
    ):
        assert 400 <= who.call(method, path, body).status_code < 500, (method, path)
    assert differences(before, dump(app)) == []


@pytest.mark.parametrize("word", SQL, ids=range(len(SQL)))
def test_sql_in_a_token_or_a_header_is_a_refusal(cast: Cast, ids: dict[str, str], word: str) -> None:
    sent = word.encode("utf-8").decode("latin-1").replace("\r", "").replace("\n", "").replace("\0", "")
    page = ids["page"]
    assert fault(cast["manager"].get(f"/pages/{page}", headers={"Authorization": f"Bearer {sent}"})) == (
        401,
        "sign_in_needed",
    )
    for name in ("If-None-Match", "X-Request-ID", "Accept-Language", "Accept-Encoding", "If-Match", "Origin-X"):
        assert cast["manager"].get(f"/pages/{page}/thread", headers={name: sent}).status_code == 200


@pytest.mark.parametrize("word", SQL, ids=range(len(SQL)))
def test_sql_where_nobody_is_signed_in_is_a_refusal_or_nothing(app: Flask, site: MadeSite, word: str) -> None:
    who, coded = stranger(app), quote(word, safe="")
    before = dump(app)
    for path in (
        f"/embed/status?site={coded}",
        f"/embed/frame/thread?site={coded}&page=x",
        f"/embed/frame/{coded}?site=intranet&page={coded}&lang={coded}&sort={coded}",
        f"/embed/src/core/{coded}",
        f"/embed/{coded}/{coded}",
        f"/auth/login?user_code={coded}",
        f"/auth/callback?state={coded}&code={coded}&iss={coded}&error={coded}",
        f"/auth/finish?user_code={coded}",
        f"/auth/static/{coded}",
    ):
        assert who.get(f"/{path}").status_code < 500, path
    forms = (
        ("/oauth/device_authorization", ("client_id", "prompt", "lang")),
        ("/oauth/token", ("grant_type", "device_code", "client_id")),
        ("/oauth/revoke", ("token", "client_id")),
        ("/auth/proof", ("user_code", "opener_proof")),
        ("/auth/number", ("user_code", "number")),
        ("/auth/logout", ("token",)),
        ("/auth/backchannel-logout", ("logout_token",)),
    )
    for path, fields in forms:
        for origin in (site.origin, word.encode("ascii", "ignore").decode().replace("\0", "")):
            answer = who.call("POST", f"/{path}", data=dict.fromkeys(fields, word), headers={"Origin": origin})
            assert answer.status_code < 500, path
    unchanged = {name: rows for name, rows in dump(app).items() if name != "sign_in_attempts"}
    assert [name for name, rows in unchanged.items() if rows != before[name]] == []


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_names_and_titles_of_markup_travel_as_text_in_json(make: Factory, site: MadeSite, name: str) -> None:
    who = make.visitor(make.person(name, department=name), site)
    body = who.boot("named", title=name)
    assert body.mimetype == "application/json"
    assert body.headers["Content-Security-Policy"].startswith("default-src 'none'")
    page = body.json["page"]
    assert page["title"] == " ".join(name.replace("\u202e", "").split())
    comment = who.reply(page["id"])
    assert comment["author"]["name"] == name
    assert name not in comment["html"]


def test_no_line_end_of_a_title_or_a_reason_survives(cast: Cast, ids: dict[str, str]) -> None:
    title = cast["employee"].boot("mail", title="Hallo\r\nBcc: iedereen@example.com").json["page"]["title"]
    cast["manager"].put(f"/comments/{ids['comment']}/hidden", {"reason": "a\r\nX-Evil: 1"})
    items = {item["id"]: item for item in cast["employee"].thread(ids["page"])["items"]}
    reason = items[ids["comment"]]["hidden"]["reason"]
    assert (title, reason) == ("Hallo Bcc: iedereen@example.com", "a X-Evil: 1")


def test_no_line_end_in_an_address_becomes_a_header(cast: Cast, ids: dict[str, str]) -> None:
    answer = cast["employee"].get(f"/pages/{ids['page']}%0d%0aSet-Cookie:%20x=1/thread?lang=nl%0d%0aX-Evil:%201")
    assert "X-Evil" not in answer.headers and "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("word", ["</script><script>alert(1)</script>", "<!--", "\u2028", "]]>"])
def test_what_ends_a_script_is_inert_in_the_answer_of_boot(cast: Cast, word: str) -> None:
    answer = cast["employee"].boot("script", title=f"x{word}y")
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("application/json", "nosniff")
    assert json.loads(answer.data)["page"]["title"] == " ".join(f"x{word}y".split())


def test_what_was_typed_survives_three_edits_through_the_api(anna: Visitor, page: str) -> None:
    path = f"/comments/{anna.reply(page, '&amp;lt;script')['id']}"
    first = anna.get(path).json
    for _ in range(3):
        source = anna.get(path).json["source"]
        anna.patch(path, {"source": source + " "})
        anna.patch(path, {"source": source})
    last = anna.get(path).json
    assert (
        (last["source"], last["html"])
        == (first["source"], first["html"])
        == ("&amp;lt;script", "<p>&amp;lt;script</p>")
    )


def test_five_thousand_and_one_characters_nul_and_bidi_are_refused_or_normalised(anna: Visitor, page: str) -> None:
    path = f"/objects/{page}/replies"
    assert fault(anna.post(path, {"source": "x" * 5001})) == (422, "too_long")
    assert fault(anna.post(path, {"source": "a\x00b"})) == (422, "invalid")
    assert anna.reply(page, "a\u202eb")["source"] == "ab"
