"""A browser's way to the machine of these tests: https, by name, to loopback."""

from __future__ import annotations

import json
import re
import socket
import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from werkzeug.datastructures import Headers

from tests.helpers.service import PATIENCE_SECONDS
from tests.identity.walk import Answer, Widget


class Connection(HTTPConnection):
    """Goes to loopback, whatever the name; `source` is the address of this machine it comes from."""

    def __init__(self, host: str, port: int, trusted: Path, source: str) -> None:
        super().__init__(host, port, timeout=PATIENCE_SECONDS)
        self.trusted, self.source = trusted, source

    def connect(self) -> None:
        """Connect, and see by the certificate that it is who it says."""
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout, (self.source, 0))
        self.sock = ssl.create_default_context(cafile=str(self.trusted)).wrap_socket(plain, server_hostname=self.host)


@dataclass(frozen=True, slots=True)
class Browser:
    """Sends to one name."""

    host: str
    port: int
    trusted: Path

    @contextmanager
    def connected(self, source: str = "127.0.0.1") -> Iterator[Connection]:
        """Give a connection that may be used again."""
        connection = Connection(self.host, self.port, self.trusted, source)
        try:
            yield connection
        finally:
            connection.close()

    def send(
        self,
        method: str,
        url: str,
        body: str | None = None,
        headers: dict[str, str] | None = None,
        source: str = "127.0.0.1",
    ) -> Answer:
        """Send a request on a connection of its own; `url` may be a path alone."""
        parts = urlsplit(url)
        with self.connected(source) as connection:
            connection.request(
                method, f"{parts.path}?{parts.query}" if parts.query else parts.path, body, headers or {}
            )
            came = connection.getresponse()
            return Answer(came.status, Headers(came.getheaders()), came.read().decode(errors="replace"))

    def get(self, path: str, **headers: str) -> Answer:
        """Read; underscores in names of headers stand for hyphens."""
        return self.send("GET", path, None, {name.replace("_", "-"): value for name, value in headers.items()})


def said_twice(answer: Answer) -> list[str]:
    """Give the names of headers that stand there more than once."""
    return [name for name, count in Counter(name.lower() for name, _ in answer.headers).items() if count > 1]


class Talk:
    """One person's conversation on one page, read and written as a widget does."""

    def __init__(self, widget: Widget, browser: Browser) -> None:
        self.browser = browser
        self.page = widget.boot(key="canteen").json["page"]["id"]
        self.sent = {"Authorization": f"Bearer {widget.token}", "Origin": widget.origin}

    def reply(self, source: str) -> None:
        """Write a comment."""
        sent = self.sent | {"Content-Type": "application/json"}
        path = f"/api/v1/objects/{self.page}/replies"
        answer = self.browser.send("POST", path, json.dumps({"source": source}), sent)
        assert answer.status == 201, answer.text

    def texts(self) -> list[str]:
        """Give the texts of the thread, oldest first."""
        answer = self.browser.send("GET", f"/api/v1/pages/{self.page}/thread", None, self.sent)
        assert answer.status == 200, answer.text
        return [re.sub(r"<[^>]+>", "", item["html"]) for item in answer.json["items"]]
