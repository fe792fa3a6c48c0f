"""`weerklank doctor` as an operator runs it: a tick list, what to do, an exit status to go by."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers import provider
from tests.helpers.service import free_port, run, serving

HEALTHY = (
    "settings",
    "secret",
    "public address",
    "demo mode",
    "discovery",
    "algorithms",
    "PKCE",
    "keys",
    "clock",
    "redirect address",
    "back-channel logout",
    "data folder",
    "database",
    "site intranet",
    "jobs",
    "files",
    "mail",
    "push",
)


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provider.running() as address:
        yield f"{address}/honest"


def settings(issuer: str, port: int) -> dict[str, str]:
    """Give a configuration in order."""
    return {
        "public_url": f"http://127.0.0.1:{port}",
        "oidc_issuer": issuer,
        "oidc_client_id": "weerklank",
        "oidc_client_secret": "s3cret",
    }


def ticks(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """Give the mark of each check."""
    lines = [line for line in done.stdout.splitlines() if line[1:2] in ("✓", "✗")]
    return {line[3:24].strip(): line[1] for line in lines}


def test_a_service_in_order_is_a_list_of_ticks_and_status_0(tmp_path: Path, issuer: str) -> None:
    port = free_port()
    known = settings(issuer, port)
    run("site", "add", "intranet", "De Vries BV", "--origin", "http://intranet.localhost:8080", data=tmp_path)
    with serving(tmp_path, port=port, **known):
        done = run("doctor", data=tmp_path, **known)
    found = ticks(done)
    found.pop("widgets")  # built or not: that is the tree's
    assert found == dict.fromkeys((*HEALTHY, "from outside", "proxy", "headers"), "✓"), done.stdout
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1].endswith(" to mend.")
    assert max(map(len, done.stdout.splitlines())) <= 110


def test_nothing_configured_names_everything_at_once_and_status_1(tmp_path: Path) -> None:
    done = run("doctor", data=tmp_path / "none", secret_key="short", limit_coments="3", public_url="http://127.0.0.1:9")
    found = ticks(done)
    assert (done.returncode, done.stderr) == (1, "")
    assert [check for check, mark in found.items() if mark == "✗" and check != "widgets"] == [
        "settings",
        "secret",
        "issuer",
        "database",
        "from outside",
    ]
    for words in (
        "Did you mean WEERKLANK_LIMIT_COMMENTS?",
        "Make one with: python3 -c",
        "To do: weerklank migrate",
        "http://127.0.0.1:9 does not answer: Connection refused",
        "6 to mend." if found["widgets"] == "✗" else "5 to mend.",
    ):
        assert words in " ".join(done.stdout.split())
    assert not (tmp_path / "none" / "weerklank.db").exists()


def test_it_changes_nothing_and_says_no_secret(tmp_path: Path, issuer: str) -> None:
    run("migrate", data=tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    url = "postgresql://weerklank:s3cret-word@127.0.0.1:1/weerklank"
    done = run("doctor", data=tmp_path, database_url=url, **settings(issuer, 9))
    assert "postgresql://weerklank:***@127.0.0.1:1/weerklank does not answer" in " ".join(done.stdout.split())
    assert "s3cret" not in done.stdout + done.stderr
    assert run("doctor", data=tmp_path, **settings(issuer, 9)).returncode == 1
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_proxy_that_nobody_believes_is_named(tmp_path: Path, issuer: str) -> None:
    port = free_port()
    known = settings(issuer, port)
    with serving(
        tmp_path, port=port, trusted_proxies="1", **known
    ):  # and none is in front: a visitor may claim what he likes
        done = run("doctor", data=tmp_path, **known)
    assert ticks(done)["proxy"] == "✗"
    assert "It passes on what a visitor claims in X-Forwarded-*." in done.stdout


def test_somebody_else_at_the_address_is_named(tmp_path: Path, issuer: str) -> None:
    known = settings(issuer, 9) | {"public_url": issuer.removesuffix("/honest")}
    done = run("doctor", data=tmp_path, **known)
    assert f"{known['public_url']} answers, but not as Weerklank (answer 404)." in " ".join(done.stdout.split())


def test_a_role_that_is_none_is_named(tmp_path: Path) -> None:
    done = run("doctor", data=tmp_path, roles="hr=boss,board=editor")
    assert "WEERKLANK_ROLES names boss, which is no role." in " ".join(done.stdout.split())


def test_a_setting_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    done = run("doctor", data=tmp_path, database_url="mysql://db/weerklank")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "weerklank: WEERKLANK_DATABASE_URL starts with postgresql:// or sqlite:///.\n"


def test_a_terminal_without_ticks_gets_plus_and_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    said = run("doctor", data=tmp_path, secret_key="short").stdout
    assert said.startswith(" + settings ") and "\n ! secret " in said
