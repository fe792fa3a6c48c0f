"""What two transactions make of each other, where writers do not wait for each other by themselves."""

from __future__ import annotations

from threading import Event, Thread

from flask import Flask

from tests.factories import MadeSite
from tests.identity.walk import Popup, Widget
from widget_server.db import prepared, session, transaction
from widget_server.identity.models import Actor
from widget_server.identity.service import set_disabled
from widget_server.sessions.models import AccessToken, BrowserSession
from widget_server.sessions.service import end_sessions_of, grants
from widget_server.sessions.service.browsers import Place
from widget_server.web.config import settings

PATIENCE_SECONDS = 30


def test_who_is_disabled_while_a_token_is_being_given_keeps_none(
    app: Flask, widget: Widget, popup: Popup, site: MadeSite
) -> None:
    begun = widget.begin()
    popup.arrive(begun)
    popup.prove(begun)
    given, seen = Event(), Event()

    def give() -> None:
        with app.app_context(), transaction():
            grants.redeem(begun["device_code"], Place(site.id, site.origin, same_site=False), [], settings())
            given.set()
            seen.wait(PATIENCE_SECONDS)

    def look(statement: str) -> None:
        if statement.startswith("UPDATE sign_in_attempts") and "actor_id" in statement and given.is_set():
            seen.set()

    prepared.listeners.append(look)
    giver = Thread(target=give)
    try:
        giver.start()
        assert given.wait(PATIENCE_SECONDS)
        with app.app_context(), transaction():
            actor = session().query(Actor).one()
            set_disabled(actor, disabled=True)
            end_sessions_of(actor.id)
    finally:
        seen.set()
        giver.join()
        prepared.listeners.remove(look)
    with app.app_context():
        assert (session().query(BrowserSession).count(), session().query(AccessToken).count()) == (0, 0)
