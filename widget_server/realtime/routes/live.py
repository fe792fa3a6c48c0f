"""The sockets of an application: who is let in, and the loops that serve them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import gevent
import orjson
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from widget_server.core.server import UPGRADE
from widget_server.core.settings import Settings
from widget_server.core.websocket import POLICY, WebSocket, is_upgrade
from widget_server.realtime.routes.events import SEAT, Events
from widget_server.realtime.service import Concerns, Desk, Hall, Queue, Seat, news
from widget_server.sites.service import is_known, url_origin
from widget_server.web import hosts, metrics

PATH = "/socket.io/"
LIVE = "weerklank_live"  # among the extensions of the application
LOOK_SECONDS = 2.0  # between two looks at whose session has ended; with what a look takes, it is over within five
BREATH = 100  # deliveries between which requests are answered
KEPT = (  # of a request's environment, for as long as its socket lasts
    "REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "SCRIPT_NAME", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL",
    "HTTP_HOST", "HTTP_ORIGIN", "HTTP_UPGRADE", "HTTP_CONNECTION", "wsgi.url_scheme",
)  # fmt: skip
CROWDED = [("Retry-After", "10"), ("Cache-Control", "no-store"), ("Content-Length", "0")]
Environ = dict[str, Any]
log = logging.getLogger(__name__)


def install(app: Flask, settings: Settings, own: dict[str, Concerns]) -> None:
    """Stand in front of `app` at /socket.io; `own` are the topics that concern single persons, and whom they do.

    Flask-SocketIO takes 13 MiB and 0.4 s to import: it comes with the first socket.
    """
    live = app.extensions[LIVE] = Live(app, settings, own)
    news.outlets[:] = [live.queue.send] if live.queue else []
    flask = app.wsgi_app

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Any:
        if environ["PATH_INFO"] == PATH and live.admits(environ):
            return live.answer(environ, start_response)
        return flask(environ, start_response)  # which knows no such address

    app.wsgi_app = answer  # type: ignore[method-assign]


class Live:
    """The sockets of an application in this process."""

    def __init__(self, app: Flask, settings: Settings, own: dict[str, Concerns]) -> None:
        self.app, self.public_url = app, settings.public_url
        self.hall = Hall()
        self.desk = Desk(self.hall, self._emit, app.app_context, own)
        self.queue = Queue(settings.redis_url, settings.public_url) if settings.redis_url else None
        self.socketio: Any = None
        self.is_closed = False

    def admits(self, environ: Environ) -> bool:
        """Tell whether a request is an upgrade from where somebody could hold a token (1 query)."""
        asked = parse_qs(environ.get("QUERY_STRING", ""))
        speaks = (asked.get("EIO"), asked.get("transport"), asked.get("sid")) == (["4"], ["websocket"], None)
        if self.is_closed or not speaks or "j" in asked or UPGRADE not in environ or not is_upgrade(environ):
            return False
        if not hosts.is_ours(environ.get("HTTP_HOST", ""), self.public_url):
            return False
        origin = environ.get("HTTP_ORIGIN")
        try:
            with self.app.app_context():
                return origin is None or origin == url_origin(self.public_url) or is_known(origin)
        except SQLAlchemyError as fault:
            log.warning("live_unavailable", extra={"reason": type(fault).__name__})
            return False

    def answer(self, environ: Environ, start_response: Callable[..., Any]) -> list[bytes]:
        """Take a connection over, and serve it until it ends; where too many wait already, say so and leave it."""
        address = environ.get("REMOTE_ADDR", "")  # behind proxies: what ProxyFix believes
        if self.hall.is_crowded(address):
            start_response("503 Service Unavailable", [*CROWDED])
            return []
        if self.socketio is None:
            self._begin()
        try:
            socket = WebSocket(environ[UPGRADE](), environ["HTTP_SEC_WEBSOCKET_KEY"])
        except OSError:
            return []
        seat = self.hall.enter(socket, address)
        try:
            kept = {name: environ[name] for name in KEPT if name in environ}
            self.socketio.server.handle_request(kept | {"flask.app": self.app, SEAT: seat}, start_response)
        finally:
            socket.end(POLICY)
            self.hall.go(seat)
        return []

    def close(self) -> None:
        """End every socket, and let no new one in: the service ends."""
        self.is_closed = True
        self.hall.close()

    def _begin(self) -> None:
        from widget_server.realtime.routes.protocol import made

        self.socketio = made(Events(self.hall, self.public_url, self.desk.own))
        metrics.sockets.set_function(lambda: len(self.hall.seats))
        news.outlets.append(self.desk.waiting.put)
        gevent.spawn(self.desk.run)
        gevent.spawn(self._look)
        if self.queue:
            gevent.spawn(self.queue.listen, self.desk.waiting.put, self.desk.ask_again)

    def _look(self) -> None:
        """Look now and then, for ever. While the database is away nothing is told either."""
        while True:
            gevent.sleep(LOOK_SECONDS)
            try:
                with self.app.app_context():
                    self.hall.look()
            except Exception:
                log.exception("live_look_failed")

    def _emit(self, event: str, data: dict[str, Any], seats: list[Seat]) -> None:
        """Send an event to seats, made once, past the library's queue and greenlet a client: a third of the time."""
        packet = "42" + orjson.dumps([event, data]).decode()
        for number, seat in enumerate(seats, 1):
            seat.socket.send_now(packet)
            if number % BREATH == 0:
                gevent.sleep(0)
