"""Files: uploaded, attached, read by who may read the words, and nothing kept of what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.factories import Factory
from tests.helpers.http import Visitor, fault
from tests.helpers.uploads import BYTES, image, upload, uploaded
from widget_server.core import clock
from widget_server.db import session
from widget_server.files.models import File
from widget_server.files.service import pictures
from widget_server.files.tasks import forget_files

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def kept(app: Flask) -> tuple[int, list[str]]:
    """Give how many rows there are, and the names of the bytes that are stored."""
    folder = Path(app.extensions["weerklank_settings"].data) / "files"
    with app.app_context():
        rows = session().scalar(select(func.count()).select_from(File)) or 0
    return rows, sorted(path.name for path in folder.rglob("*") if path.is_file())


def archive(parts: dict[str, bytes]) -> bytes:
    """Give a ZIP of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def shared(who: Visitor, page: str, *files: dict[str, Any], source: str = "Kijk") -> TestResponse:
    """Post a comment with files."""
    return who.post(f"/objects/{page}/replies", {"source": source, "files": list(files)})


DOCX = archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
ODT = archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})


def test_an_image_is_posted_with_its_description_and_read_by_colleagues(
    anna: Visitor, bram: Visitor, page: str
) -> None:
    file = uploaded(anna, image("JPEG", (300, 200)), "../map/Zomer feest.JPG")
    assert file == {
        "id": file["id"],
        "kind": "image",
        "name": "Zomer feest.jpg",
        "media_type": "image/jpeg",
        "size_bytes": file["size_bytes"],
        "width": 300,
        "height": 200,
        "alt": None,
    }
    posted = shared(anna, page, {"id": file["id"], "alt": "Collega's in het park"})
    seen = file | {"alt": "Collega's in het park"}
    assert (posted.status_code, posted.json["files"]) == (201, [seen])
    assert bram.thread(page)["items"][0]["files"] == [seen]
    answer = bram.get(f"/files/{file['id']}")
    assert (answer.status_code, answer.mimetype, len(answer.data)) == (200, "image/jpeg", file["size_bytes"])
    assert Image.open(io.BytesIO(answer.data)).size == (300, 200)


def test_a_document_is_kept_as_it_is_and_only_ever_saved(anna: Visitor, bram: Visitor, page: str) -> None:
    file = uploaded(anna, PDF, "Rooster “week 4”.pdf")
    assert shared(anna, page, {"id": file["id"]}).status_code == 201
    answer = bram.get(f"/files/{file['id']}")
    assert answer.data == PDF
    told = answer.headers
    assert told["Content-Disposition"] == "attachment; filename*=UTF-8''Rooster%20%E2%80%9Cweek%204%E2%80%9D.pdf"
    assert told["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert (told["X-Content-Type-Options"], told["Cache-Control"]) == ("nosniff", "private, no-cache")
    known = bram.get(f"/files/{file['id']}", headers={"If-None-Match": told["ETag"]})
    assert (known.status_code, known.data) == (304, b"")


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (DOCX, "brief.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (ODT, "brief.odt", "application/vnd.oasis.opendocument.text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "oud.xls", "application/vnd.ms-excel"),
        ("naam;dag\r\nJosé;ma".encode("cp1252"), "lijst.csv", "text/csv"),
        (b"hallo", "lees.txt", "text/plain"),
    ],
)
def test_documents_of_the_office_are_taken(anna: Visitor, content: bytes, name: str, media_type: str) -> None:
    file = uploaded(anna, content, name)
    assert (file["kind"], file["name"], file["media_type"]) == ("document", name, media_type)


