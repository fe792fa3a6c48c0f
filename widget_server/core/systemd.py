"""Tell systemd what it asks of a service: that it is ready, that it ends, that it is alive (sd_notify(3))."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress


def notify(state: str) -> None:
    """Say `state`, as READY=1. Nothing happens where no supervisor listens."""
    place = os.environ.get("NOTIFY_SOCKET")
    if not place:
        return
    address = "\0" + place[1:] if place.startswith("@") else place
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
        line.sendto(state.encode(), address)


def watched_seconds(environment: Mapping[str, str]) -> float | None:
    """Give how often a sign of life is wanted: half of what systemd waits, or None."""
    asked, whom = environment.get("WATCHDOG_USEC", ""), environment.get("WATCHDOG_PID", str(os.getpid()))
    return int(asked) / 2_000_000 if asked.isdigit() and whom == str(os.getpid()) else None


def keep_alive(seconds: float, sleep: Callable[[float], object]) -> None:
    """Give a sign of life every `seconds`, for ever."""
    while True:
        notify("WATCHDOG=1")
        sleep(seconds)
