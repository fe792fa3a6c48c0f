"""The log: JSON, one line an event, with request ids, and nothing that is people's."""

from __future__ import annotations

import signal

from tests.helpers.service import serving
from tests.process.conftest import World

SECRET_WORDS = "zeer-geheime-woorden"


def test_every_line_is_json_with_a_time_and_requests_have_their_id(world: World) -> None:
    with serving(world.data) as service:
        service.token = world.token
        _, _, headers = service.answer("GET", f"/api/v1/pages/{world.page}", **{"X-Request-ID": "wie-ben-ik-1234"})
        assert headers["X-Request-ID"] == "wie-ben-ik-1234"
        service.answer("GET", "/nothing")
        service.process.send_signal(signal.SIGTERM)
        service.ended()
        lines = service.lines()
    assert all({"event", "level", "timestamp"} <= set(line) for line in lines)
    requests = {line["request_id"]: line for line in lines if line["event"] == "request"}
    line = requests["wie-ben-ik-1234"]
    assert {name: line[name] for name in ("method", "route", "status", "level")} == {
        "method": "GET",
        "route": "/api/v1/pages/<page_id>",
        "status": 200,
        "level": "info",
    }
    assert isinstance(line["milliseconds"], float)
    assert [each["route"] for each in requests.values() if each["status"] == 404] == ["none"]


def test_no_line_holds_a_token_or_a_text(world: World) -> None:
    with serving(world.data) as service:
        service.token = world.token
        replies = f"/api/v1/objects/{world.page}/replies"
        service.answer("POST", replies, {"source": SECRET_WORDS})
        service.answer("POST", replies, {"source": SECRET_WORDS, "html": SECRET_WORDS})
        service.answer("POST", f"{replies}?access_token={world.token}", {"source": SECRET_WORDS})
        service.answer("GET", f"/nothing/{world.token}?token={world.token}&q={SECRET_WORDS}")
        service.answer("GET", f"/api/v1/pages/{world.page}/thread?cursor={SECRET_WORDS}")
        service.answer("POST", replies, {"source": "x"}, **{"X-Request-ID": f"{SECRET_WORDS}\\nzzz"})
        service.answer(
            "GET", f"/api/v1/pages/{world.page}", Cookie=f"x={SECRET_WORDS}", Referer=f"http://{SECRET_WORDS}/"
        )
        service.process.send_signal(signal.SIGTERM)
        service.ended()
        log = service.log.read_text("utf-8")
        assert len([line for line in service.lines() if line["event"] == "request"]) >= 7
    for word in (world.token, SECRET_WORDS, "Anna", "de Koning", "@example.com", '127.0.0.1"'):
        assert word not in log


def test_line_ends_in_an_address_make_no_line_of_the_log(world: World) -> None:
    with serving(world.data) as service:
        service.answer("GET", "/api/v1/%0a%7b%22event%22:%22forged%22%7d?x=%0d%0aforged")
        service.process.send_signal(signal.SIGTERM)
        service.ended()
        assert [line for line in service.lines() if "forged" in str(line)] == []


def test_metrics_count_requests_by_route_and_no_people(world: World) -> None:
    with serving(world.data) as service:
        service.token = world.token
        service.answer("POST", f"/api/v1/objects/{world.page}/replies", {"source": SECRET_WORDS})
        _, text, _ = service.answer("GET", "/metrics")
    assert 'route="/api/v1/objects/<object_id>/replies"' in text
    for word in (world.page, world.token, world.person.id, SECRET_WORDS):
        assert word not in text
