"""Photos of people: their own before the issuer's, square, gone when taken away."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import pytest
from PIL import Image
from werkzeug.test import TestResponse

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor, fault, stranger
from tests.helpers.uploads import BYTES, image
from widget_server.db import session, transaction
from widget_server.identity.models import Actor
from widget_server.identity.service import Claims, set_disabled, take_over

CLAIMED = "https://idp.example.com/anna.jpg"


def give(who: Visitor, content: bytes, kind: str = BYTES) -> TestResponse:
    """Send a photo of oneself."""
    return who.put("/me/photo", data=content, headers={"Content-Type": kind})


def path_of(answer: TestResponse) -> str:
    """Give where the photo is, as a path of the service."""
    return "/" + urlsplit(answer.json["others_see"]["photo_url"]).path


def test_a_photo_is_made_square_and_seen_by_colleagues(anna: Visitor, bram: Visitor, page: str) -> None:
    answer = give(anna, image("JPEG", (400, 300)))
    address = answer.json["others_see"]["photo_url"]
    assert (answer.status_code, bram.get(f"/people/{anna.id}").json["photo_url"]) == (200, address)
    assert address.startswith("http://weerklank.localhost:8000/photos/")
    assert bram.reply(page)["author"]["photo_url"] is None
    assert anna.reply(page)["author"]["photo_url"] == address.replace("/256", "/96")
    for size in (96, 256):
        found = stranger(anna.app).get(path_of(answer).replace("/256", f"/{size}"))
        assert (found.status_code, found.mimetype) == (200, "image/webp")
        assert Image.open(io.BytesIO(found.data)).size == (size, size)
        assert found.headers["Content-Security-Policy"].startswith("sandbox")
    assert stranger(anna.app).get(path_of(answer).replace("/256", "/97")).status_code == 404


def test_wherever_a_person_stands_the_photo_is_where_the_service_is_now(
    anna: Visitor, bram: Visitor, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = path_of(give(anna, image("PNG", (50, 50)))).split("/")[-2]
    comment = anna.reply(page)["id"]
    anna.put(f"/objects/{page}/reactions/like")
    monkeypatch.setitem(anna.app.config, "PUBLIC_URL", "https://elsewhere.example.com")
    visit = bram.boot().json
    found = [
        bram.get("/people?query=anna").json["items"][0],
        bram.get(f"/comments/{comment}").json["author"],
        bram.get(f"/objects/{page}/reactions").json["items"][0]["person"],
        bram.get("/feed?tab=newest").json["items"][0]["comment"]["author"],
        visit["reactors"][0],
        visit["thread"]["items"][0]["author"],
        anna.boot().json["me"],
    ]
    assert [person["photo_url"] for person in found] == [f"https://elsewhere.example.com/photos/{key}/96"] * len(found)
    assert bram.get(f"/people/{anna.id}").json["photo_url"] == f"https://elsewhere.example.com/photos/{key}/256"


def test_one_that_is_replaced_or_taken_away_is_gone_and_the_issuers_shows_again(make: Factory, anna: Visitor) -> None:
    first = give(anna, image("PNG", (50, 50)))
    claims = make.claims_of(anna)
    with make.app.app_context(), transaction():
        take_over(Claims(*claims, name="Anna de Koning", photo_url=CLAIMED))
    assert anna.get("/me/profile").json["others_see"]["photo_url"] == first.json["others_see"]["photo_url"]
    second = give(anna, image("PNG", (60, 60)))
    assert path_of(second) != path_of(first)
    assert [stranger(anna.app).get(path_of(each)).status_code for each in (first, second)] == [404, 200]
    for _ in range(2):
        assert anna.delete("/me/photo").status_code == 204
    assert anna.get("/me/profile").json["others_see"]["photo_url"] == CLAIMED
    assert stranger(anna.app).get(path_of(second)).status_code == 404


def test_the_photo_of_who_left_is_gone(make: Factory, anna: Visitor) -> None:
    answer = give(anna, image("PNG", (50, 50)))
    with make.app.app_context(), transaction():
        set_disabled(session().get_one(Actor, anna.id), disabled=True)
    assert stranger(anna.app).get(path_of(answer)).status_code == 404


@pytest.mark.parametrize("content", [b"<svg/>", b"%PDF-1.7", b"", image("JPEG", (90, 90))[:200]])
def test_what_is_no_image_is_refused_and_changes_nothing(anna: Visitor, content: bytes) -> None:
    assert fault(give(anna, content)) == (422, "invalid")
    assert anna.get("/me/profile").json["others_see"]["photo_url"] is None


def test_a_large_one_and_a_form_are_refused(anna: Visitor, site: MadeSite) -> None:
    assert fault(give(anna, image("PNG", (9, 9)) + bytes(5_000_000))) == (413, "too_large")
    assert fault(give(anna, image("PNG", (9, 9)), "multipart/form-data; boundary=x")) == (415, "media_type")
