"""The commands of who administers: sites, people, tokens, and how they read."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.helpers.service import run, serving
from tests.process.conftest import World


def said(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Give the lines of a command that did what it was asked."""
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout.splitlines()


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """Give the one sentence of a command that could not."""
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("weerklank: ") and done.stderr.count("\n") == 1
    return done.stderr.removeprefix("weerklank: ").strip()


def test_sites_and_their_origins_are_added_listed_and_taken_back(tmp_path: Path) -> None:
    wiki = "https://wiki.example.com"
    added = said(run("site", "add", "wiki", "De wiki", "--origin", wiki, data=tmp_path))
    assert 'data-site="wiki"' in added[0]
    assert said(run("site", "list", data=tmp_path)) == ["wiki  De wiki  (open)", f"    {wiki}"]
    other = "https://wiki.example.com:8443"
    assert said(run("site", "origin", "wiki", other, data=tmp_path)) == [f"{other} is an origin of wiki now."]
    taken = said(run("site", "origin", "wiki", wiki, "--remove", data=tmp_path))
    assert taken == [f"{wiki} is no origin of wiki now."]
    assert said(run("site", "list", data=tmp_path))[1:] == [f"    {other}"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add", "intranet", "Twice"), "There is a site with this key already."),
        (("add", "In Tranet", "Bad"), "A key is up to 64 small letters, digits and hyphens."),
        (("origin", "nowhere", "https://x.example"), "There is no site with this key. Check data-site on the script"),
        (("origin", "intranet", "https://x.example/path"), "An origin is https://host or https://host:port, without"),
    ],
)
def test_what_cannot_be_a_site_is_one_sentence(world: World, words: tuple[str, ...], sentence: str) -> None:
    assert refused(run("site", *words, data=world.data)).startswith(sentence)


def test_roles_are_granted_listed_by_site_and_taken_back(world: World) -> None:
    anna = world.person.id
    granted = said(run("person", "grant", anna, "manager", "--site", "intranet", data=world.data))
    assert granted == ["Anna de Koning is manager on intranet now."]
    assert said(run("person", "grant", anna, "editor", data=world.data)) == [
        "Anna de Koning is editor on all sites now."
    ]
    (line,) = said(run("person", "list", data=world.data))
    assert line.startswith(f"{anna}  Anna de Koning  ") and line.endswith("  editor manager@intranet")
    taken = said(run("person", "revoke", anna, "manager", "--site", "intranet", data=world.data))
    assert taken == ["Anna de Koning is manager on intranet no more."]
    assert said(run("person", "list", data=world.data))[0].endswith("  editor")


def test_somebody_unknown_is_one_sentence_in_english(world: World) -> None:
    done = run("person", "grant", "nobody@example.com", "manager", data=world.data, default_locale="nl")
    assert refused(done) == "Nobody is known as nobody@example.com. People are known from their first sign-in."


def test_who_is_disabled_loses_everything_while_the_service_runs(world: World) -> None:
    with serving(world.data) as service:
        service.token = world.token
        assert service.answer("GET", f"/api/v1/pages/{world.page}")[0] == 200
        gone = said(run("person", "disable", world.person.id, data=world.data))
        assert gone == ["Anna de Koning is disabled; all sessions have ended."]
        assert service.answer("GET", f"/api/v1/pages/{world.page}")[0] == 401
    assert said(run("person", "list", data=world.data))[0].endswith("  disabled")
    refused_token = run("token", "--person", world.person.id, "--site", "intranet", data=world.data)
    assert (refused_token.returncode, refused_token.stderr) == (1, "Error: Anna de Koning is disabled.\n")
    assert said(run("person", "enable", world.person.id, data=world.data)) == ["Anna de Koning may sign in again."]


def test_a_token_is_the_last_line_and_works_without_an_origin_only(world: World) -> None:
    done = run("token", "--person", world.person.id, "--site", "intranet", data=world.data)
    assert done.stderr == "For Anna de Koning on De Vries BV, good for 10 minutes:\n"
    with serving(world.data) as service:
        service.token = done.stdout.splitlines()[-1]
        assert service.answer("GET", f"/api/v1/pages/{world.page}")[0] == 200
        assert service.answer("GET", f"/api/v1/pages/{world.page}", Origin="http://intranet.localhost:8080")[0] == 401


@pytest.mark.parametrize("words", [(), ("site",), ("person",)])
def test_the_list_of_commands_says_each_in_one_whole_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    lines = said(run(*words, "--help", data=tmp_path))
    commands = [line for line in lines[lines.index("Commands:") + 1 :] if line]
    assert len(commands) >= 3
    assert [line for line in commands if not line.endswith(".") or line.endswith("...")] == []
