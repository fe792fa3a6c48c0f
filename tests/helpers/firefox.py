"""Debian's Firefox, each time with a profile of its own, which trusts the tests' authority."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver import Remote
from selenium.webdriver.firefox.options import Options

from tests.helpers.certificates import Certificates
from tests.helpers.marionette import Marionette
from tests.helpers.service import PATIENCE_SECONDS, until

START_SECONDS = 2 * PATIENCE_SECONDS  # the first command is answered when all of the browser is there
# Marionette lets every page open windows; people's browsers let a click do that.
PREPARE = """
  const database = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
  database.addCertFromBase64(arguments[0], "C,,");
  Services.prefs.setBoolPref("dom.disable_open_during_load", true);
"""


@contextmanager
def firefox(folder: Path, tls: Certificates, preferences: Mapping[str, Any]) -> Iterator[Remote]:
    """Start Firefox with a fresh profile in `folder`, as shipped but for `preferences`; it is gone after the block."""
    folder.mkdir()
    chosen = {"marionette.port": 0} | preferences  # 0: a free one
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in chosen.items()]
    (folder / "user.js").write_text("".join(lines))
    words = ["firefox-esr", "--headless", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile"]
    own = os.environ | {"HOME": str(folder)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([*words, str(folder)], env=own, stdout=log, stderr=log, start_new_session=True)
    try:
        wire = Marionette(until(lambda: _port(process, folder), "Firefox listens"), START_SECONDS)
        driver = _connect(wire, tls)
        yield driver
        driver.quit()
        process.wait(PATIENCE_SECONDS)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _port(process: subprocess.Popen[bytes], folder: Path) -> int:
    """Give the port that Firefox chose, 0 before that."""
    assert process.poll() is None, (folder / "log").read_text()
    told = folder / "MarionetteActivePort"
    return int(told.read_text() or 0) if told.is_file() else 0


def _connect(wire: Marionette, tls: Certificates) -> Remote:
    options = Options()
    options.accept_insecure_certs = False  # Selenium's own choice is to take any
    driver = Remote(wire, options=options)  # type: ignore[arg-type]
    wire.send("Marionette:SetContext", value="chrome")
    driver.execute_script(PREPARE, "".join(tls.authority.read_text().splitlines()[1:-1]))
    wire.send("Marionette:SetContext", value="content")
    return driver
