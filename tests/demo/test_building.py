"""What `weerklank demo` leaves in the data folder and the database, the first time and again."""

from __future__ import annotations

import json
import stat
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from tests.demo.conftest import Demo
from widget_server.activities.models import Activity
from widget_server.core import clock
from widget_server.core.settings import BadSetting
from widget_server.db import session
from widget_server.demo import configuration, conversations, groups, people
from widget_server.groups.models import Group, Membership
from widget_server.identity import service as identity
from widget_server.identity.models import Actor, Identity
from widget_server.notifications.models import Notification
from widget_server.pages.models import Page, PageUrl
from widget_server.reactions.models import Reaction
from widget_server.sites.service import find_site, origins_of
from widget_server.threads.models import Comment, CommentVersion

ACTS_TO_COME_IN = {"open": 1, "request": 2, "closed": 2}  # join; ask and be accepted; be invited and join


def counts(demo: Demo) -> dict[str, int]:
    """Count the rows that a visitor would see."""
    assert demo.app
    with demo.app.app_context():
        return {
            table.__tablename__: session().scalar(select(func.count()).select_from(table)) or 0
            for table in (Actor, Identity, Page, PageUrl, Comment, Reaction, Activity)
        }


def test_everything_that_happened_is_there_once(demo: Demo) -> None:
    happened = conversations.load()
    said = sum(one.verb == "reply" for one in happened)
    assert counts(demo) == {
        "actors": 13,
        "identities": 13,
        "pages": 6 + len(groups.load()),
        "page_urls": 6,
        "comments": said,
        "reactions": sum(one.verb == "react" for one in happened),
        "activities": len(happened)
        + sum(len(others) for _, others in people.follows())
        + sum(1 + ACTS_TO_COME_IN[group["kind"]] * len(group["members"]) for group in groups.load())
        + sum(len(group.get("asked", [])) for group in groups.load()),
    }


def test_building_again_changes_nothing_and_says_nothing(demo: Demo) -> None:
    before, demo.said = counts(demo), []
    day = demo.build()
    assert counts(demo) == before
    assert demo.said == []
    assert abs(day - clock.now().date()) <= timedelta(days=1)


def test_nobody_finds_more_than_the_last_day_at_the_bell(demo: Demo) -> None:
    assert demo.app
    with demo.app.app_context():
        told = dict(session().execute(select(Notification.seen_at.is_(None), func.count()).group_by(text("1"))).all())
        oldest = session().scalar(select(func.min(Notification.at)).where(Notification.seen_at.is_(None)))
    assert told[True] > 0 and told[False] > 0
    assert oldest and clock.now() - oldest < timedelta(days=1)


def test_comments_are_as_old_as_they_say_and_ids_follow_time(demo: Demo) -> None:
    assert demo.app
    with demo.app.app_context():
        rows = session().execute(select(Comment.id, Comment.created_at).order_by(Comment.id)).all()
    times = [row.created_at for row in rows]
    assert times == sorted(times)
    assert timedelta(days=37) < clock.now() - times[0] < timedelta(days=39)
    assert timedelta(minutes=39) < clock.now() - times[-1] < timedelta(minutes=45)


def test_an_edit_keeps_what_stood_there_and_a_removal_keeps_its_place(demo: Demo) -> None:
    assert demo.app
    with demo.app.app_context():
        assert session().scalar(select(func.count()).select_from(CommentVersion)) == 2
        removed = session().scalars(select(Comment).where(Comment.removed_at.is_not(None))).one()
        assert removed.reply_count == 1


def test_groups_have_their_members_managers_and_who_waits(demo: Demo) -> None:
    assert demo.app
    with demo.app.app_context():
        rows = (
            session()
            .execute(
                select(Group.slug, Membership.role, Membership.state, Identity.subject)
                .join(Membership, Membership.group_id == Group.id)
                .join(Identity, Identity.actor_id == Membership.actor_id)
            )
            .all()
        )
        counted = {group.slug: group.member_count for group in session().scalars(select(Group))}
    there = {(row.slug, row.subject): (row.role, row.state) for row in rows}
    for group in groups.load():
        told = {group["slug"]: 1 + len(group["members"])}
        assert told.items() <= counted.items()
        assert there[group["slug"], group["manager"]] == ("manager", "member")
        assert all(there[group["slug"], who][1] == "member" for who in group["members"])
        assert "deputy" not in group or there[group["slug"], group["deputy"]][0] == "deputy"
        assert all(there[group["slug"], who] == ("member", "asked") for who in group.get("asked", []))


def test_roles_come_from_the_groups_of_the_company(demo: Demo) -> None:
    assert demo.app
    with demo.app.app_context():
        site = find_site("intranet")
        assert site
        roles = {
            sub: identity.roles_of(identity.find_person(sub).id, site.id) for sub in ("anna", "carla", "daan", "eva")
        }
        assert identity.find_person("priya").guest
    assert roles == {
        "anna": frozenset(),
        "carla": frozenset({"manager"}),
        "daan": frozenset({"editor"}),
        "eva": frozenset({"administrator"}),
    }


def test_on_other_ports_origins_pages_and_people_follow(demo: Demo) -> None:
    before = counts(demo)
    demo.build(9000, 9080)
    assert demo.app
    with demo.app.app_context():
        assert origins_of("intranet") == ["http://intranet.localhost:9080"]
        addresses = set(session().scalars(select(Page.url).where(Page.url != ""))) | set(
            session().scalars(select(PageUrl.url))
        )
        assert {address.rpartition("/")[0] for address in addresses} == {"http://intranet.localhost:9080"}
        assert set(session().scalars(select(Identity.issuer))) == {"http://weerklank.localhost:9000/demo-idp"}
        photos = session().scalars(select(Actor.photo_url))
        assert all(url.startswith("http://weerklank.localhost:9000/demo-idp/photos/") for url in photos)
    assert counts(demo) == before


def test_the_provider_finds_its_people_and_their_photos(demo: Demo) -> None:
    people = json.loads((demo.data / "demo-people.json").read_text("utf-8"))
    assert all((demo.data / "demo-photos" / f"{person['sub']}.svg").is_file() for person in people)


def test_secrets_are_random_stay_and_are_for_the_owner_only(demo: Demo, tmp_path: Path) -> None:
    file = demo.data / "weerklank.toml"
    first = tomllib.loads(file.read_text("utf-8"))
    demo.build(9000)
    again = tomllib.loads(file.read_text("utf-8"))
    configuration.write(tmp_path / "other", "http://weerklank.localhost:8000")
    other = tomllib.loads((tmp_path / "other" / "weerklank.toml").read_text("utf-8"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for name in ("WEERKLANK_SECRET_KEY", "WEERKLANK_OIDC_CLIENT_SECRET"):
        assert len(first[name]) >= 48
        assert first[name] == again[name] != other[name]
    assert again["WEERKLANK_PUBLIC_URL"] == "http://weerklank.localhost:9000"


def test_a_folder_that_is_not_a_demos_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "weerklank.toml"
    file.write_text('WEERKLANK_PUBLIC_URL = "https://weerklank.example.com"\n')
    with pytest.raises(BadSetting, match="is not of a demo"):
        configuration.write(tmp_path, "http://weerklank.localhost:8000")
    assert file.read_text() == 'WEERKLANK_PUBLIC_URL = "https://weerklank.example.com"\n'
