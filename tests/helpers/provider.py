"""Identity providers as processes of their own; ours can lie."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.helpers.service import free_port, until
from tests.identity import hostile_provider
from tests.identity.walk import over_http


@contextmanager
def running() -> Iterator[str]:
    """Give its address; its issuers stand below it, one a case: `{address}/honest`."""
    address = f"http://127.0.0.1:{free_port()}"
    with answering([sys.executable, hostile_provider.__file__, address.rpartition(":")[2]], f"{address}/asked"):
        yield address


@contextmanager
def answering(command: list[str], watched: str, **options: Any) -> Iterator[None]:
    """Run a provider by its `command`, from when the address `watched` answers; it is gone after the block."""
    process = subprocess.Popen(command, **options)

    def is_up() -> bool:
        assert process.poll() is None, "the provider ended"
        try:
            return over_http("GET", watched).status == 200
        except OSError:
            return False

    try:
        until(is_up, "the provider answers")
        yield
    finally:
        process.kill()
        process.wait()
