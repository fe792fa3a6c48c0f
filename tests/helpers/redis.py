"""A Redis of the tests' own: on a free port of this machine, in memory, gone afterwards."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.service import free_port, is_listening, until


@contextmanager
def running(folder: Path, port: int = 0) -> Iterator[str]:
    """Give the address of a server for the block, as WEERKLANK_REDIS_URL takes it; without a port on a free one."""
    port = port or free_port()
    words = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with (folder / "redis-log").open("wb") as log:
        process = subprocess.Popen(words, stdout=log, stderr=log)
    try:
        until(lambda: is_listening(port), "Redis answers")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()
