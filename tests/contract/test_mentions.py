"""Mentions: only of people who may read the page, under their own names, ten at most."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor, fault
from widget_server.core import text
from widget_server.db import session, transaction
from widget_server.identity.models import Actor
from widget_server.identity.service import set_disabled
from widget_server.people.models import Mention
from widget_server.threads.models import Comment, CommentVersion
from widget_server.threads.tasks import render_again


def at(who: Visitor, label: str = "wie dan ook") -> str:
    """Give the source that mentions somebody."""
    return f"@[{label}]({who.id})"


def shown(who: Visitor) -> str:
    """Give the HTML of a mention."""
    return f'<span class="mention">@{who.person.name}</span>'


def mentioned(make: Factory, comment: str) -> set[str]:
    """Give the ids of those whom a comment mentions."""
    with make.app.app_context():
        return set(session().scalars(select(Mention.actor_id).where(Mention.object_id == comment)))


def disable(make: Factory, who: Visitor) -> None:
    """Let somebody leave."""
    with make.app.app_context(), transaction():
        set_disabled(session().get_one(Actor, who.id), disabled=True)


def test_a_mention_is_shown_under_the_real_name_and_written_down(
    anna: Visitor, bram: Visitor, page: str, make: Factory
) -> None:
    comment = anna.reply(page, f"Vraag het {at(bram)}.")
    assert comment["html"] == f"<p>Vraag het {shown(bram)}.</p>"
    assert mentioned(make, comment["id"]) == {bram.id}


def test_who_may_not_read_the_page_is_no_mention(anna: Visitor, bram: Visitor, make: Factory, site: MadeSite) -> None:
    dora = make.visitor(make.person("Dora", groups=["hr"]), site)
    emre = make.visitor(make.person("Emre", groups=["hr"]), site)
    guest = make.visitor(make.person("Gast", guest=True), site)
    unknown = make.visitor(make.person("Fay", groups=None), site)
    closed = make.page(site, "closed", groups=["hr"])
    comment = emre.reply(closed, " ".join(at(who) for who in (bram, dora, guest, unknown)))
    assert comment["html"] == f"<p>@wie dan ook {shown(dora)} @wie dan ook @wie dan ook</p>"
    assert mentioned(make, comment["id"]) == {dora.id}


def test_a_guest_or_somebody_who_left_is_no_mention_on_an_open_page(
    anna: Visitor, bram: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    guest = make.visitor(make.person("Gast", guest=True), site)
    disable(make, bram)
    comment = anna.reply(page, f"{at(bram)} {at(guest)}")
    assert comment["html"] == "<p>@wie dan ook @wie dan ook</p>"
    assert mentioned(make, comment["id"]) == set()


def test_what_is_no_person_is_no_mention(anna: Visitor, page: str, make: Factory) -> None:
    comment = anna.reply(page, f"@[x]({page}) @[y]({'0' * 26})")
    assert (comment["html"], mentioned(make, comment["id"])) == ("<p>@x @y</p>", set())


def test_an_edit_mentions_anew(anna: Visitor, bram: Visitor, carla: Visitor, page: str, make: Factory) -> None:
    comment = anna.reply(page, f"{at(bram)}")["id"]
    edited = anna.patch(f"/comments/{comment}", {"source": f"{at(bram)} en {at(carla)}"})
    assert edited.json["html"] == f"<p>{shown(bram)} en {shown(carla)}</p>"
    assert mentioned(make, comment) == {bram.id, carla.id}
    anna.patch(f"/comments/{comment}", {"source": f"`{at(bram)}` en {at(carla)}"})
    assert mentioned(make, comment) == {carla.id}
    anna.delete(f"/comments/{comment}")
    assert mentioned(make, comment) == set()


def test_ten_are_mentioned_and_eleven_are_refused(anna: Visitor, page: str, make: Factory, site: MadeSite) -> None:
    people = [make.visitor(make.person(), site) for _ in range(11)]
    ten = anna.reply(page, " ".join(at(who) for who in people[:10]))["id"]
    assert len(mentioned(make, ten)) == 10
    eleven = {"source": " ".join(at(who) for who in people)}
    for answer in (
        anna.post(f"/objects/{page}/replies", eleven),
        anna.patch(f"/comments/{ten}", eleven),
        anna.post("/preview", eleven | {"object": page}),
    ):
        assert fault(answer) == (422, "invalid")
        assert "11" in answer.json["errors"]["source"][0]
    assert anna.thread(page)["total"] == 1


def test_one_person_named_eleven_times_is_one_mention(anna: Visitor, bram: Visitor, page: str, make: Factory) -> None:
    comment = anna.reply(page, " ".join([at(bram)] * 11))
    assert mentioned(make, comment["id"]) == {bram.id}


def test_a_preview_shows_mentions_and_says_how_many_others_are_told(
    anna: Visitor, bram: Visitor, carla: Visitor, page: str
) -> None:
    source = f"{at(bram)} {at(bram)} {at(carla)} {at(anna)} @[x]({'0' * 26})"
    html = f"<p>{shown(bram)} {shown(bram)} {shown(carla)} {shown(anna)} @x</p>"
    assert anna.post("/preview", {"source": source, "object": page}).json == {"html": html, "told": 2}
    comment = anna.reply(page)["id"]
    assert anna.post("/preview", {"source": source, "object": comment}).json == {"html": html, "told": 2}
    assert anna.post("/preview", {"source": at(bram)}).json == {"html": "<p>@wie dan ook</p>"}


def test_a_preview_for_what_one_may_not_read_is_missing(anna: Visitor, make: Factory, site: MadeSite) -> None:
    closed = make.page(site, "closed", groups=["hr"])
    for wanted in (closed, "0" * 26, "", "' OR 1=1", "\ud800"):
        assert fault(anna.post("/preview", {"source": "x", "object": wanted})) in ((404, "missing"), (400, "malformed"))


def test_a_name_stands_as_it_was_when_it_was_written(anna: Visitor, bram: Visitor, page: str, make: Factory) -> None:
    before = anna.reply(page, at(bram))["html"]
    make.rename(bram, "Bram de Wit")
    assert anna.thread(page)["items"][0]["html"] == before
    assert "Bram de Wit" in anna.reply(page, at(bram))["html"]


def test_what_is_rendered_again_keeps_its_mentions_and_gets_no_new_ones(
    anna: Visitor, bram: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    dora = make.visitor(make.person("Dora", guest=True), site)
    comment = anna.reply(page, f"{at(bram)} {at(dora)}")
    with make.app.app_context(), transaction():
        session().execute(update(Comment).values(text_version=text.VERSION - 1, html="oud"))
    with make.app.app_context():
        assert render_again() == 1
    assert anna.thread(page)["items"][0]["html"] == comment["html"]


@pytest.mark.settings(edit_quiet_seconds=0)
def test_earlier_versions_rendered_again_keep_the_mentions_that_stand(
    anna: Visitor, bram: Visitor, page: str, make: Factory
) -> None:
    comment = anna.reply(page, f"eerst {at(bram)}")
    anna.patch(f"/comments/{comment['id']}", {"source": f"toen {at(bram)}"})
    with make.app.app_context(), transaction():
        session().execute(update(CommentVersion).values(text_version=text.VERSION - 1, html="oud"))
    with make.app.app_context():
        assert render_again() == 1
    versions = anna.get(f"/comments/{comment['id']}/versions").json["items"]
    assert [version["html"] for version in versions] == [f"<p>toen {shown(bram)}</p>", f"<p>eerst {shown(bram)}</p>"]
