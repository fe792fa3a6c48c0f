"""Files in a bucket of a real store that speaks S3. It looks at who signs, not at the signature: tests/unit does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.factories import SECRET, Factory
from tests.helpers import bucket
from tests.helpers.uploads import image, uploaded
from widget_server.app import create_app
from widget_server.core.settings import Settings
from widget_server.db import db, migrate
from widget_server.files.service import store_of
from widget_server.files.service.doctor import examine

NAME = "files-of-a-company"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, Any], Path]]:
    """The settings that name the bucket, and the folder in which the store keeps it."""
    folder = tmp_path_factory.mktemp("store")
    with bucket.running(folder, NAME) as named:
        yield named, folder / NAME


def standing(folder: Path, name: str) -> list[Path]:
    """Give what the store keeps of a name."""
    return [path for path in folder.rglob("*") if path.is_file() and name in path.name]


def test_what_one_uploads_lies_in_the_bucket_alone_until_it_is_taken_back(
    store: tuple[dict[str, Any], Path], tmp_path: Path
) -> None:
    named, folder = store
    app = create_app(Settings(data=tmp_path, secret_key=SECRET, **named))
    with app.app_context():
        migrate.upgrade()
    make = Factory(app)
    anna = make.visitor(make.person("Anna de Koning"), make.site())
    file = uploaded(anna, image("PNG", (800, 600)), "plan.png")
    answer = anna.get(f"/files/{file['id']}")
    assert (answer.status_code, len(answer.data)) == (200, file["size_bytes"])
    assert standing(folder, file["id"]) != [] and not (tmp_path / "files").exists()
    assert anna.delete(f"/files/{file['id']}").status_code == 204
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("size", [0, 1, 20_000_000])
def test_a_file_of_any_size_comes_back_as_it_was_given(
    store: tuple[dict[str, Any], Path], tmp_path: Path, size: int
) -> None:
    kept = store_of(Settings(**store[0]))
    source = tmp_path / "given"
    source.write_bytes(b"\x07" * size)
    kept.put("a-file.48", source)
    assert b"".join(kept.read("a-file.48")) == source.read_bytes()
    kept.delete("a-file.48")
    assert standing(store[1], "a-file.48") == []
    kept.delete("a-file.48")
    with pytest.raises(OSError, match="404"):
        kept.read("a-file.48")


def test_the_doctor_tries_the_bucket_and_leaves_nothing(store: tuple[dict[str, Any], Path]) -> None:
    found = examine(Settings(**store[0]))
    assert (found.ok, NAME in found.found) == (True, True)
    assert standing(store[1], "doctor-") == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"s3_access_key": "nobody"}, "403"), ({"s3_bucket": "no-such-bucket"}, "404")],
)
def test_the_doctor_says_what_the_store_refuses(
    store: tuple[dict[str, Any], Path], wrong: dict[str, str], said: str
) -> None:
    found = examine(Settings(**store[0] | wrong))
    assert (found.ok, said in found.found) == (False, True)


def test_a_store_that_is_away_is_a_neighbour_that_failed(store: tuple[dict[str, Any], Path]) -> None:
    found = examine(Settings(**store[0] | {"s3_endpoint": "http://127.0.0.1:9"}))
    assert found.ok is False
