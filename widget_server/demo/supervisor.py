"""Keep the demo's processes: start them together, stop them together, say what a fallen one said last."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event
from types import FrameType

START_SECONDS = 30.0
STOP_SECONDS = 5.0  # a demo has no readers to drain for; what was acknowledged is on disk
LOOK_EVERY_SECONDS = 0.05
LAST_LINES = 20
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Fallen(Exception):
    """A process of the demo ended by itself, or never answered."""


@dataclass(frozen=True, slots=True)
class Program:
    """A process to keep: its words, and the path that answers 200 once it is up."""

    name: str
    words: list[str]
    port: int
    path: str


class Supervisor:
    """The processes of one demo, on one address of this machine."""

    def __init__(self, host: str, log: Path) -> None:
        self._host = host
        self._log = log
        self._running: list[tuple[Program, subprocess.Popen[bytes]]] = []
        self._stop = Event()
        log.write_bytes(b"")  # the last run's words would only mislead
        for number in SIGNALS:
            signal.signal(number, self._asked_to_stop)

    def start(self, program: Program, environment: Mapping[str, str]) -> None:
        """Start a program in a process group of its own, so that Ctrl-C reaches it through us, in order."""
        with self._log.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - words of our own
                program.words,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=dict(environment),
                process_group=0,
            )
        self._running.append((program, process))

    def wait_until_up(self) -> None:
        """Return once every program answers, or stopping was asked for. Raises Fallen."""
        until = time.monotonic() + START_SECONDS
        for program, _ in self._running:
            while not self._stop.is_set() and not self._answers(program):
                self._check()
                if time.monotonic() > until:
                    raise Fallen(
                        f"{program.name} does not answer after {START_SECONDS:.0f} seconds.{self._last_words()}"
                    )
                self._stop.wait(LOOK_EVERY_SECONDS)

    def keep(self) -> None:
        """Return when stopping is asked for. Raises Fallen when a program ends by itself."""
        while not self._stop.wait(0.5):
            self._check()

    def stop(self) -> None:
        """Stop every program, with all that it started."""
        for _, process in self._running:
            _signal_group(process, signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS
        for _, process in self._running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, until - time.monotonic()))
            _signal_group(process, signal.SIGKILL)
            process.wait()

    @property
    def is_stopping(self) -> bool:
        """Tell whether stopping was asked for."""
        return self._stop.is_set()

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()

    def _check(self) -> None:
        for program, process in self._running:
            if process.poll() is not None:
                raise Fallen(f"{program.name} ended with status {process.returncode}.{self._last_words()}")

    def _answers(self, program: Program) -> bool:
        connection = HTTPConnection(self._host, program.port, timeout=2)
        try:
            connection.request("GET", program.path)
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def _last_words(self) -> str:
        lines = self._log.read_text("utf-8", "replace").splitlines()[-LAST_LINES:]
        return "".join(f"\n  {line}" for line in lines)


def is_free(host: str, port: int) -> bool:
    """Tell whether a program may listen on this port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
        return True


def _signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    with suppress(ProcessLookupError):  # it ended, and all that it started
        os.killpg(process.pid, number)
