"""A server on which the guide was followed: the service behind nginx, an issuer beside it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers import provider
from tests.identity.walk import Popup, Widget, at_hostile, sign_in
from tests.install.guide import ROOT
from tests.install.https import Browser
from tests.install.machine import SECONDS, Machine

NOT_COPIED = (".*", "__pycache__", "*.egg-info", "node_modules", "tests", "docs", "var", "dist", "build", "built")


@pytest.fixture(scope="session")
def sources() -> Iterator[Path]:
    """A copy of the tree, to build in: others run from the tree meanwhile."""
    folder = Path(tempfile.mkdtemp(prefix="weerklank-sources-"))
    try:
        copy = shutil.copytree(ROOT, folder / "tree", ignore=shutil.ignore_patterns(*NOT_COPIED))
        (copy / "node_modules").symlink_to(ROOT / "node_modules")
        yield copy
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def dist(sources: Path) -> Path:
    """What `make dist` makes."""
    environment = Path(sys.prefix)
    there = [word for stamp in (f"{environment}/.runtime", "node_modules/.package-lock.json") for word in ("-o", stamp)]
    words = ["make", "dist", f"VENV={environment}", *there]
    done = subprocess.run(words, cwd=sources, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return sources / "dist"


@pytest.fixture(scope="session")
def fresh(dist: Path) -> Iterator[Machine]:
    """A machine with nginx and nothing else; its people sign in at an issuer of the tests."""
    root = Path(tempfile.mkdtemp(prefix="weerklank-machine-"))
    root.chmod(0o755)  # the service's user goes through
    with provider.running() as issuer:
        machine = Machine(root, f"{issuer}/honest")
        machine.unpack(dist)
        machine.shell("nginx")
        try:
            yield machine
        finally:
            machine.stop()
            shutil.rmtree(root)


@pytest.fixture(scope="session")
def machine(fresh: Machine) -> Machine:
    """The machine on which the guide was followed, up to the first look by a browser."""
    for heading in ("Install", "Configure", "Start it", "https in front"):
        fresh.follow(heading)
    return fresh


@pytest.fixture(scope="session")
def browser(machine: Machine) -> Browser:
    """Reaches the machine as browsers do: by https, believing its certificate."""
    return Browser(machine.host, machine.https, machine.path("/etc/ssl/weerklank/fullchain.pem"))


@pytest.fixture(scope="session")
def signed_in(machine: Machine, browser: Browser) -> Callable[..., Widget]:
    """Signs somebody in on a page of the intranet: `signed_in("carla")`."""

    def go(name: str) -> Widget:
        person = {"sub": name, "name": name.title(), "email": f"{name}@example.localhost"}
        widget = Widget(browser.send, machine.public_url, machine.origin)
        sign_in(widget, Popup(browser.send, machine.public_url, at_hostile(person)))
        return widget

    return go
