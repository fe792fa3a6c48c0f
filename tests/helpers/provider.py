"""The identity provider that can lie, as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.helpers.service import free_port, until
from tests.identity import hostile_provider
from tests.identity.walk import over_http


@contextmanager
def running() -> Iterator[str]:
    """Give its address; its issuers stand below it, one a case: `{address}/honest`."""
    port = free_port()
    process = subprocess.Popen([sys.executable, hostile_provider.__file__, str(port)])
    address = f"http://127.0.0.1:{port}"

    def is_up() -> bool:
        assert process.poll() is None
        try:
            return over_http("GET", f"{address}/asked").status == 200
        except OSError:
            return False

    try:
        until(is_up, "the provider answers")
        yield address
    finally:
        process.kill()
        process.wait()
