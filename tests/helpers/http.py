"""Somebody at a browser, or a script: requests with a bearer token."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

API = "/api/v1"


@dataclass(slots=True)
class Visitor:
    """A signed-in person; paths are below /api/v1 unless they begin with a scheme of their own (`//metrics`)."""

    app: Flask
    token: str
    person: Any = None
    origin: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    renew: Callable[[], Visitor] | None = None

    @property
    def id(self) -> str:
        """The person's id."""
        return str(self.person.id)

    def again(self) -> Visitor:
        """Sign in again, for when the clock has moved."""
        assert self.renew is not None
        return self.renew()

    def call(self, method: str, path: str, body: Any = None, **options: Any) -> TestResponse:
        """Send a request; `body` goes as JSON; `headers`, `data` and the like as Werkzeug takes them."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if self.origin:
            headers["Origin"] = self.origin
        headers |= self.headers | options.pop("headers", {})
        if body is not None:
            options["data"] = json.dumps(body)
            headers.setdefault("Content-Type", "application/json")
        address = path[1:] if path.startswith("//") else API + path
        return self.app.test_client().open(address, method=method, headers=headers, **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        """Read."""
        return self.call("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> TestResponse:
        """Add."""
        return self.call("POST", path, body, **options)

    def put(self, path: str, body: Any = None, **options: Any) -> TestResponse:
        """Set."""
        return self.call("PUT", path, body, **options)

    def patch(self, path: str, body: Any = None, **options: Any) -> TestResponse:
        """Change."""
        return self.call("PATCH", path, body, **options)

    def delete(self, path: str, **options: Any) -> TestResponse:
        """Take away."""
        return self.call("DELETE", path, **options)

    def reply(self, parent: str, source: str = "Hallo", **options: Any) -> dict[str, Any]:
        """Reply, and give the comment."""
        answer = self.post(f"/objects/{parent}/replies", {"source": source}, **options)
        assert answer.status_code == 201, answer.text
        return dict(answer.json)

    def boot(
        self, key: str = "hr-handbook", *, url: str = "", title: str = "", site: str = "intranet", **fields: Any
    ) -> TestResponse:
        """Visit a page for the first time."""
        address = url or f"http://intranet.localhost:8080/{key}"
        body = {
            "site": site,
            "page": {"id": key, "url": address, "title": title},
            "widgets": ["thread", "like", "count"],
        }
        return self.post("/boot", body | fields)

    def thread(self, page: str, query: str = "") -> dict[str, Any]:
        """Read a thread."""
        answer = self.get(f"/pages/{page}/thread{query}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json)


def stranger(app: Flask) -> Visitor:
    """Somebody without a token."""
    return Visitor(app, "")


def fault(answer: TestResponse) -> tuple[int, str]:
    """Give status and code of a problem, having looked at its form (RFC 9457)."""
    assert answer.mimetype == "application/problem+json", (answer.status_code, answer.text)
    body = answer.json
    assert set(body) - {"errors", "site_name"} == {"type", "title", "status", "code", "detail", "request_id"}, body
    assert body["status"] == answer.status_code
    assert body["type"].endswith(f"/problems/{body['code']}")
    assert len(body["detail"]) > 10 and "%(" not in body["detail"], body
    assert body["request_id"] == answer.headers["X-Request-ID"]
    return answer.status_code, body["code"]
