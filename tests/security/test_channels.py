"""Every channel by every kind of place: whoever may not read a place meets it nowhere. `can_read` alone decides.

A channel that is added to the service gets a row here. That sockets and mail carry no words at all of a place that is
not open is in process/test_live and contract/test_mail.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

import pytest
from sqlalchemy import update

from tests.factories import Factory, MadeSite
from tests.helpers import following
from tests.helpers.http import Visitor
from tests.helpers.uploads import BESIDE, attached
from widget_server.access.service import can_read
from widget_server.core import clock
from widget_server.core.events import Happened
from widget_server.core.ids import new_id
from widget_server.core.websocket import WebSocket
from widget_server.db import session, transaction
from widget_server.identity.models import Actor
from widget_server.mail.service.deciding import decide
from widget_server.realtime.policy import room_of_page
from widget_server.realtime.service.hall import Hall
from widget_server.realtime.service.news import Desk
from widget_server.threads.service import hide

WORDS = "geheime woorden"
TOPIC = "afgeschermd"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Place:
    """A page or a group's conversation with a comment in it, which carries a topic and mentions all readers.

    `group`: empty for a page of the host.
    """

    page: str
    comment: str
    writer: Visitor
    make: Factory
    group: str = ""
    file: str = ""


def status(method: str, path: str, body: dict[str, str] | None = None) -> Callable[[Visitor, Place], bool]:
    """Build a channel that answers 404 to who may not know of the place."""

    def meets(who: Visitor, place: Place) -> bool:
        filled = path.format(page=place.page, comment=place.comment)
        said = body and {name: value.format(page=place.page) for name, value in body.items()}
        answer = who.call(method, filled, said)
        assert answer.status_code != 404 or WORDS not in answer.text
        return answer.status_code != 404

    return meets


def listed(path: str) -> Callable[[Visitor, Place], bool]:
    """Build a channel that is a list, which the comment, or the one with the file, is in or not."""

    def meets(who: Visitor, place: Place) -> bool:
        answer = who.get(path)
        assert answer.status_code == 200, answer.text
        return any(sign in answer.text for sign in (place.comment, WORDS, BESIDE))

    return meets


def attachment(who: Visitor, place: Place) -> bool:
    """Read a file that is attached to the comment."""
    return who.get(f"/files/{place.file}").status_code == 200


def kept(path: str) -> Callable[[Visitor, Place], bool]:
    """Build a channel that lists the page among what one follows."""
    return lambda who, place: place.page in who.get(path).text


def offered_to_mention(who: Visitor, place: Place) -> bool:
    """Be counted among those whom a text there would tell."""
    said = {"source": f"@[iemand]({who.id})", "object": place.page}
    return bool(place.writer.post("/preview", said).json["told"])


def contributed(who: Visitor, place: Place) -> bool:
    """Read what the writer wrote, who lets others see the list."""
    return WORDS in who.get(f"/people/{place.writer.id}/contributions").text


def heard(who: Visitor, place: Place) -> bool:
    """Sit in the room of the page, as if one had been let in, when something happens there."""
    told: list[tuple[str, set[str]]] = []
    hall = Hall()
    seat = hall.enter(cast(WebSocket, None))
    hall.sign_in(seat, "", place.make.principal(who), "")
    hall.join(seat, room_of_page(place.page))
    desk = Desk(hall, lambda event, _, seats: told.extend((event, each.person) for each in seats), nullcontext, {})
    writer = place.make.principal(place.writer)
    happened = Happened(new_id(), writer.site_id, writer.actor_id, "create", place.comment, place.page, clock.now())
    with place.make.app.app_context():
        desk.tell([happened])
    assert len(told) == 1
    return told[0][0] == "changed"


def mailed(who: Visitor, place: Place) -> bool:
    """Be due for a mail about what mentions one, at noon of the next working day."""
    noon = clock.now().replace(hour=11, minute=0) + DAY
    while noon.weekday() > 4:
        noon += DAY
    with clock.moved(noon - clock.now()), place.make.app.app_context():
        session().execute(update(Actor).values(email="iemand@example.com"))
        letter = decide(who.id, 0).letter
        found = letter is not None and place.comment in {row.object_id for row in letter.rows}
        session().rollback()
    return found


def boot(who: Visitor, _place: Place) -> bool:
    """Visit the page for the first time."""
    return WORDS in who.boot("place").text


def app(who: Visitor, place: Place) -> bool:
    """Open the conversation in the app, by the id of the comment."""
    return WORDS in who.boot(f"weerklank:{place.comment}").text


def counted(who: Visitor, _place: Place) -> bool:
    """Ask how many comments the page has."""
    return bool(who.get("/counts?site=intranet&page=place").json["place"]["comments"])


def picked(who: Visitor, place: Place) -> bool:
    """Be offered to somebody inside who types an @."""
    found = place.writer.get(f"/people?query={who.person.name.split()[0]}&object={place.page}")
    return who.id in found.text


CHANNELS: dict[str, Callable[[Visitor, Place], bool]] = {
    "page": status("GET", "/pages/{page}"),
    "thread": status("GET", "/pages/{page}/thread"),
    "replies": status("GET", "/objects/{comment}/replies"),
    "comment": status("GET", "/comments/{comment}"),
    "versions": status("GET", "/comments/{comment}/versions"),
    "who reacted": status("GET", "/objects/{comment}/reactions"),
    "react": status("PUT", "/objects/{comment}/reactions/like"),
    "reply": status("POST", "/objects/{comment}/replies", {"source": "x"}),
    "follow the page": status("PUT", "/objects/{page}/follow", {"level": "all"}),
    "follow the comment": status("PUT", "/objects/{comment}/follow", {"level": "all"}),
    "mute": status("PUT", "/objects/{comment}/mute"),
    "preview": status("POST", "/preview", {"source": "x", "object": "{page}"}),
    "people who read along": status("GET", "/people?query=x&object={page}"),
    "mention picker": picked,
    "mention": offered_to_mention,
    "socket": heard,
    "mail": mailed,
    "topics": lambda who, _place: TOPIC in who.get(f"/topics?query={TOPIC}").text,
    "contributions": contributed,
    "feed, for you": listed("/feed?tab=for-you"),
    "feed, newest": listed("/feed?tab=newest"),
    "attachment": attachment,
    "app": app,
    "notifications": listed("/notifications"),
    "what one follows": kept("/me/follows"),
}
OF_HOST: dict[str, Callable[[Visitor, Place], bool]] = {"boot": boot, "count": counted}
PAGES = ("open page", "restricted page")
GROUPS = ("open group", "group on request", "closed group", "hidden group")
READERS = ("inside", "employee", "administrator", "unknown groups", "guest")
OPEN = {"open page", "open group"}
GRID = [(channel, kind) for channel in CHANNELS for kind in (*PAGES, *GROUPS)]
GRID += [(channel, kind) for channel in OF_HOST for kind in PAGES]


@pytest.fixture
def readers(make: Factory, site: MadeSite) -> dict[str, Visitor]:
    """One person of each sort; inside is who may read a place that is not open."""
    people = {
        "inside": make.person("Ilse", groups=["board"]),
        "employee": make.person("Erik"),
        "administrator": make.person("Ada", roles=["administrator"]),
        "unknown groups": make.person("Ugo", groups=None),
        "guest": make.person("Gina", guest=True),
    }
    return {name: make.visitor(person, site) for name, person in people.items()}


@pytest.fixture
def place(make: Factory, site: MadeSite, readers: dict[str, Visitor], kind: str) -> Place:
    """A place of a kind. All readers follow it and its writer, as if they had been allowed to once."""
    writer = make.visitor(make.person("Wim", groups=["board"]), site)
    page, group = _made(make, site, writer, readers["inside"], kind)
    for who in readers.values():
        for followed in (page, writer.id):
            following.follow(make, who, followed)
    writer.patch("/me/profile", {"show_contributions": True})
    named = " ".join(f"@[iemand]({who.id})" for who in readers.values())
    file = attached(writer, page)
    comment = make.comment(page, writer, f"{WORDS} #{TOPIC} {named}")
    return Place(page, comment, writer, make, group, file)


def _made(make: Factory, site: MadeSite, writer: Visitor, inside: Visitor, kind: str) -> tuple[str, str]:
    if kind in PAGES:
        return make.page(site, "place", groups=None if kind in OPEN else ["board"]), ""
    joining = {"open group": "open", "group on request": "request"}.get(kind, "closed")
    made = make.group(writer, joining, visible=kind != "hidden group", members=[inside])
    return made.page, made.id


def reads(kind: str, reader: str) -> bool:
    """Say who reads what: those inside; and what is open, everybody but guests."""
    return reader == "inside" or (kind in OPEN and reader != "guest")


@pytest.mark.parametrize(("channel", "kind"), GRID, ids=[f"{channel}, {kind}" for channel, kind in GRID])
def test_a_channel_shows_a_place_to_its_readers_and_to_nobody_else(
    readers: dict[str, Visitor], place: Place, channel: str, kind: str
) -> None:
    meets = (CHANNELS | OF_HOST)[channel]
    assert {name: meets(who, place) for name, who in readers.items()} == {name: reads(kind, name) for name in READERS}


@pytest.mark.parametrize("kind", [*PAGES, *GROUPS])
def test_can_read_decides_the_same(make: Factory, readers: dict[str, Visitor], place: Place, kind: str) -> None:
    for name, who in readers.items():
        principal = make.principal(who)
        with make.app.app_context():
            assert {can_read(principal, one) for one in (place.page, place.comment)} == {reads(kind, name)}


@pytest.mark.parametrize("kind", GROUPS)
def test_a_group_itself_is_known_to_all_but_guests_unless_it_is_hidden(
    readers: dict[str, Visitor], place: Place, kind: str
) -> None:
    for name, who in readers.items():
        knows = name == "inside" or (kind != "hidden group" and name != "guest")
        assert (who.get(f"/groups/{place.group}").status_code == 200) is knows
        assert (place.group in who.get("/groups").text) is knows


@pytest.mark.parametrize("kind", ["group on request", "closed group", "hidden group"])
def test_who_leaves_a_group_meets_its_posts_no_more(readers: dict[str, Visitor], place: Place, kind: str) -> None:
    inside = readers["inside"]
    assert inside.delete(f"/groups/{place.group}/members/me").status_code == 204
    assert {name for name, meets in CHANNELS.items() if meets(inside, place)} == set()
    assert inside.get("/notifications/count").json == {"unseen": 0}


@pytest.mark.parametrize("kind", ["open page", "closed group"])
def test_what_is_hidden_is_read_by_nobody_else(
    make: Factory, readers: dict[str, Visitor], place: Place, kind: str
) -> None:
    with make.app.app_context(), transaction():
        hide(make.principal(place.writer, ["manager"]), place.comment, "Huisregels")
    lists = ("/feed?tab=newest", "/feed?tab=for-you", "/notifications", "/me/follows", f"/topics?query={TOPIC}")
    of_comment = (f"/pages/{place.page}/thread", f"/comments/{place.comment}", f"/objects/{place.comment}/reactions")
    for path in (*lists, *of_comment, f"/people/{place.writer.id}/contributions"):
        text = readers["inside"].get(path).text
        assert (path, WORDS in text, TOPIC in text) == (path, False, False)


@pytest.mark.parametrize("kind", ["closed group"])
def test_a_file_is_out_of_reach_once_access_is_lost_however_it_is_asked_for(
    readers: dict[str, Visitor], place: Place, kind: str
) -> None:
    inside, path = readers["inside"], f"/files/{place.file}"
    known = inside.get(path).headers["ETag"]
    assert inside.delete(f"/groups/{place.group}/members/me").status_code == 204
    for headers in ({}, {"Range": "bytes=0-3"}, {"If-None-Match": known}, {"If-None-Match": "*"}):
        for method in ("GET", "HEAD"):
            assert inside.call(method, path, headers=headers).status_code == 404