JPEG = image("JPEG", (40, 30))
REFUSED: dict[str, tuple[bytes, str]] = {
    "an SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "logo.svg"),
    "an SVG called PNG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "logo.png"),
    "a page": (b"<!doctype html><script>1</script>", "page.html"),
    "a program": (b"MZ\x90\x00" + bytes(64), "setup.exe"),
    "an archive": (archive({"a.txt": b"a"}), "alles.zip"),
    "a page called PDF": (b"<html>", "brief.pdf"),
    "an archive behind a PDF": (PDF + archive({"a.txt": b"a"}), "brief.pdf"),
    "a page behind a document": (DOCX + b"<script>1</script>", "brief.docx"),
    "a page before a document": (b"<script>1</script>" + DOCX, "brief.docx"),
    "words called cells": (DOCX, "brief.xlsx"),
    "an archive called a document": (archive({"a.txt": b"a"}), "brief.docx"),
    "macros": (
        archive({"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b"x"}),
        "brief.docx",
    ),
    "a JPEG that is cut off": (JPEG[: len(JPEG) // 2], "foto.jpg"),
    "nothing": (b"", "leeg.txt"),
    "bytes called text": (b"a\0b", "lees.txt"),
    "no extension": (b"hallo", "hallo"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_what_it_seems_is_refused_and_nothing_is_kept(app: Flask, anna: Visitor, what: str) -> None:
    content, name = REFUSED[what]
    answer = upload(anna, content, name)
    assert fault(answer) == (422, "invalid")
    assert answer.json["errors"] == {"file": [answer.json["detail"]]}
    assert kept(app) == (0, [])


def test_a_bomb_is_refused_and_nothing_is_kept(app: Flask, anna: Visitor) -> None:
    bomb = image("PNG", (9000, 9000), mode="1")
    assert len(bomb) < 100_000
    answer = upload(anna, bomb, "klein.png")
    assert (*fault(answer), "40 miljoen" in answer.json["detail"]) == (422, "invalid", True)
    assert kept(app) == (0, [])


@pytest.mark.parametrize(
    "behind", [b"<script>alert(1)</script>", archive({"a.txt": b"a"}), PDF], ids=["a page", "an archive", "a PDF"]
)
def test_what_stands_behind_an_image_is_not_kept(anna: Visitor, behind: bytes) -> None:
    file = uploaded(anna, JPEG + behind, "foto.jpg")
    assert behind not in anna.get(f"/files/{file['id']}").data


def test_an_image_keeps_neither_its_place_nor_its_comment_and_stands_upright(anna: Visitor) -> None:
    made = Image.new("RGB", (60, 40), "red")
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x8825] = 6, "thuis bij Anna", {1: "N", 2: (52.0, 5.0, 0.0)}
    given = io.BytesIO()
    made.save(given, "JPEG", exif=exif, comment=b"geheim")
    file = uploaded(anna, given.getvalue(), "foto.jpg")
    content = anna.get(f"/files/{file['id']}").data
    seen = Image.open(io.BytesIO(content))
    assert (seen.size, dict(seen.getexif()), b"geheim" in content, b"thuis" in content) == ((40, 60), {}, False, False)


def test_what_moves_stands_still_and_what_is_large_gets_smaller(anna: Visitor) -> None:
    frames = [Image.new("P", (30, 20), number) for number in range(3)]
    given = io.BytesIO()
    frames[0].save(given, "GIF", save_all=True, append_images=frames[1:])
    assert uploaded(anna, given.getvalue(), "dans.gif")["name"] == "dans.png"
    large = uploaded(anna, image("JPEG", (4000, 1000)), "breed.jpg")
    assert (large["width"], large["height"]) == (2048, 512)


def test_more_than_20_mb_of_a_document_and_5_of_an_image_are_too_much(app: Flask, anna: Visitor) -> None:
    assert fault(upload(anna, b"x" * 20_000_001, "lang.txt")) == (413, "too_large")
    assert fault(upload(anna, JPEG + bytes(5_000_000), "foto.jpg")) == (413, "too_large")
    assert kept(app) == (0, [])
    assert uploaded(anna, b"x" * 20_000_000, "lang.txt")["size_bytes"] == 20_000_000


def test_an_image_without_a_description_is_not_posted_and_one_that_decorates_is(anna: Visitor, page: str) -> None:
    file = uploaded(anna, JPEG, "foto.jpg")
    answer = shared(anna, page, {"id": file["id"]})
    assert (*fault(answer), list(answer.json["errors"])) == (422, "invalid", ["files"])
    assert shared(anna, page, {"id": file["id"], "alt": ""}).json["files"][0]["alt"] == ""


def test_a_file_is_attached_once_and_only_by_who_uploaded_it(
    anna: Visitor, bram: Visitor, page: str, make: Factory
) -> None:
    file = {"id": uploaded(anna, PDF, "a.pdf")["id"]}
    for who, files in ((bram, [file]), (anna, [file, {"id": "0" * 26}]), (anna, [file, file])):
        assert fault(shared(who, page, *files)) == (422, "invalid")
    assert shared(anna, page, file).status_code == 201
    assert fault(shared(anna, page, file)) == (422, "invalid")
    assert bram.thread(page)["total"] == 1


def test_a_file_that_waits_is_read_by_nobody_else_and_taken_back(anna: Visitor, bram: Visitor, carla: Visitor) -> None:
    file = uploaded(anna, PDF, "a.pdf")["id"]
    for who in (bram, carla):
        assert fault(who.get(f"/files/{file}")) == (404, "missing")
        assert fault(who.delete(f"/files/{file}")) == (404, "missing")
    assert anna.get(f"/files/{file}").status_code == 200
    assert anna.delete(f"/files/{file}").status_code == 204
    assert fault(anna.get(f"/files/{file}")) == (404, "missing")


def test_files_of_what_is_hidden_or_removed_or_off_are_out_of_reach(
    app: Flask, anna: Visitor, bram: Visitor, carla: Visitor, page: str
) -> None:
    file = uploaded(anna, PDF, "a.pdf")["id"]
    comment = shared(anna, page, {"id": file}).json["id"]
    reads: Callable[[], int] = lambda: bram.get(f"/files/{file}").status_code  # noqa: E731
    assert reads() == 200
    carla.put(f"/comments/{comment}/hidden", {"reason": "Te persoonlijk"})
    assert (reads(), bram.thread(page)["items"][0]["files"]) == (404, [])
    carla.delete(f"/comments/{comment}/hidden")
    assert reads() == 200
    carla.patch(f"/pages/{page}", {"state": "off"})
    assert reads() == 404
    carla.patch(f"/pages/{page}", {"state": "open"})
    anna.delete(f"/comments/{comment}")
    assert (reads(), anna.get(f"/files/{file}").status_code) == (404, 404)
    with app.app_context():
        assert forget_files() == 1
    assert kept(app) == (0, [])


def test_a_file_of_a_closed_group_is_read_by_its_members_only(
    make: Factory, anna: Visitor, bram: Visitor, carla: Visitor
) -> None:
    group = make.group(bram, "closed", visible=False, members=[anna])
    file = uploaded(bram, PDF, "a.pdf")["id"]
    answer = bram.post("/posts", {"source": "Voor ons", "group": group.id, "files": [{"id": file}]})
    assert answer.status_code == 201
    assert [who.get(f"/files/{file}").status_code for who in (anna, bram, carla)] == [200, 200, 404]


def test_a_post_with_a_file_shows_on_a_card(anna: Visitor, bram: Visitor) -> None:
    file = uploaded(bram, PDF, "a.pdf")
    bram.post("/posts", {"source": "Het rooster", "files": [{"id": file["id"]}]})
    assert anna.get("/feed").json["items"][0]["comment"]["files"] == [file]


def test_an_upload_that_nobody_posts_is_deleted_after_a_day(app: Flask, anna: Visitor, page: str) -> None:
    posted = uploaded(anna, PDF, "a.pdf")["id"]
    shared(anna, page, {"id": posted})
    uploaded(anna, PDF, "b.pdf")
    with app.app_context():
        assert forget_files() == 0
        with clock.moved(timedelta(hours=25)):
            assert forget_files() == 1
    assert kept(app) == (1, [posted])


def test_twenty_files_wait_and_no_more(anna: Visitor, bram: Visitor) -> None:
    for number in range(20):
        uploaded(anna, b"x", f"{number}.txt")
    assert fault(upload(anna, b"x", "21.txt")) == (409, "conflict")
    uploaded(bram, b"x", "1.txt")


@pytest.mark.settings(limit_comments=1)
def test_uploads_are_counted(anna: Visitor) -> None:
    for number in range(4):
        uploaded(anna, b"x", f"{number}.txt")
    assert fault(upload(anna, b"x", "5.txt")) == (429, "too_many")


def test_an_image_that_gets_no_turn_to_be_made_anew_is_refused_and_nothing_is_kept(
    app: Flask, anna: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "turns", pictures.Turns(1, 0))
    photo = image("PNG", (3, 2))
    with pictures.turns.taken():
        for answer in (
            upload(anna, photo, "a.png"),
            anna.put("/me/photo", data=photo, headers={"Content-Type": BYTES}),
        ):
            assert (*fault(answer), answer.headers["Retry-After"]) == (503, "unavailable", "10")
            assert "10 secon" in answer.json["detail"]
        uploaded(anna, PDF, "a.pdf")  # a document is not made anew
    assert fault(upload(anna, photo[:20], "broken.png")) == (422, "invalid")
    waits = uploaded(anna, photo, "a.png")["id"]
    assert (kept(app)[0], waits in kept(app)[1]) == (2, True)


def test_a_form_is_not_taken(app: Flask, anna: Visitor) -> None:
    for kind in ("multipart/form-data; boundary=x", "text/plain", "application/x-www-form-urlencoded", ""):
        assert fault(upload(anna, b"x", "a.txt", kind)) == (415, "media_type")
    assert fault(anna.post("/files", data=b"x", headers={"Content-Type": "application/octet-stream"})) == (
        422,
        "invalid",
    )
    assert kept(app) == (0, [])
