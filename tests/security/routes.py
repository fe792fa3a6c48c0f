"""Every route of the service and what each role gets from it. A route without a row here fails the tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.helpers.http import Visitor
from tests.helpers.uploads import image
from widget_server.core.cursor import encode

API = "/api/v1"
ROLES = ("stranger", "disabled", "guest", "employee", "author", "owner", "editor", "manager", "administrator")

# One digit a role, in the order above: . is 200, + is 201, - is 204, x is 401, ! is 403, ? is 404.
SIGNS = {".": 200, "+": 201, "-": 204, "x": 401, "!": 403, "?": 404}
COPY = "http://intranet.localhost:8080/copy"
HOME = "http://intranet.localhost:8080/hr-handbook"
BOOT = {"site": "intranet", "page": {"id": "hr-handbook", "url": HOME, "title": "HR handbook"}}


@dataclass(frozen=True, slots=True)
class Row:
    """A route with what is sent to it; path and body name `{page}`, `{comment}`, `{group}`, `{member}`, `{person}`.

    `of_page`, `of_group`: it is about the page, the group. `data`: it takes bytes, not JSON.
    """

    method: str
    rule: str
    path: str
    cells: str
    body: dict[str, Any] | None = None
    of_page: bool = True
    of_group: bool = False
    data: bytes | None = None

    def status(self, role: str) -> int:
        """Give the status that a role gets."""
        return SIGNS[self.cells[ROLES.index(role)]]

    def send(self, who: Visitor, ids: dict[str, str], **options: Any) -> TestResponse:
        """Send it."""
        if self.data is not None:
            options |= {"data": self.data, "headers": {"Content-Type": "application/octet-stream"}}
        body = self.body and {name: filled_in(value, ids) for name, value in self.body.items()}
        return who.call(self.method, self.path.format(**ids), body, **options)

    @property
    def writes(self) -> bool:
        """Whether it may change anything."""
        return self.method != "GET"

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def _of_group(method: str, rule: str, path: str, cells: str, body: dict[str, Any] | None = None) -> Row:
    """Give a row about the group."""
    return Row(method, f"/groups/<group_id>{rule}", f"/groups/{{group}}{path}", cells, body, False, True)


TEXT = {"source": "tekst"}
SAME = {"url": COPY, "decision": "same"}
FOLLOW = {"level": "all"}
MARKED = encode("2026-11-02T09:00:00+00:00")
DEVICE = {
    "endpoint": "https://push.example.com/1",
    "keys": {
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    },
    "name": "Telefoon",
}
PICTURE = image("PNG", (8, 8))
COUNTS = "/counts?site=intranet&page=hr-handbook"
TABLE = (
    Row("GET", "/pages/<page_id>", "/pages/{page}", "xx?......"),
    Row("PATCH", "/pages/<page_id>", "/pages/{page}", "xx?!!....", {"state": "read_only"}),
    Row("DELETE", "/pages/<page_id>", "/pages/{page}", "xx?!!!!--"),
    Row("GET", "/pages/<page_id>/thread", "/pages/{page}/thread", "xx?......"),
    Row("PUT", "/pages/<page_id>/aliases", "/pages/{page}/aliases", "xx?!!!!..", {"id": "other"}),
    Row("POST", "/pages/<page_id>/copies", "/pages/{page}/copies", "xx?!!....", SAME),
    Row("POST", "/objects/<object_id>/replies", "/objects/{page}/replies", "xx?++++++", TEXT),
    Row("POST", "/objects/<object_id>/replies", "/objects/{comment}/replies", "xx?++++++", TEXT),
    Row("GET", "/objects/<object_id>/replies", "/objects/{comment}/replies", "xx?......"),
    Row("GET", "/comments/<comment_id>", "/comments/{comment}", "xx?......"),
    Row("PATCH", "/comments/<comment_id>", "/comments/{comment}", "xx?!.!!!!", TEXT),
    Row("DELETE", "/comments/<comment_id>", "/comments/{comment}", "xx?!-!!!!"),
    Row("GET", "/comments/<comment_id>/versions", "/comments/{comment}/versions", "xx?!.!!.."),
    Row("PUT", "/comments/<comment_id>/hidden", "/comments/{comment}/hidden", "xx?!!!!..", {"reason": "x"}),
    Row("DELETE", "/comments/<comment_id>/hidden", "/comments/{comment}/hidden", "xx?!!!!.."),
    Row("PUT", "/objects/<object_id>/reactions/<kind>", "/objects/{page}/reactions/like", "xx?......"),
    Row("PUT", "/objects/<object_id>/reactions/<kind>", "/objects/{comment}/reactions/like", "xx?......"),
    Row("DELETE", "/objects/<object_id>/reactions/<kind>", "/objects/{comment}/reactions/like", "xx?......"),
    Row("GET", "/objects/<object_id>/reactions", "/objects/{page}/reactions", "xx?......"),
    Row("GET", "/objects/<object_id>/reactions", "/objects/{comment}/reactions", "xx?......"),
    Row("GET", "/objects/<object_id>/follow", "/objects/{page}/follow", "xx?......"),
    Row("PUT", "/objects/<object_id>/follow", "/objects/{page}/follow", "xx?......", FOLLOW),
    Row("PUT", "/objects/<object_id>/follow", "/objects/{comment}/follow", "xx?......", FOLLOW),
    Row("DELETE", "/objects/<object_id>/follow", "/objects/{page}/follow", "xx?------"),
    Row("PUT", "/objects/<object_id>/mute", "/objects/{page}/mute", "xx?......"),
    Row("DELETE", "/objects/<object_id>/mute", "/objects/{comment}/mute", "xx?------"),
    Row("GET", "/topics", "/topics?query=verlof", "xx.......", None, False),
    Row("GET", "/topics/<topic_id>", "/topics/{topic}", "xx?......"),
    Row("PATCH", "/topics/<topic_id>", "/topics/{topic}", "xx?!!!!..", {"label": "verlof"}),
    Row("POST", "/topics/<topic_id>/merge", "/topics/{topic}/merge", "xx?!!!!??", {"into": "0" * 26}),
    Row("GET", "/pages/<page_id>/topics", "/pages/{page}/topics", "xx?......"),
    Row("PUT", "/pages/<page_id>/topics", "/pages/{page}/topics", "xx?!!....", {"topics": ["verlof"]}),
    Row("POST", "/boot", "/boot", "xx?......", BOOT),
    Row("GET", "/counts", COUNTS, "xx.......", None, False),
    Row("GET", "/feed", "/feed", "xx.......", None, False),
    Row("GET", "/feed/news", "/feed/news?snapshot=x", "xx.......", None, False),
    Row("GET", "/feed/since", "/feed/since?snapshot=x", "xx.......", None, False),
    Row("GET", "/feed/formula", "/feed/formula", "xx.......", None, False),
    Row("PUT", "/feed/tab", "/feed/tab", "xx-------", {"tab": "newest"}, False),
    Row("POST", "/feed/seen", "/feed/seen", "xx-------", {"snapshot": "x"}, False),
    Row("POST", "/posts", "/posts", "xx?++++++", TEXT, False),
    Row("POST", "/preview", "/preview", "xx.......", TEXT, False),
    Row("GET", "/notifications", "/notifications", "xx.......", None, False),
    Row("GET", "/notifications/count", "/notifications/count", "xx.......", None, False),
    Row("POST", "/notifications/seen", "/notifications/seen", "xx.......", {"ids": ["x"]}, False),
    Row("POST", "/notifications/unseen", "/notifications/unseen", "xx.......", {"undo": MARKED}, False),
    Row("GET", "/me", "/me", "xx.......", None, False),
    Row("GET", "/me/follows", "/me/follows", "xx.......", None, False),
    Row("GET", "/me/mutes", "/me/mutes", "xx.......", None, False),
    Row("GET", "/me/devices", "/me/devices", "xx.......", None, False),
    Row("POST", "/me/devices", "/me/devices", "xx+++++++", DEVICE, False),
    Row("DELETE", "/me/devices/<device_id>", "/me/devices/{page}", "xx???????", None, False),
    Row("GET", "/me/notification-settings", "/me/notification-settings", "xx.......", None, False),
    Row("GET", "/me/digest", "/me/digest", "xx.......", None, False),
    Row("PUT", "/me/digest", "/me/digest", "xx.......", {"every": "never"}, False),
    Row("PUT", "/me/notification-settings", "/me/notification-settings", "xx.......", {}, False),
    Row("POST", "/preview", "/preview", "xx?......", {"source": "tekst", "object": "{page}"}),
    Row("GET", "/people", "/people?query=an&object={page}", "xx?......"),
    Row("GET", "/people", "/people?query=an", "xx?......", None, False),
    Row("GET", "/people/<person_id>", "/people/{page}", "xx???????", None, False),
    Row("GET", "/me/profile", "/me/profile", "xx.......", None, False),
    Row("PATCH", "/me/profile", "/me/profile", "xx.......", {"show_contributions": True}, False),
    Row("PUT", "/me/photo", "/me/photo", "xx.......", None, False, data=PICTURE),
    Row("DELETE", "/me/photo", "/me/photo", "xx-------", None, False),
    Row("PUT", "/me/profile/nudged", "/me/profile/nudged", "xx-------", None, False),
    Row("GET", "/people/<person_id>/contributions", "/people/{page}/contributions", "xx???????", None, False),
    Row("GET", "/groups", "/groups", "xx.......", None, False),
    Row("POST", "/groups", "/groups", "xx!!!!!++", {"name": "Fietsers"}, False),
    _of_group("GET", "", "", "xx?......"),
    _of_group("PATCH", "", "", "xx?!!.!!!", {"name": "Lopers"}),
    _of_group("DELETE", "", "", "xx?!!-!!!"),
    _of_group("PUT", "/members/me", "/members/me", "xx?......"),
    _of_group("GET", "/members", "/members", "xx?!..!!!"),
    _of_group("GET", "/members", "/members?state=asked", "xx?!!.!!!"),
    _of_group("POST", "/members", "/members", "xx?!!+!!!", {"person": "{person}"}),
    _of_group("DELETE", "/members/me", "/members/me", "xx?------"),
    _of_group("PUT", "/members/<person_id>", "/members/{member}", "xx?!!.!!!", {"role": "deputy"}),
    _of_group("DELETE", "/members/<person_id>", "/members/{member}", "xx?!!-!!!"),
    Row("POST", "/files", "/files?name=a.txt", "xx+++++++", None, False, data=b"tekst"),
    Row("GET", "/files/<file_id>", "/files/{file}", "xx?......"),
    Row("DELETE", "/files/<file_id>", "/files/{file}", "xx???????", None, False),
    Row("GET", "/openapi.json", "/openapi.json", ".........", None, False),
)

# Rules outside the API's matrix: no bearer token is looked at there. What they do is tested where they live.
ELSEWHERE = {
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
    ("GET", "/api/docs"),
    ("GET", "/api/docs.css"),
    ("GET", "/problems/<code>"),
    ("POST", "/oauth/device_authorization"),
    ("POST", "/oauth/token"),
    ("POST", "/oauth/revoke"),
    ("GET", "/auth/static/<path:filename>"),
    ("GET", "/auth/login"),
    ("GET", "/auth/callback"),
    ("GET", "/auth/finish"),
    ("POST", "/auth/proof"),
    ("POST", "/auth/number"),
    ("GET", "/auth/logout"),
    ("POST", "/auth/logout"),
    ("GET", "/auth/signed-out"),
    ("POST", "/auth/backchannel-logout"),
    ("GET", "/photos/<key>/<int:size>"),
    ("GET", "/mail/unsubscribe"),
    ("POST", "/mail/unsubscribe"),
    ("GET", "/app"),
    ("GET", "/app/t/<object_id>"),
    ("GET", "/app/manifest.webmanifest"),
    ("GET", "/app/sw.js"),
    ("GET", "/app/static/<path:filename>"),
    ("GET", "/embed/weerklank.js"),
    ("GET", "/embed/src/<part>/<name>"),
    ("GET", "/embed/<version>/<name>"),
    ("GET", "/embed/frame.css"),
    ("GET", "/embed/frame.js"),
    ("GET", "/embed/status"),
    ("GET", "/embed/frame/<widget>"),
}


def rules(app: Flask) -> Iterator[tuple[str, str]]:
    """Give method and rule of everything the service answers; HEAD and OPTIONS follow from the others."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule.rule


def filled_in(value: Any, ids: dict[str, str]) -> Any:
    """Give what stands in a body with its names filled in."""
    return value.format(**ids) if isinstance(value, str) else value


def filled(rule: str, ids: dict[str, str]) -> str:
    """Give an address of a rule: pages and comments that exist, else a word."""
    names = {"page_id": ids["page"], "comment_id": ids["comment"], "object_id": ids["page"], "kind": "like"}
    names |= {"file_id": ids["file"], "group_id": ids["group"], "person_id": ids["member"], "topic_id": ids["topic"]}
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: names.get(found[1], "thread"), rule)
