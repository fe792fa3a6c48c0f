"""The guide, from the wheel to https: every command as it stands there, and what a browser finds afterwards."""

from __future__ import annotations

import json
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.helpers.service import PATIENCE_SECONDS, until
from tests.identity.walk import Widget
from tests.install.https import Browser, said_twice
from tests.install.machine import Machine
from widget_server.app import create_app
from widget_server.core.settings import load


def test_the_doctor_finds_all_in_order(machine: Machine, browser: Browser) -> None:
    said = machine.follow("See that it works", 0)
    assert "✗" not in said
    assert ", 0 to mend." in said
    assert '"status":"ok","database":"ok"' in said


def test_the_service_runs_as_its_own_user_and_only_it_reads_what_is_kept(machine: Machine) -> None:
    pid = machine.path("/run/weerklank").read_text()
    status = Path(f"/proc/{pid}/status").read_text()
    data = machine.path("/var/lib/weerklank/weerklank.db")
    assert f"Uid:\t{data.stat().st_uid}\t" in status
    assert data.stat().st_uid != 0
    assert oct(data.parent.stat().st_mode)[-3:] == "700"
    assert oct(machine.path("/etc/weerklank/weerklank.toml").stat().st_mode)[-3:] == "640"


def test_the_wheel_alone_serves_the_built_widgets_for_ever(browser: Browser) -> None:
    loader = browser.get("/embed/weerklank.js")
    assert (loader.status, loader.headers["Cache-Control"]) == (200, "public, max-age=300")
    version = re.findall(r'="([0-9a-f]{10})"', loader.text)
    assert len(version) == 1
    for name in ("thread.nl.js", "like.en.js", "count.nl.js"):
        found = browser.get(f"/embed/{version[0]}/{name}", Accept_Encoding="br")
        assert (found.status, found.headers["Content-Encoding"]) == (200, "br")
        assert found.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert found.headers["Access-Control-Allow-Origin"] == "*"


def test_nothing_is_missing_from_the_wheel(machine: Machine, browser: Browser) -> None:
    for path, words in {
        "/healthz": '"status":"ok"',
        "/api/v1/openapi.json": '"openapi":"3.1',
        "/api/docs": "Weerklank",
        "/api/docs.css": "{",
        "/embed/frame/thread?site=intranet&page=x": "<weerklank-thread",
        "/embed/frame.css": "{",
        "/auth/static/auth.css": "{",
    }.items():
        found = browser.get(path)
        assert (found.status, words in found.text) == (200, True), (path, found.text)
    dutch = browser.get("/api/v1/pages/x/thread", Accept_Language="nl").json["title"]
    assert dutch != browser.get("/api/v1/pages/x/thread", Accept_Language="en").json["title"]
    said = machine.shell("weerklank version; weerklank --help")
    assert said.startswith("weerklank 0.") and "doctor" in said


def test_every_answer_says_each_header_once_and_https_for_a_year(machine: Machine, browser: Browser) -> None:
    for path in (
        "/healthz",
        "/embed/weerklank.js",
        "/api/v1/boot",
        "/nothing",
        "/embed/frame/thread?site=intranet&page=x",
    ):
        found = browser.get(path, Origin=machine.origin)
        assert said_twice(found) == []
        assert found.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert found.headers["X-Content-Type-Options"] == "nosniff"
        assert found.headers["Server"] == "nginx"


def test_plain_http_is_sent_to_https_by_name(machine: Machine) -> None:
    said = machine.shell(f"curl --silent --head http://{machine.host}:{machine.http}/embed/weerklank.js?x=1")
    assert f"Location: https://{machine.host}/embed/weerklank.js?x=1" in said


def test_a_page_of_the_intranet_signs_in_and_boots(machine: Machine, signed_in: Callable[..., Widget]) -> None:
    answer = signed_in("anna").boot(key="hr-handbook")
    assert (answer.status, answer.json["me"]["name"]) == (200, "Anna")
    assert said_twice(answer) == []
    assert answer.headers["Access-Control-Allow-Origin"] == machine.origin


def test_another_origin_gets_nothing(machine: Machine, browser: Browser) -> None:
    body = json.dumps(
        {"site": "intranet", "page": {"id": "x", "url": f"{machine.origin}/x", "title": ""}, "widgets": []}
    )
    sent = {"Content-Type": "application/json", "Origin": "https://evil.example"}
    answer = browser.send("POST", "/api/v1/boot", body, sent)
    assert answer.status == 401
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_community_manager_gets_the_role(machine: Machine, signed_in: Callable[..., Widget]) -> None:
    carla = signed_in("carla")
    assert carla.boot().json["me"]["roles"] == []
    said = machine.follow("See that it works", 1)
    assert "Carla" in said and "Carla is manager on intranet now." in said
    assert signed_in("carla").boot().json["me"]["roles"] == ["manager"]


