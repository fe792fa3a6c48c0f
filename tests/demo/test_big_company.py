"""The company that chance makes: every count right, nothing pointing nowhere, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, inspect, select, text, update

from tests.factories import ORIGIN, Factory
from widget_server.access.policy import Principal
from widget_server.access.service import can_read
from widget_server.activities.models import Activity, ActivitySubject
from widget_server.core.settings import BadSetting
from widget_server.core.text import render
from widget_server.db import db, session, transaction
from widget_server.demo.company import tables
from widget_server.demo.company.size import Size
from widget_server.demo.company.tasks import Ends, build, is_there
from widget_server.follows.models import Follow
from widget_server.groups.models import Group, Membership
from widget_server.identity.models import Actor, ActorGroup, Identity
from widget_server.objects.models import Object
from widget_server.pages.models import Page
from widget_server.pages.service import PageRef, resolve
from widget_server.reactions.models import Reaction
from widget_server.threads.models import Comment
from widget_server.threads.service import reply
from widget_server.topics.models import Topic

SIZE = Size(people=200, follows=5000, activities=1500, seed=7)
DAY = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ISSUER = "http://weerklank.localhost:8000/demo-idp"


def quietly(things: Iterable[Any], _length: int, _label: str) -> Iterable[Any]:
    """Go through things without a progress bar."""
    return things


def add(app: Flask, size: Size = SIZE, show: Any = quietly) -> None:
    """Build a company on the site `intranet`, made when there is none."""
    with app.app_context():
        site = session().execute(text("SELECT id FROM sites")).scalar() or Factory(app).site().id
        session().commit()
        build(size, Ends(site, ORIGIN, ISSUER, DAY), show)


@pytest.fixture
def company(app: Flask) -> Iterator[Flask]:
    """An application whose database holds a small company, within its context."""
    add(app)
    with app.app_context():
        yield app


def count(model: Any, *conditions: Any) -> int:
    """Count rows."""
    return session().scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def contents() -> dict[str, list[tuple[Any, ...]]]:
    """Give all rows of all tables that a company fills, in order."""
    return {
        table.name: sorted((tuple(row) for row in session().execute(select(table))), key=repr) for table in tables.ALL
    }


def clear() -> None:
    """Take the company away."""
    session().execute(update(Comment).values(parent_id=None))
    for table in reversed(tables.ALL):
        session().execute(delete(table))
    session().commit()


def schema() -> set[str]:
    """Give every index and foreign key."""
    looked = inspect(db.engine)
    indexes = {
        f"{table.name} {index['column_names']}" for table in tables.ALL for index in looked.get_indexes(table.name)
    }
    return indexes | {
        f"{table.name} {key['constrained_columns']} {key['referred_table']} {key['options']}"
        for table in tables.ALL
        for key in looked.get_foreign_keys(table.name)
    }


def test_there_is_as_much_as_was_asked_for(company: Flask) -> None:
    assert (count(Actor), count(Identity), count(Follow), count(Activity)) == (200, 200, 5000, 1500)
    assert (count(Page), count(Group), count(Topic)) == (SIZE.pages + SIZE.groups, SIZE.groups, SIZE.topics)
    assert count(Comment) + count(Reaction) == 1500
    assert 0.4 < count(Comment) / 1500 < 0.5


def test_no_row_points_nowhere(company: Flask) -> None:
    for table in tables.ALL:
        for key in table.foreign_key_constraints:
            column, there = key.elements[0].parent, key.elements[0].column
            lost = select(func.count()).select_from(table).where(column.is_not(None), column.not_in(select(there)))
            assert session().scalar(lost) == 0, f"{table.name}.{column.name}"


def test_pages_count_their_comments_and_their_acts(company: Flask) -> None:
    for page in session().scalars(select(Page)):
        acts = select(Activity.at).where(Activity.target_id == page.id).order_by(Activity.at)
        times = session().scalars(acts).all()
        assert (page.version, page.comment_count) == (1 + len(times), count(Comment, Comment.page_id == page.id))
        assert page.listed_at == (times[0] if times else None)
        assert all(page.created_at < time < DAY for time in times)


def test_tallies_are_the_reactions_there_are(company: Flask) -> None:
    reacted = dict(session().execute(select(Reaction.object_id, func.count()).group_by(Reaction.object_id)).all())
    for row in session().execute(select(Object.id, Object.tally)):
        assert row.tally == ({"like": reacted[row.id]} if row.id in reacted else {})


def test_a_thread_is_what_the_service_makes_of_the_same_words(company: Flask) -> None:
    page = session().scalars(select(Page).order_by(Page.comment_count.desc()).limit(1)).one()
    made = session().scalars(select(Comment).where(Comment.page_id == page.id).order_by(Comment.id)).all()
    with transaction():
        other = resolve(page.site_id, "open", PageRef("other", f"{ORIGIN}/other", "Other"))
        again: dict[str | None, str] = {None: other.id}
        for each in made:
            again[each.id] = reply(Principal(each.author_id, page.site_id), again[each.parent_id], each.source)
    written = {row.id: row for row in session().scalars(select(Comment).where(Comment.page_id == other.id))}
    kept = ("order_key", "depth", "reply_count", "thread_count", "next_number", "html", "source", "text_version")
    assert len(made) > 50
    assert max(each.depth for each in made) > 1
    for each in made:
        assert {name: getattr(each, name) for name in kept} == {
            name: getattr(written[again[each.id]], name) for name in kept
        }
    session().refresh(other)
    assert other.comment_count == page.comment_count


def test_a_root_is_as_active_as_its_last_reply(company: Flask) -> None:
    for root in session().scalars(select(Comment).where(Comment.depth == 0)):
        last = session().scalar(select(func.max(Comment.created_at)).where(Comment.root_id == root.id))
        assert root.active_at == last


def test_what_is_said_is_on_the_timelines_of_what_it_touches_and_likes_are_on_none(company: Flask) -> None:
    timelines: dict[str, set[str]] = {}
    for row in session().execute(select(ActivitySubject.activity_id, ActivitySubject.subject_id)):
        timelines.setdefault(row.activity_id, set()).add(row.subject_id)
    comments = {each.id: each for each in session().scalars(select(Comment))}
    for act in session().scalars(select(Activity)):
        expected: set[str | None] = set()
        if act.verb == "create":
            said = comments[act.object_id]
            expected = {act.actor_id, act.object_id, act.target_id, said.root_id, said.parent_id} - {None}
        assert timelines.get(act.id, set()) == expected


def test_whoever_speaks_may_read_there_and_some_may_not(company: Flask) -> None:
    site_id = session().scalar(select(Page.site_id).limit(1))
    for act in session().scalars(select(Activity).limit(200)):
        assert can_read(Principal(act.actor_id, act.site_id), act.object_id)
    assert {kind for (kind,) in session().execute(text("SELECT DISTINCT kind FROM audiences"))} == {
        "everyone",
        "groups",
        "members",
    }
    people = session().scalars(select(Actor.id).order_by(Actor.id).limit(20)).all()
    pages = session().scalars(select(Page.id)).all()
    readable = [can_read(Principal(person, site_id), page) for person in people for page in pages]
    assert 0.5 < sum(readable) / len(readable) < 0.98


def test_members_see_their_group_and_its_conversation_and_others_only_what_is_open(company: Flask) -> None:
    people = session().scalars(select(Actor.id)).all()
    for group in session().scalars(select(Group)):
        members = set(session().scalars(select(Membership.actor_id).where(Membership.group_id == group.id)))
        stranger = Principal(next(person for person in people if person not in members), group.site_id)
        assert all(can_read(Principal(member, group.site_id), group.page_id) for member in members)
        assert can_read(stranger, group.page_id) == (group.kind == "open")
        assert can_read(stranger, group.id) == group.visible


def test_most_follow_little_and_few_are_followed_much(company: Flask) -> None:
    of_person = sorted(session().scalars(select(func.count()).select_from(Follow).group_by(Follow.actor_id)))
    of_thing = sorted(session().scalars(select(func.count()).select_from(Follow).group_by(Follow.object_id)))
    assert of_person[-1] > 4 * of_person[len(of_person) // 2]
    assert of_thing[-1] > 10 * of_thing[len(of_thing) // 2]
    assert count(Follow, Follow.actor_id == Follow.object_id) == 0


def test_people_have_names_jobs_addresses_of_their_own_and_a_department_that_is_a_group(company: Flask) -> None:
    people = session().scalars(select(Actor)).all()
    assert len({person.email for person in people}) == len(people)
    assert all(person.name and person.job_title and person.department for person in people)
    assert {person.locale for person in people} == {"nl", "en"}
    assert count(ActorGroup) == len(people)


def test_texts_are_rendered_by_the_one_renderer_and_some_are_markdown(company: Flask) -> None:
    said = session().execute(select(Comment.source, Comment.html)).all()
    assert all(row.html == render(row.source) for row in said)
    assert any("<strong>" in row.html for row in said)
    assert len({row.source for row in said}) > len(said) / 2


def test_the_same_seed_gives_the_same_company(app: Flask, make: Factory) -> None:
    add(app)
    with app.app_context():
        first = contents()
        clear()
    add(app)
    with app.app_context():
        assert contents() == first


def test_another_seed_gives_another_company(app: Flask) -> None:
    add(app)
    with app.app_context():
        first = contents()
        clear()
    add(app, replace(SIZE, seed=8))
    with app.app_context():
        assert not any(rows == first[name] for name, rows in contents().items())


def test_indexes_and_foreign_keys_stand_as_before(app: Flask) -> None:
    with app.app_context():
        before = schema()
    add(app)
    with app.app_context():
        assert schema() == before


def test_a_build_that_is_broken_off_leaves_nothing(app: Flask) -> None:
    def broken(things: Iterable[Any], _length: int, label: str) -> Iterator[Any]:
        yield from things
        if label.startswith("Follows"):
            raise KeyboardInterrupt

    with app.app_context():
        before = schema()
    with pytest.raises(KeyboardInterrupt):
        add(app, SIZE, broken)
    with app.app_context():
        assert (schema(), count(Actor), count(Object), count(Follow)) == (before, 0, 0, 0)
    add(app)


def test_a_company_that_is_there_is_not_built_again(company: Flask) -> None:
    assert is_there(SIZE, "intranet")
    with pytest.raises(BadSetting, match="a company of 200 people here already"):
        is_there(Size(300, 5000, 1500, 7), "intranet")


def test_a_database_with_other_people_is_left_alone(app: Flask, make: Factory, anna: Any) -> None:
    with app.app_context(), pytest.raises(BadSetting, match="not of a demo"):
        is_there(SIZE, "intranet")


def test_a_database_with_another_site_is_left_alone(app: Flask, make: Factory) -> None:
    make.site("other")
    with app.app_context(), pytest.raises(BadSetting, match="not of a demo"):
        is_there(SIZE, "intranet")


def test_an_empty_database_is_good(app: Flask) -> None:
    with app.app_context():
        assert not is_there(SIZE, "intranet")


@pytest.mark.parametrize(
    "size", [Size(10, 100, 100, 1), Size(200, 100, 100, 1), Size(200, 50_000, 100, 1), Size(200, 5000, 0, 1)]
)
def test_a_company_that_cannot_be_is_refused(app: Flask, size: Size) -> None:
    with app.app_context(), pytest.raises(BadSetting):
        is_there(size, "intranet")
