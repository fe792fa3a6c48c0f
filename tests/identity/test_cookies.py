"""Every cookie that is set from the first click to the last, with its flags (RFC 6265bis; CHIPS for Partitioned)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests.identity.walk import Answer, Popup, Send, Widget, at_hostile, sign_in, through
from widget_server.core import clock

LOGIN, REFRESH = "__Host-weerklank-login", "__Host-weerklank"
FLAGS = {
    LOGIN: ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"],
    REFRESH: ["HttpOnly", "Partitioned", "Path=/", "SameSite=None", "Secure"],
}


def recording(send: Send, lines: list[str]) -> Send:
    """Give a `send` that keeps the Set-Cookie lines of all that comes back."""

    def sent(*words: str, **more: str) -> Answer:
        answer = send(*words, **more)
        lines.extend(answer.cookies)
        return answer

    return sent


def set_on_the_way(app: Flask, service: str) -> list[str]:
    """Sign in, come back, stay, and leave by both doors; give every Set-Cookie line."""
    lines: list[str] = []
    widget = Widget(recording(through(app), lines), service)
    popup = Popup(recording(through(app), lines), service, at_hostile())
    sign_in(widget, popup)
    with clock.moved(timedelta(minutes=16)):
        assert widget.boot().status == 200
    with clock.moved(timedelta(minutes=32)):
        assert widget.refresh().status == 200
    assert widget.revoke().status == 200
    assert popup.post("/auth/logout", {}).status == 303
    return lines


@pytest.mark.parametrize("service", ["http://weerklank.localhost:8000", "https://weerklank.example.com"])
def test_every_cookie_has_its_flags(request: pytest.FixtureRequest, service: str) -> None:
    request.node.add_marker(pytest.mark.settings(public_url=service))
    request.getfixturevalue("site")
    lines = set_on_the_way(request.getfixturevalue("app"), service)
    seen = []
    for line in lines:
        name, _, flags = line.partition("=")
        kept = sorted(flag for flag in flags.split("; ")[1:] if not flag.startswith("Max-Age="))
        leaves = flags.startswith(";")
        assert kept == FLAGS[name] or (leaves and kept == FLAGS[LOGIN]), line
        seen.append((name, leaves))
    assert seen == [(LOGIN, False), *[(REFRESH, False)] * 3, *[(REFRESH, True)] * 2]
