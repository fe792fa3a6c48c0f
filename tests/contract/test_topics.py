"""Topics: in text and on pages, found by those who read what carries them, merged and renamed by managers."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor, fault
from tests.helpers.parallel import at_once
from widget_server.activities.models import Activity, ActivitySubject
from widget_server.db import session
from widget_server.topics.models import Tagging, Topic


def labels(visitor: Visitor, query: str = "") -> list[str]:
    """Give the topics that somebody finds."""
    return [topic["label"] for topic in visitor.get(f"/topics?query={query}").json["items"]]


def topic_id(visitor: Visitor, name: str) -> str:
    """Give the id of the topic with a name."""
    (found,) = visitor.get("/topics", query_string={"name": name}).json["items"]
    return str(found["id"])


def carried(make: Factory, target: str) -> list[str]:
    """Give what an object carries, as written, by name."""
    with make.app.app_context():
        found = select(Topic.label).join(Tagging, Tagging.topic_id == Topic.id).where(Tagging.object_id == target)
        return list(session().scalars(found.order_by(Topic.name)))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Over #verlof en #CAO-2026.", ["CAO-2026", "verlof"]),
        ("#één #über, (#café)", ["café", "één", "über"]),
        ("**#vet** en > #niet-code", ["niet-code", "vet"]),
        ("`#code` en\n\n```\n#blok\n```", []),
        ("[#tekst](https://example.com/#anker) https://example.com/#hier", []),
        ("#2026 #a a#b &#x27; ##dubbel #under_score #-min", []),
        ("#verlof #Verlof #VERLOF", ["verlof"]),
        ("#" + "a" * 51, []),
        (" ".join(f"#t{letter}" for letter in "abcdefghijkl"), [f"t{letter}" for letter in "abcdefghij"]),
    ],
)
def test_a_text_carries_the_topics_it_names_outside_code_and_links(
    anna: Visitor, page: str, make: Factory, source: str, found: list[str]
) -> None:
    assert carried(make, anna.reply(page, source)["id"]) == found


def test_an_edit_changes_what_a_comment_carries_and_removing_it_ends_it(
    anna: Visitor, page: str, make: Factory
) -> None:
    comment = anna.reply(page, "#een #twee")["id"]
    anna.patch(f"/comments/{comment}", {"source": "#twee #drie"})
    assert carried(make, comment) == ["drie", "twee"]
    assert labels(anna) == ["drie", "twee"]
    anna.delete(f"/comments/{comment}")
    assert (carried(make, comment), labels(anna)) == ([], [])


def test_what_is_written_about_a_topic_is_on_its_timeline(anna: Visitor, page: str, make: Factory) -> None:
    comment = anna.reply(page, "Over #verlof")["id"]
    with make.app.app_context():
        found = select(Activity.object_id).join(ActivitySubject, ActivitySubject.activity_id == Activity.id)
        assert session().scalars(found.where(ActivitySubject.subject_id == topic_id(anna, "verlof"))).all() == [comment]


def test_hidden_words_carry_no_topic_until_they_are_shown_again(anna: Visitor, carla: Visitor, page: str) -> None:
    comment = anna.reply(page, "Wat een #onzin")["id"]
    carla.put(f"/comments/{comment}/hidden", {"reason": "x"})
    assert labels(carla) == []
    anna.patch(f"/comments/{comment}", {"source": "Toch #onzin, en #meer"})
    assert labels(carla) == []
    carla.delete(f"/comments/{comment}/hidden")
    assert labels(anna) == ["meer", "onzin"]


def test_topics_are_found_by_their_beginning_whatever_the_case_and_the_diacritics(anna: Visitor, page: str) -> None:
    anna.reply(page, "#Économie #economisch #verlof #100procent")
    assert labels(anna, "econ") == ["Économie", "economisch"]
    assert labels(anna, "ÉCON") == ["Économie", "economisch"]
    assert labels(anna, "%") == labels(anna, "_") == []
    assert anna.get(f"/topics/{topic_id(anna, 'ECONOMIE')}").json["label"] == "Économie"


def test_topics_come_twenty_at_a_time(anna: Visitor, page: str) -> None:
    names = [f"t{number:02}x" for number in range(45)]
    for start in range(0, 45, 9):
        anna.reply(page, " ".join(f"#{name}" for name in names[start : start + 9]))
    read: list[str] = []
    sizes: list[int] = []
    cursor = ""
    while cursor is not None:
        part = anna.get("/topics", query_string={"query": "t", "cursor": cursor} if cursor else {"query": "t"}).json
        read += [topic["label"] for topic in part["items"]]
        sizes.append(len(part["items"]))
        cursor = part["next"]
    assert (read, sizes) == (names, [20, 20, 5])


def test_a_topic_of_a_closed_conversation_is_known_to_its_readers_only(
    make: Factory, site: MadeSite, anna: Visitor, carla: Visitor, page: str
) -> None:
    member = make.visitor(make.person(groups=["board"]), site)
    guest = make.visitor(make.person(guest=True), site)
    closed = make.page(site, "board", groups=["board"])
    member.reply(closed, "Over #fusie en #verlof")
    anna.reply(page, "Over #verlof")
    assert (labels(member), labels(anna), labels(guest)) == (["fusie", "verlof"], ["verlof"], [])
    fusion = topic_id(member, "fusie")
    assert member.put(f"/objects/{fusion}/follow", {"level": "all"}).json == {"level": "all", "followers": 1}
    for who in (anna, carla, guest):
        assert who.get("/topics?name=fusie").json["items"] == []
        assert fault(who.get(f"/topics/{fusion}")) == (404, "missing")
        assert fault(who.put(f"/objects/{fusion}/follow", {"level": "all"})) == (404, "missing")
    anna.reply(page, "Ook over #Fusie")
    assert anna.get(f"/topics/{fusion}").json == {"id": fusion, "label": "fusie"}


def test_topics_of_another_site_are_others(make: Factory, anna: Visitor, page: str) -> None:
    anna.reply(page, "#verlof")
    other = make.site("other", "https://other.example")
    foreigner = make.visitor(make.person(), other)
    assert labels(foreigner) == []
    foreigner.reply(make.page(other), "#verlof")
    assert topic_id(foreigner, "verlof") != topic_id(anna, "verlof")


def test_an_editor_says_what_a_page_is_about(make: Factory, site: MadeSite, anna: Visitor, page: str) -> None:
    editor = make.visitor(make.person(roles=["editor"]), site)
    said = editor.put(f"/pages/{page}/topics", {"topics": ["Verlof", "cao"]})
    assert [topic["label"] for topic in said.json["items"]] == ["cao", "Verlof"]
    editor.put(f"/pages/{page}/topics", {"topics": ["cao"]})
    assert [topic["label"] for topic in anna.get(f"/pages/{page}/topics").json["items"]] == ["cao"]
    assert labels(anna) == ["cao"]
    assert fault(anna.put(f"/pages/{page}/topics", {"topics": []})) == (403, "not_allowed")


@pytest.mark.parametrize("topics", [["a"], ["two words"], ["#verlof"], ["12"], [f"t{n}" for n in range(11)], [""]])
def test_what_is_no_topic_is_refused_for_a_page(carla: Visitor, page: str, topics: list[str]) -> None:
    assert carla.put(f"/pages/{page}/topics", {"topics": topics}).status_code == 422


def test_a_merged_topic_takes_followers_and_all_that_carries_it_along(
    anna: Visitor, bram: Visitor, carla: Visitor, page: str, make: Factory
) -> None:
    first, second = anna.reply(page, "#vakantie")["id"], anna.reply(page, "#verlof #vakantie")["id"]
    gone, into = topic_id(anna, "vakantie"), topic_id(anna, "verlof")
    anna.put(f"/objects/{gone}/follow", {"level": "mentions"})
    bram.put(f"/objects/{gone}/follow", {"level": "all"})
    bram.put(f"/objects/{into}/follow", {"level": "mentions"})
    assert carla.post(f"/topics/{gone}/merge", {"into": into}).json == {"id": into, "label": "verlof"}
    assert (carried(make, first), carried(make, second), labels(anna)) == (["verlof"], ["verlof"], ["verlof"])
    levels = [who.get(f"/objects/{into}/follow").json for who in (anna, bram)]
    assert levels == [{"level": "mentions", "followers": 2}] * 2
    assert anna.get(f"/topics/{gone}").json["id"] == topic_id(anna, "Vakantie") == into
    assert carried(make, anna.reply(page, "Nog eens #vakantie")["id"]) == ["verlof"]
    with make.app.app_context():
        timeline = select(ActivitySubject.activity_id).where(ActivitySubject.subject_id == gone)
        joined = select(Activity.verb).where(Activity.id.in_(timeline))
        assert session().scalars(joined).all() == []
    assert fault(carla.post(f"/topics/{gone}/merge", {"into": into})) == (409, "conflict")


def test_a_renamed_topic_is_found_by_both_names(anna: Visitor, carla: Visitor, page: str, make: Factory) -> None:
    comment = anna.reply(page, "#vakantie")["id"]
    topic = topic_id(anna, "vakantie")
    assert carla.patch(f"/topics/{topic}", {"label": "Verlof"}).json == {"id": topic, "label": "Verlof"}
    assert (carried(make, comment), labels(anna), topic_id(anna, "vakantie")) == (["Verlof"], ["Verlof"], topic)
    assert carla.patch(f"/topics/{topic}", {"label": "vakantie"}).json["label"] == "vakantie"
    assert (labels(anna), topic_id(anna, "verlof")) == (["vakantie"], topic)
    anna.reply(page, "#cao")
    assert fault(carla.patch(f"/topics/{topic}", {"label": "CAO"})) == (409, "conflict")


def test_only_managers_merge_and_rename(anna: Visitor, page: str) -> None:
    anna.reply(page, "#verlof #cao")
    verlof, cao = topic_id(anna, "verlof"), topic_id(anna, "cao")
    assert fault(anna.post(f"/topics/{verlof}/merge", {"into": cao})) == (403, "not_allowed")
    assert fault(anna.patch(f"/topics/{verlof}", {"label": "vrij"})) == (403, "not_allowed")


def test_a_new_topic_of_twenty_writers_at_once_is_one(make: Factory, site: MadeSite, anna: Visitor) -> None:
    pages = [make.page(site, f"page-{number}") for number in range(10)]
    answers = at_once([lambda page=page: anna.reply(page, "#nieuw") for page in pages * 2])
    assert len(answers) == 20
    assert labels(anna) == ["nieuw"]
    with make.app.app_context():
        assert len(session().scalars(select(Tagging)).all()) == 20


def used(visitor: Visitor, query: str = "") -> list[tuple[str, int]]:
    """Give the topics that a manager finds, most used first, each with how often."""
    answer = visitor.get("/topics", query_string={"sort": "used", "query": query})
    return [(topic["label"], topic["uses"]) for topic in answer.json["items"]]


def test_a_manager_finds_the_most_used_first_counting_what_one_may_read(
    make: Factory, site: MadeSite, anna: Visitor, carla: Visitor, page: str
) -> None:
    for source in ("#verlof #cao #vakantie", "#verlof #vakantie", "#verlof"):
        anna.reply(page, source)
    member = make.visitor(make.person(groups=["board"]), site)
    closed = make.page(site, "board", groups=["board"])
    member.reply(closed, "#fusie #cao")
    assert used(carla) == [("verlof", 3), ("vakantie", 2), ("cao", 1)]
    assert used(carla, "V") == [("verlof", 3), ("vakantie", 2)]
    carla.post(f"/topics/{topic_id(anna, 'vakantie')}/merge", {"into": topic_id(anna, "verlof")})
    assert used(carla) == [("verlof", 3), ("cao", 1)]
    other = make.site("other", "https://other.example")
    assert used(make.visitor(make.person(roles=["manager"]), other)) == []


def test_the_most_used_topics_come_twenty_at_a_time(anna: Visitor, carla: Visitor, page: str) -> None:
    names = [f"t{number:02}x" for number in range(45)]
    for start in range(0, 45, 9):
        anna.reply(page, " ".join(f"#{name}" for name in names[start : start + 9]))
    anna.reply(page, "#t44x #t30x")
    read: list[str] = []
    query = {"sort": "used"}
    while query.get("cursor", "") is not None:
        part = carla.get("/topics", query_string=query).json
        read += [topic["label"] for topic in part["items"]]
        query["cursor"] = part["next"]
    assert read == ["t30x", "t44x", *(name for name in names if name not in ("t30x", "t44x"))]


def test_only_managers_see_how_much_topics_are_used(anna: Visitor, carla: Visitor) -> None:
    assert fault(anna.get("/topics?sort=used")) == (403, "not_allowed")
    assert fault(carla.get("/topics?sort=size")) == (422, "invalid")
    assert fault(carla.get("/topics?sort=used&cursor=x")) == (422, "invalid")
