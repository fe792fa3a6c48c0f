"""Two thousand readers of one page on one process, each with a socket: what an event to all of them takes.

    python -m tests.bench.live          SOCKETS=2000 EVENTS=20; a part of `make bench`

The clients are bare (Engine.IO 4 over WebSocket, no library), in a process of their own. An event is a like: it is told
to all with its tally. Times are from the request that likes to the moment at which a client has read the event.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import insert

from tests.bench import meter, running
from tests.bench.report import Figure, show
from tests.bench.world import World, opened
from tests.factories import Factory
from tests.helpers.service import Service, serving
from widget_server.core import clock
from widget_server.db import transaction
from widget_server.realtime.policy import SEATS
from widget_server.sessions.models import AccessToken
from widget_server.sessions.service.tokens import digest

SOCKETS = int(os.environ.get("SOCKETS", "2000"))
EVENTS = int(os.environ.get("EVENTS", "20"))
AT_ONCE = 50  # sockets that connect at the same time
SETTLED_SECONDS = 1.5  # before memory is read, and between two events
LONGEST_SECONDS = 15.0  # that an event is waited for
GATE_MS, AIM_MS = 400, 300


@dataclass(slots=True)
class Crowd:
    """The clients: how many listen, and when each event came, by its number."""

    port: int
    page: str
    joined: int = 0
    came: dict[int, list[float]] = field(default_factory=dict)
    number: int = -1

    async def listen(self, token: str, gate: asyncio.Semaphore) -> None:
        """Be one of them, for ever."""
        async with gate:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            key = base64.b64encode(os.urandom(16)).decode()
            head = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            writer.write(
                f"{head}Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
            )
            await reader.readuntil(b"\r\n\r\n")
            for packet in ("40" + json.dumps({"token": token}), f'421["join",{{"page":"{self.page}"}}]'):
                await _read(reader)
                writer.write(_frame(packet))
            assert await _read(reader) == "431[{}]"
            self.joined += 1
        while packet := await _read(reader):
            if packet == "2":
                writer.write(_frame("3"))
            elif packet.startswith('42["changed"'):
                self.came.setdefault(self.number, []).append(time.perf_counter())


async def crowded(service: Service, world: World, page: str, tokens: list[str]) -> list[Figure]:
    """Let everybody come in, tell them something again and again, and give the figures."""
    crowd, gate = Crowd(service.port, page), asyncio.Semaphore(AT_ONCE)
    processes = meter.tree(service.process.pid)
    first = asyncio.create_task(crowd.listen(tokens[0], gate))  # brings the library in
    while not crowd.joined:
        assert not first.done(), first.exception()
        await asyncio.sleep(0.05)
    memory, cpu = meter.pss_mib(processes), meter.cpu_seconds(processes)
    listeners = [asyncio.create_task(crowd.listen(token, gate)) for token in tokens[1:]]
    while crowd.joined < len(tokens):
        assert not any(each.done() for each in listeners), next(each for each in listeners if each.done()).exception()
        await asyncio.sleep(0.05)
    connected = meter.cpu_seconds(processes) - cpu
    await asyncio.sleep(SETTLED_SECONDS)
    client_kib = (meter.pss_mib(processes) - memory) * 1024 / (len(tokens) - 1)
    cpu, waits = meter.cpu_seconds(processes), []
    for number in range(EVENTS):
        crowd.number = number
        began = time.perf_counter()
        verb = "DELETE" if number % 2 else "PUT"
        status = await asyncio.to_thread(service.answer, verb, f"/api/v1/objects/{page}/reactions/like")
        assert status[0] == 200
        while len(crowd.came.get(number, ())) < len(tokens):
            assert time.perf_counter() - began < LONGEST_SECONDS, f"{len(crowd.came.get(number, ()))} heard of it"
            await asyncio.sleep(0.005)
        waits += [(at - began) * 1000 for at in crowd.came[number]]
        await asyncio.sleep(SETTLED_SECONDS)
    each_us = (meter.cpu_seconds(processes) - cpu) / len(waits) * 1e6
    for task in (first, *listeners):
        task.cancel()
    waits.sort()
    p50, p99 = (waits[int(len(waits) * share)] for share in (0.5, 0.99))
    return [
        Figure(f"event to {len(tokens)} sockets, p99", "ms", [p99], GATE_MS, AIM_MS, {"p50_ms": round(p50)}),
        Figure("a delivery", "us CPU", [each_us], None, 60),
        Figure("a connection, with its token and room", "ms CPU", [connected * 1000 / (len(tokens) - 1)]),
        Figure("a client", "KiB", [client_kib], None, 55),
    ]


def measured() -> list[Figure]:
    """Start a service and give the figures."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder, opened(Path(folder)) as world:
        page, tokens = world.page("live"), _tokens(world)
        with serving(Path(folder)) as service:
            service.token = tokens[0]
            figures = asyncio.run(crowded(service, world, page, tokens))
            running.stop(service)
            return figures


def main() -> int:
    """Measure and print; give the exit status, 1 over the gate."""
    figures = measured()
    show(figures)
    return int(any(each.verdict == "OVER" for each in figures))


def _tokens(world: World) -> list[str]:
    """Give a token for each socket; each person has as many as they may."""
    make = Factory(world.app)
    actors = [make.person().id for _ in range(SOCKETS // SEATS + 1)]
    people = [actors[number % len(actors)] for number in range(SOCKETS)]
    tokens = [f"bench-{number}-{os.urandom(16).hex()}" for number in range(SOCKETS)]
    common = {"site_id": world.site.id, "session_id": None, "origin": None, "roles": "", "guest": False}
    ends = {"expires_at": clock.in_seconds(3600)}
    rows = [
        {"token_hash": digest(token), "actor_id": actor, **common, **ends}
        for token, actor in zip(tokens, people, strict=True)
    ]
    with world.app.app_context(), transaction() as current:
        current.execute(insert(AccessToken), rows)
    return tokens


def _frame(text: str) -> bytes:
    """Give a text as a client's frame, with a mask of noughts."""
    payload = text.encode()
    length = len(payload)
    head = bytes((0x81, 0x80 | length)) if length < 126 else b"\x81\xfe" + length.to_bytes(2)
    return head + bytes(4) + payload


async def _read(reader: asyncio.StreamReader) -> str:
    head = await reader.readexactly(2)
    length = head[1] & 127
    if length == 126:
        length = int.from_bytes(await reader.readexactly(2))
    return (await reader.readexactly(length)).decode()


if __name__ == "__main__":
    sys.exit(main())
