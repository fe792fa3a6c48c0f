"""What a socket may ask: to be somebody, to hear of a page or a topic, to go on under a newer token."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from flask import request

from widget_server.access.routes import principal_of
from widget_server.core.errors import Missing, NotSignedIn, Refusal
from widget_server.pages.service import get_page
from widget_server.realtime.policy import room_of_page, room_of_topic
from widget_server.realtime.service import Hall, Seat
from widget_server.sessions.service import tokens
from widget_server.sites.service import is_registered, url_origin

SEAT = "weerklank.seat"  # in the WSGI environment


class Events:
    """The handlers, in the context of the upgrade's request. What they refuse is answered with its code."""

    def __init__(self, hall: Hall, public_url: str, topics: Collection[str]) -> None:
        self.hall, self.public_url, self.topics = hall, public_url, topics

    def connect(self, auth: Any) -> None:
        """Take the seat by a token (3 queries). Raises NotSignedIn, NotAllowed, TooMany."""
        token = auth.get("token", "") if isinstance(auth, dict) else ""
        person = principal_of(self._bearer(token))
        sid: str = request.sid  # type: ignore[attr-defined]
        self.hall.sign_in(_seat(), sid, person, tokens.digest(token))

    def join(self, asked: dict[str, str]) -> dict[str, str]:
        """Hear of a page that may be read, or of a topic (0 or 1 query)."""
        return _answered(lambda: self.hall.join(_seat(), self._room(asked)))

    def leave(self, asked: dict[str, str]) -> dict[str, str]:
        """Hear no more of it."""
        return _answered(lambda: self.hall.leave(_seat(), _named(asked)))

    def renew(self, asked: dict[str, str]) -> dict[str, str]:
        """Go on under a newer token of the same person (2 queries)."""
        return _answered(lambda: self._renew(_seat(), asked["token"]))

    def _room(self, asked: dict[str, str]) -> str:
        person = _seat().person
        if person is None:
            raise NotSignedIn()
        if "page" in asked:
            get_page(person, asked["page"])
        elif asked["topic"] not in self.topics:
            raise Missing()
        return _named(asked)

    def _renew(self, seat: Seat, token: str) -> None:
        bearer = self._bearer(token)
        if seat.person is None or (bearer.actor_id, bearer.site_id) != (seat.person.actor_id, seat.person.site_id):
            raise NotSignedIn()
        seat.person, seat.token_hash = principal_of(bearer), tokens.digest(token)

    def _bearer(self, token: str) -> tokens.Bearer:
        """Give who holds a token, at the origin that it is bound to and that its site still has. Raises NotSignedIn."""
        origin = request.headers.get("Origin")
        bearer = tokens.find(token, origin)
        if bearer.origin != origin:  # a browser always sends one; what sends none has a token that is bound to none
            raise NotSignedIn()
        if origin is not None and origin != url_origin(self.public_url) and not is_registered(bearer.site_id, origin):
            raise NotSignedIn()
        return bearer


def _seat() -> Seat:
    seat: Seat = request.environ[SEAT]
    return seat


def _named(asked: dict[str, str]) -> str:
    return room_of_page(asked["page"]) if "page" in asked else room_of_topic(asked["topic"])


def _answered(act: Callable[[], None]) -> dict[str, str]:
    try:
        act()
    except Refusal as refusal:
        return {"code": refusal.code}
    return {}
