"""Requests over kept connections, as many at once as asked: the next leaves when the answer before it is in."""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

HOST = "127.0.0.1"
PATIENCE_SECONDS = 30
LINE_BYTES = 1 << 20


class WrongAnswer(AssertionError):
    """An answer that is not what was asked for; fast and wrong is no figure."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request to be sent as it stands."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def encoded(self) -> bytes:
        """Give it as HTTP/1.1."""
        length = {"Content-Length": str(len(self.body))} if self.body else {}
        lines = [f"{name}: {value}" for name, value in ({"Host": HOST} | self.headers | length).items()]
        return "\r\n".join([f"{self.method} {self.path} HTTP/1.1", *lines, "", ""]).encode() + self.body


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; header names in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """Give the body, unpacked and parsed."""
        packed = self.headers.get("content-encoding") == "gzip"
        return orjson.loads(gzip.decompress(self.body) if packed else self.body)


@dataclass(slots=True)
class Sent:
    """What a number of requests took: seconds each, and bytes of their bodies in all."""

    seconds: list[float] = field(default_factory=list)
    body_bytes: int = 0

    def percentile_ms(self, share: float) -> float:
        """Give the time within which a `share` (0 to 1) of the answers came, in milliseconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def send(port: int, requests: Iterable[Request], at_once: int, is_right: Callable[[Answer], bool]) -> Sent:
    """Send `requests` over `at_once` connections. Raises WrongAnswer for the first that `is_right` refuses."""
    sent = Sent()
    waiting = iter(requests)

    async def all_connections() -> None:
        await asyncio.gather(*(_connection(port, waiting, is_right, sent) for _ in range(at_once)))

    asyncio.run(all_connections())
    return sent


async def _connection(port: int, waiting: Iterator[Request], is_right: Callable[[Answer], bool], sent: Sent) -> None:
    reader, writer = await asyncio.open_connection(HOST, port, limit=LINE_BYTES)
    for request in waiting:
        began = time.perf_counter()
        writer.write(request.encoded())
        answer = await asyncio.wait_for(_answer(reader), PATIENCE_SECONDS)
        sent.seconds.append(time.perf_counter() - began)
        sent.body_bytes += len(answer.body)
        if not is_right(answer):
            raise WrongAnswer(f"{request.method} {request.path}: {answer.status} {answer.body[:300]!r}")
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").splitlines()
    pairs = (line.partition(":") for line in head[1:] if line)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Answer(int(head[0].split()[1]), headers, body)
