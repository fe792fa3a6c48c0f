"""What systemd hears of the service: ready, alive, ending."""

from __future__ import annotations

import signal
import socket
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from tests.helpers.certificates import certify
from tests.helpers.service import PATIENCE_SECONDS, free_port, run, serving


def test_it_says_ready_and_alive_and_ending(tmp_path: Path, monkeypatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(PATIENCE_SECONDS)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "200000")
        with serving(tmp_path) as service:
            assert [systemd.recv(100) for _ in range(4)] == [b"READY=1", *[b"WATCHDOG=1"] * 3]
            service.process.send_signal(signal.SIGTERM)
            heard = set()
            while b"STOPPING=1" not in heard:
                heard.add(systemd.recv(100))
            assert service.ended() == 0


def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "--port", str(taken.getsockname()[1]), data=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("weerklank: 127.0.0.1:") and done.stderr.count("\n") == 1
    assert "Address already in use. Try another --port." in done.stderr


def test_an_address_of_another_machine_is_one_sentence(tmp_path: Path) -> None:
    done = run("serve", "--host", "192.0.2.1", "--port", str(free_port()), data=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "Cannot assign requested address" in done.stderr


def test_a_certificate_without_its_key_is_refused(tmp_path: Path) -> None:
    made = certify(tmp_path, "weerklank.example")
    done = run("serve", "--certificate", str(made.certificate), data=tmp_path)
    assert (done.returncode, "--certificate and --key go together." in done.stderr) == (2, True)


def test_with_a_certificate_it_speaks_https_and_a_plain_caller_gets_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, tls=certify(tmp_path, "localhost")) as service:
        assert service.answer("GET", "/healthz")[:2] == (200, {"status": "ok"})
        plain = HTTPConnection("127.0.0.1", service.port, timeout=PATIENCE_SECONDS)
        plain.request("GET", "/healthz")
        with pytest.raises((HTTPException, OSError)):
            plain.getresponse()
        assert service.answer("GET", "/healthz")[0] == 200
        service.lines()  # and what was wrong with it is no text among the JSON


def test_a_migration_that_cannot_be_done_stops_the_start_and_says_why(tmp_path: Path) -> None:
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    done = run("serve", "--port", str(free_port()), data=tmp_path, database_url=nowhere)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "cannot start" in done.stderr and "connection refused" in done.stderr.lower()
