"""Debian's WebKitGTK, each time in a folder of its own, on a screen in memory.

It takes no authority beside the machine's, which tests leave alone. Its driver does take certificates by name: those
of `tls` and no others, so that a wrong one still fails.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver import Proxy, Remote
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.options import Options

from tests.helpers.certificates import Certificates
from tests.helpers.service import free_port, is_listening, until

HOMES = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")


class Trusting(Options):
    """What to start: the driver's own browser, with the certificates of `tls`."""

    def __init__(self, tls: Certificates) -> None:
        super().__init__()
        self.tls = tls

    def to_capabilities(self) -> dict[str, Any]:
        """Give what Selenium sends, with what it does not know of."""
        found = super().to_capabilities()
        trusted = [{"host": name, "certificateFile": str(self.tls.certificate)} for name in self.tls.names]
        return found | {self.KEY: found[self.KEY] | {"certificates": trusted}}


@contextmanager
def screen() -> Iterator[str]:
    """Start a screen in memory, under a number that it finds free itself; give its name, as in DISPLAY."""
    reading, writing = os.pipe()
    words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    process = subprocess.Popen(words, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start."
        yield f":{number}"
    finally:
        process.terminate()
        process.wait()


@contextmanager
def webkit(folder: Path, tls: Certificates, display: str) -> Iterator[Remote]:
    """Start WebKitGTK on a screen, with a fresh profile in `folder`; it is gone after the block."""
    folder.mkdir()
    port = free_port()
    own = os.environ | dict.fromkeys(HOMES, str(folder)) | {"DISPLAY": display, "NO_AT_BRIDGE": "1"}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            ["WebKitWebDriver", f"--port={port}"], env=own, stdout=log, stderr=log, start_new_session=True
        )
    try:
        until(lambda: is_listening(port), "WebKit's driver listens")
        where = ClientConfig(f"http://127.0.0.1:{port}", proxy=Proxy({"proxyType": "direct"}))
        driver = Remote(RemoteConnection(client_config=where), options=Trusting(tls))
        yield driver
        driver.quit()
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
