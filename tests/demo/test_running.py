"""`weerklank demo` as a person runs it: two servers, one command, one Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.helpers.service import COMMAND, PATIENCE_SECONDS, ROOT, free_port, until


@dataclass(slots=True)
class Running:
    """A demo in a process of its own."""

    process: subprocess.Popen[str]
    port: int
    intranet_port: int
    data: Path
    output: Path

    def said(self) -> str:
        """Give what it printed so far."""
        assert self.process.poll() is None, self.output.read_text()
        return self.output.read_text()

    def children(self) -> list[int]:
        """Give the ids of the processes it started."""
        return [
            int(word) for word in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        ]


def environment() -> dict[str, str]:
    """Give an environment without settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("WEERKLANK_", "FLASK_"))}


def status(port: int, path: str) -> int:
    """Ask one of the servers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def is_listening(port: int) -> bool:
    """Tell whether anybody listens."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A demo that has printed its addresses."""
    port, intranet_port, output = free_port(), free_port(), tmp_path / "output"
    words = ["demo", "--port", str(port), "--intranet-port", str(intranet_port), "--data", str(tmp_path / "data")]
    with output.open("w") as file:
        process = subprocess.Popen(
            [*COMMAND, *words], cwd=ROOT, env=environment(), stdout=file, stderr=file, text=True, process_group=0
        )
    demo = Running(process, port, intranet_port, tmp_path / "data", output)
    try:
        until(lambda: "From a script" in demo.said(), "the addresses are printed")
        yield demo
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(PATIENCE_SECONDS)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a demo that is to end by itself."""
    return subprocess.run(
        [*COMMAND, "demo", *words], cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60, check=False
    )


def test_it_prints_both_addresses_and_both_answer(running: Running) -> None:
    assert f"http://intranet.localhost:{running.intranet_port}\n" in running.said()
    assert f"http://weerklank.localhost:{running.port}\n" in running.said()
    assert "no password" in running.said()
    assert status(running.intranet_port, "/nl/welcome") == 200
    assert status(running.port, "/readyz") == 200
    assert status(running.port, "/demo-idp/.well-known/openid-configuration") == 200
    assert status(running.port, "/demo-idp/photos/anna.svg") == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_both(running: Running, number: int) -> None:
    children = running.children()
    assert len(children) == 2
    running.process.send_signal(number)
    assert running.process.wait(PATIENCE_SECONDS) == 0
    assert running.output.read_text().endswith("Stopped.\n")
    assert not is_listening(running.port)
    assert not is_listening(running.intranet_port)
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def test_when_one_falls_the_other_stops_and_the_last_words_are_shown(running: Running) -> None:
    intranet = running.children()[1]
    os.kill(intranet, signal.SIGKILL)
    assert running.process.wait(PATIENCE_SECONDS) == 1
    assert "The intranet ended with status -9" in running.output.read_text()
    assert not is_listening(running.port)


def test_every_command_reads_the_settings_from_the_folder(running: Running) -> None:
    words = [*COMMAND, "token", "--person", "anna", "--site", "intranet"]
    found = subprocess.run(
        words,
        cwd=ROOT,
        env=environment() | {"WEERKLANK_DATA": str(running.data)},
        capture_output=True,
        text=True,
        check=True,
    )
    token = found.stdout.splitlines()[-1]
    connection = HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE_SECONDS)
    connection.request(
        "GET", "/api/v1/counts?site=intranet&page=hr-handbook", headers={"Authorization": f"Bearer {token}"}
    )
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (200, b'{"hr-handbook":{"comments":24,"reactions":6}}')


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::"])
def test_it_refuses_to_be_reached_from_elsewhere(host: str, tmp_path: Path) -> None:
    done = run("--host", host, "--data", str(tmp_path / "data"))
    assert done.returncode == 2
    assert "serves this machine only" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_taken_port_is_said_with_the_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("--port", str(port), "--intranet-port", str(free_port()), "--data", str(tmp_path / "data"))
    assert done.returncode == 2
    assert f"Port {port} is taken. Name another one: make run PORT={port + 1}" in done.stderr


def test_it_can_be_built_without_being_served(tmp_path: Path) -> None:
    done = run("--build-only", "--data", str(tmp_path / "data"))
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "data" / "weerklank.db").is_file()
