"""`weerklank demo --people`, as a person types it."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.service import run

SMALL = ("--build-only", "--people", "60", "--seed", "3")


def test_the_command_builds_a_company_once_and_its_people_can_be_named(tmp_path: Path) -> None:
    first, again = (run("demo", *SMALL, data=tmp_path) for _ in range(2))
    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    assert "A company of 60 people, built in" in first.stdout
    assert "built in" not in again.stdout
    for label in ("People", "Conversations", "Follows", "Indexes"):
        assert label in first.stdout
    token = run("token", "--person", "anna", "--site", "intranet", data=tmp_path)
    assert token.returncode == 0, token.stderr


def test_a_company_that_cannot_be_is_refused_in_a_sentence(tmp_path: Path) -> None:
    done = run("demo", "--build-only", "--people", "3", data=tmp_path)
    assert (done.returncode, done.stderr) == (2, "weerklank: A company has at least 50 people.\n")


def test_where_people_of_a_real_provider_are_no_company_is_built(tmp_path: Path) -> None:
    assert run("site", "add", "other", "Another", data=tmp_path).returncode == 0
    done = run("demo", *SMALL, data=tmp_path)
    assert done.returncode == 2
    assert "This database is not empty, and not of a demo" in done.stderr
