"""Starting: refusals with a sentence, an empty folder brought up to date, watchdogs answered."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.helpers.service import run, serving

SENTENCE = (
    "weerklank: WEERKLANK_SECRET_KEY needs at least 32 random characters. "
    "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'\n"
)


@pytest.mark.parametrize("secret", ["", "short", "a" * 64, "change-me-change-me-change-me-change-me"])
def test_without_a_good_secret_it_does_not_start_and_says_why(tmp_path: Path, secret: str) -> None:
    done = run("serve", data=tmp_path, secret_key=secret)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", SENTENCE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_a_demo_is_served_to_nobody_elsewhere(tmp_path: Path, host: str) -> None:
    done = run("serve", "--host", host, data=tmp_path, demo="true")
    assert (done.returncode, done.stdout) == (2, "")
    assert "serves this machine only" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_setting_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    done = run("serve", data=tmp_path, reaction_kinds="dislike")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("weerklank: WEERKLANK_REACTION_KINDS: 'dislike' is not one of ")
    assert done.stderr.count("\n") == 1


def test_an_unknown_setting_is_a_warning_with_the_nearest_right_one(tmp_path: Path) -> None:
    done = run("migrate", data=tmp_path, limit_coments="1")
    assert done.returncode == 0
    assert "WEERKLANK_LIMIT_COMENTS is not a setting. Did you mean WEERKLANK_LIMIT_COMMENTS?" in done.stderr


def test_migrate_says_from_where_to_where(tmp_path: Path) -> None:
    first, second = (run("migrate", data=tmp_path).stdout for _ in range(2))
    assert first.startswith("Database at ") and first.endswith(" (was empty).\n")
    revision = first.split()[2]
    assert second == f"Database at {revision} (was {revision}).\n"


def test_from_an_empty_folder_it_starts_ready_and_counts(tmp_path: Path) -> None:
    with serving(tmp_path) as service:
        assert service.answer("GET", "/healthz")[:2] == (200, {"status": "ok"})
        assert service.answer("GET", "/readyz")[:2] == (200, {"status": "ok", "database": "ok", "redis": "ok"})
        status, text, headers = service.answer("GET", "/metrics")
        assert (status, headers["Content-Type"].split(";")[0]) == (200, "text/plain")
        for line in (
            'weerklank_requests_total{method="GET",route="/readyz",status="200"} 1.0',
            "weerklank_up 1.0",
        ):
            assert line in text
        assert "process_resident_memory_bytes" in text
        service.send(signal.SIGTERM)
        assert service.ended() == 0


FORWARDED = {
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Protocol": "ssl",
    "X-Forwarded-Ssl": "on",
    "X-Forwarded-Host": "evil.example",
    "SCRIPT_NAME": "/nothing",
    "PATH_INFO": "/metrics",
}


@pytest.mark.parametrize(("proxies", "believed"), [("0", False), ("1", True)])
def test_what_a_proxy_would_say_counts_where_one_is_configured(tmp_path: Path, proxies: str, believed: bool) -> None:
    with serving(tmp_path, trusted_proxies=proxies) as service:
        for name, value in FORWARDED.items():
            _, body, headers = service.answer("GET", "/nothing/healthz", **{name: value})
            is_https = believed and name == "X-Forwarded-Proto"
            assert ("Strict-Transport-Security" in headers) == is_https, name
            assert body["code"] == ("malformed" if believed and name == "X-Forwarded-Host" else "missing"), name


def test_redis_that_is_gone_makes_it_not_ready_and_still_alive(tmp_path: Path) -> None:
    with serving(tmp_path, redis_url="redis://127.0.0.1:1/0") as service:
        assert service.answer("GET", "/healthz")[0] == 200
        said = {"status": "not ready", "database": "ok", "redis": "unreachable"}
        assert service.answer("GET", "/readyz")[:2] == (503, said)


@pytest.mark.parametrize("name", ["key", "import", "export"])
def test_what_comes_later_says_so_and_exits_2(tmp_path: Path, name: str) -> None:
    done = run(name, "anything", data=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"weerklank {name} (") and done.stderr.endswith(") comes later.\n")
