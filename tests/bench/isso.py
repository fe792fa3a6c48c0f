"""The peer that `make bench` compares with: Isso from its package, one worker, asked what its own widget asks.

Its guard is off and its store lies where ours does. Names of work are those of work.py: what has one name is compared.
"""

from __future__ import annotations

import os
import signal
import subprocess
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import orjson

from tests import system
from tests.bench import load
from tests.bench.load import Answer, Request
from tests.bench.work import AT_ONCE, COUNTED, SHOWN, Make, Work
from tests.bench.world import PEOPLE, ROOTS, markdown_text, plain_text
from tests.helpers.service import Service, free_port, until

VERSION = "0.14.0"
ENVIRONMENT = system.ROOT / "var" / "bench" / f"isso-{VERSION}"
JSON = {"Content-Type": "application/json"}
CONFIGURATION = """[general]
dbpath = {data}/comments.db
host = http://intranet.localhost/
[guard]
enabled = false
[server]
trusted-proxies = 127.0.0.1
"""


def install() -> None:
    """Put Isso into an environment of its own, once."""
    if not (ENVIRONMENT / "complete").exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        pip = [f"{ENVIRONMENT}/bin/python", "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
        system.install(["compiler"])  # a part of it comes as C
        subprocess.run([*pip, f"isso=={VERSION}", "gunicorn"], check=True)
        (ENVIRONMENT / "complete").touch()


@contextmanager
def serving(data: Path) -> Iterator[Service]:
    """Start Isso on a free port, its comments in `data`; it is gone after the block."""
    port, log, configuration = free_port(), data / "isso.log", data / "isso.cfg"
    configuration.write_text(CONFIGURATION.format(data=data))
    words = [f"{ENVIRONMENT}/bin/gunicorn", "--bind", f"127.0.0.1:{port}", "--preload", "--threads", "4"]
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [*words, "isso.run"],
            env=os.environ | {"ISSO_SETTINGS": str(configuration)},
            stdout=errors, stderr=errors, start_new_session=True,
        )  # fmt: skip
    service = Service(data, port, process, log)
    try:
        until(service.is_listening, "Isso listens")
        yield service
    finally:
        if process.poll() is None:
            service.send(signal.SIGTERM)
        process.wait()


def workloads(port: int) -> list[Work]:
    """Give the kinds of request that both have, on threads made now."""
    _talk(port, "honderd", SHOWN)
    liked = _talk(port, "duim", SHOWN)
    thread = (Request("GET", "/?uri=%2Fhonderd%2F&sort=oldest&nested_limit=5", _from(number)) for number in count())
    return [
        Work("thread of 100, kept", thread, _is_thread, 6, 2, None, None),
        Work("counts of 20 pages", _counts(), _is_counted, 200, 4, None, None),
        Work("reply, 300 characters, plain", _replies("kaal", plain_text), _is_written, 100, AT_ONCE, None, None),
        Work("reply, 300 characters, Markdown", _replies("rijk", markdown_text), _is_written, 100, AT_ONCE, None, None),
        Work("like", _likes(liked), _is_liked, 200, AT_ONCE, None, None),
    ]


def _talk(port: int, page: str, number: int) -> list[int]:
    """Write `number` comments as world.py does; give their ids, roots first."""
    written: list[int] = []

    def keep(answer: Answer) -> bool:
        written.append(answer.json()["id"])
        return answer.status == 201

    roots = round(number * ROOTS)
    for place in range(number):
        parent = None if place < roots else written[place - roots]
        load.send(port, [_comment(page, place, markdown_text(place), parent)], 1, keep)
    return written


def _from(number: int) -> dict[str, str]:
    """Give the header of a reader with an address of their own: Isso tells people apart by it."""
    return {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}


def _comment(page: str, number: int, text: str, parent: int | None = None) -> Request:
    author = {"author": f"Collega {number % PEOPLE}", "email": None, "website": None}
    body = {"text": text, "parent": parent, "title": page, **author}
    return Request("POST", f"/new?uri=%2F{page}%2F", JSON | _from(number), orjson.dumps(body))


def _counts() -> Make:
    pages = orjson.dumps(["/honderd/", "/duim/", *(f"/praat-{number}/" for number in range(COUNTED - 2))])
    return (Request("POST", "/count", JSON | _from(number), pages) for number in count())


def _replies(page: str, text: Callable[[int], str]) -> Make:
    return (_comment(f"{page}-{number % COUNTED}", number, text(number)) for number in count())


def _likes(comments: list[int]) -> Make:
    """Like as everybody what nobody liked yet; number 0 wrote all of it."""
    for place in count(1):
        comment = comments[place % len(comments)]
        yield Request("POST", f"/id/{comment}/like", JSON | _from(place << 8), b"{}")


def _is_thread(answer: Answer) -> bool:
    return answer.status == 200 and answer.json()["total_replies"] >= round(SHOWN * ROOTS)


def _is_counted(answer: Answer) -> bool:
    return answer.status == 200 and len(answer.json()) == COUNTED and sum(answer.json()) == 2 * SHOWN


def _is_written(answer: Answer) -> bool:
    return answer.status == 201


def _is_liked(answer: Answer) -> bool:
    return answer.status == 200 and answer.json()["likes"] > 0