def test_the_service_knows_the_visitors_address_whatever_the_visitor_claims(machine: Machine, browser: Browser) -> None:
    app = create_app(load({"WEERKLANK_CONFIG": str(machine.path("/etc/weerklank/weerklank.toml"))})[0])
    app.add_url_rule("/whoami", view_func=lambda: f"{request.remote_addr} {request.host} {request.scheme}")
    machine.shell("systemctl stop weerklank")
    with serving(app, machine.port):
        lies = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}
        said = [browser.send("GET", "/whoami", None, lies, source=source).text for source in ("127.0.0.1", "127.0.0.2")]
    machine.shell("systemctl start weerklank")
    assert said == [f"{source} {machine.host} https" for source in ("127.0.0.1", "127.0.0.2")]


class Handler(WSGIRequestHandler):
    """Waits for a request, but not for ever."""

    timeout = PATIENCE_SECONDS


@contextmanager
def serving(app: Flask, port: int) -> Iterator[None]:
    """Serve an application for the block, in the place of the service."""
    server = make_server("127.0.0.1", port, app, request_handler=Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join(PATIENCE_SECONDS)
        server.server_close()


def test_figures_are_for_this_machine(machine: Machine, browser: Browser) -> None:
    assert browser.send("GET", "/metrics", source="127.0.0.2").status == 403
    assert "weerklank_up 1.0" in browser.get("/metrics").text
    said = machine.follow("Watch")
    assert "weerklank_requests_total" in said and '"status":"ok"' in said


def test_both_logs_know_a_request_by_one_id_and_neither_keeps_a_query(machine: Machine, browser: Browser) -> None:
    known = browser.get("/auth/login?user_code=VERY-SECRET", X_Request_ID="claimed-by-a-visitor").headers[
        "X-Request-ID"
    ]
    log = machine.path("/var/log/nginx/weerklank.log")
    until(lambda: known in log.read_text(), "nginx wrote its line, which it does after the answer")
    front = [json.loads(line) for line in log.read_text().splitlines()]
    mine = next(line for line in front if line["request_id"] == known)
    assert (mine["path"], mine["method"], mine["client"]) == ("/auth/login", "GET", "127.0.0.1")
    behind = [json.loads(line) for line in machine.path("/var/log/weerklank").read_text().splitlines()]
    assert [line["route"] for line in behind if line.get("request_id") == known] == ["/auth/login"]
    for text in (json.dumps(front), json.dumps(behind)):
        assert "VERY-SECRET" not in text and "claimed-by" not in text


@pytest.mark.parametrize(
    ("line", "instead", "check", "words"),
    [
        ("proxy_set_header X-Forwarded-Proto $scheme;", "", "proxy", "It passes on what a visitor claims"),
        ("X-Forwarded-Proto $scheme;", "X-Forwarded-Proto http;", "proxy", "the service believes http."),
        (
            "server_tokens off;",
            "add_header X-Content-Type-Options nosniff always;",
            "headers",
            "Said twice: X-Content-Type",
        ),
        ("proxy_pass http://weerklank;", "return 404;", "from outside", "answers, but not as Weerklank (answer 404)."),
    ],
)
def test_a_proxy_that_is_wrong_is_what_the_doctor_names(
    machine: Machine, browser: Browser, line: str, instead: str, check: str, words: str
) -> None:
    file = machine.path("/etc/nginx/sites-available/weerklank")
    right = file.read_text()
    assert line in right
    file.write_text(right.replace(line, instead, 1))
    try:
        machine.shell("nginx -t && systemctl reload nginx")
        said = machine.attempt("weerklank doctor")
    finally:
        file.write_text(right)
        machine.shell("systemctl reload nginx")
    assert said.returncode == 1
    assert f"✗ {check} " in said.stdout
    assert words in " ".join(said.stdout.split())


def test_a_websocket_comes_through(machine: Machine, browser: Browser) -> None:
    machine.shell("systemctl stop weerklank")
    with socket.create_server(("127.0.0.1", machine.port)) as server, ThreadPoolExecutor() as pool:
        server.settimeout(PATIENCE_SECONDS)
        behind = pool.submit(answer, server)
        context = ssl.create_default_context(cafile=str(browser.trusted))
        with context.wrap_socket(
            socket.create_connection(("127.0.0.1", machine.https), PATIENCE_SECONDS), server_hostname=machine.host
        ) as client:
            head = (
                f"GET /socket.io/ HTTP/1.1\r\nHost: {machine.host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
            )
            client.sendall(head.encode())
            said = read_to(client, b"hi")
            client.sendall(b"ho")
            asked, word = behind.result(PATIENCE_SECONDS)
    machine.shell("systemctl start weerklank")
    assert said.startswith(b"HTTP/1.1 101 ")
    assert b"Upgrade: websocket\r\nConnection: upgrade\r\n" in asked
    assert word == b"ho"


def answer(server: socket.socket) -> tuple[bytes, bytes]:
    """Take one WebSocket in the place of the service and say hi; give the request and the word that comes back."""
    connection, _ = server.accept()
    with connection:
        connection.settimeout(PATIENCE_SECONDS)
        asked = read_to(connection, b"\r\n\r\n")
        connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nhi")
        return asked, connection.recv(2)


def read_to(connection: socket.socket, end: bytes) -> bytes:
    """Read until the other side said `end`; fails when it ends before."""
    said = b""
    while not said.endswith(end):
        part = connection.recv(65_536)
        assert part, f"it ended after {said!r}"
        said += part
    return said
