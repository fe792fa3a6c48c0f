"""The service as an operator runs it: real processes, signals, a log on standard error."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Any

from tests.factories import SECRET
from tests.helpers.certificates import Certificates

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "widget_server"]
PATIENCE_SECONDS = 30  # of a wait for a condition, on a machine that is busy with other tests


def until(holds: Callable[[], Any], what: str) -> Any:
    """Wait until `holds` gives something true, and give that."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = holds()
        if found:
            return found
        time.sleep(0.005)  # between two looks at the condition
    raise AssertionError(f"This did not come about in {PATIENCE_SECONDS} s: {what}")


def environment(data: Path, **settings: str) -> dict[str, str]:
    """Give the environment of a command: nothing of ours but what the test says."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("WEERKLANK_", "FLASK_"))}
    said = {"secret_key": SECRET, "limit_comments": "0", "limit_reactions": "0"} | settings | {"data": str(data)}
    return own | {f"WEERKLANK_{name.upper()}": value for name, value in said.items()}


def run(*words: str, data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*COMMAND, *words],
        cwd=ROOT,
        env=environment(data, **settings),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS * 2,
        check=False,
    )


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_listening(port: int) -> bool:
    """Tell whether somebody takes new connections on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclass(slots=True)
class Service:
    """A running service; its process group is its own, so that a signal reaches nothing else."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]
    log: Path
    token: str = ""
    acknowledged: list[str] = field(default_factory=list)
    tls: Certificates | None = None

    def answer(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any, dict[str, str]]:
        """Send a request on a connection of its own; give status, JSON (or text) and headers. Raises OSError."""
        connection = self._connection()
        try:
            sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
            if body is not None:
                sent["Content-Type"] = "application/json"
            connection.request(method, path, None if body is None else json.dumps(body), sent | headers)
            response = connection.getresponse()
            text = response.read().decode()
            is_json = "json" in response.headers.get("Content-Type", "")
            return response.status, json.loads(text) if is_json else text, dict(response.headers)
        finally:
            connection.close()

    def is_up(self) -> bool:
        """Tell whether it answers. Fails when its process has ended."""
        assert self.process.poll() is None, self.log.read_text()
        try:
            return self.answer("GET", "/healthz")[0] == 200
        except OSError:
            return False

    def is_listening(self) -> bool:
        """Tell whether it takes new connections."""
        return is_listening(self.port)

    def send(self, number: int) -> None:
        """Send a signal to all of its processes."""
        os.killpg(self.process.pid, number)

    def ended(self) -> int:
        """Wait for its end; give the exit status."""
        until(lambda: self.process.poll() is not None, "the service ends")
        return int(self.process.returncode)

    def lines(self) -> list[dict[str, Any]]:
        """Give what it logged; fails on a line that is not a JSON object."""
        found = [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]
        assert all(isinstance(line, dict) for line in found)
        return found

    def _connection(self) -> HTTPConnection:
        if self.tls:
            return HTTPSConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS, context=self.tls.client())
        return HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)


@contextmanager
def serving(data: Path, **options: Any) -> Iterator[Service]:
    """Start the service, and wait until it answers; `options` as `starting` takes them."""
    with starting(data, **options) as service:
        until(service.is_up, "the service answers")
        yield service


@contextmanager
def starting(
    data: Path, *, port: int = 0, tls: Certificates | None = None, root: Path = ROOT, **settings: str
) -> Iterator[Service]:
    """Start the service of `root` on `port` or a free one, with its data in `data`; it is gone after the block."""
    port, log = port or free_port(), data / f"log-{time.monotonic_ns()}"
    words = [*COMMAND, "serve", "--port", str(port), *(tls.words() if tls else [])]
    own = environment(data, **settings) | (tls.environment() if tls else {})
    with log.open("wb") as errors:
        process = subprocess.Popen(words, cwd=root, env=own, stdout=errors, stderr=errors, start_new_session=True)
    try:
        yield Service(data, port, process, log, tls=tls)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
