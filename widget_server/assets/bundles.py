"""The bundles of the embed: webassets says what is made of what, esbuild makes it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from webassets.bundle import Bundle
from webassets.env import Environment
from webassets.filter import Filter

from widget_server.assets.service import LOADER, SOURCES

MAKER = SOURCES / "bundle.mjs"
PAGES_FILES = ("frame.js", "frame.css")


class NoNode(RuntimeError):
    """Node is missing, or its packages are."""


class Esbuild(Filter):
    """Hands a built file's name to esbuild, which follows the imports itself; the merged input is not needed."""

    name = "weerklank-esbuild"  # type: ignore[assignment] # the library says None where a subclass names itself

    def __init__(self, *words: str) -> None:
        super().__init__()
        self.words = words

    def unique(self) -> str:
        """Tell webassets which filter this is."""
        return " ".join(self.words)

    def output(self, _in: Any, out: Any, **_words: Any) -> None:
        """Write what esbuild makes."""
        out.write(make(*self.words))


def make(*words: str) -> str:
    """Run the maker of bundles. Raises NoNode, or CalledProcessError with esbuild's own words."""
    node = shutil.which("node")
    if node is None or not (SOURCES.parent / "node_modules" / "esbuild").is_dir():
        raise NoNode("This needs Node 20 or newer and its packages: run npm ci first.")
    made = subprocess.run([node, str(MAKER), *words], check=True, capture_output=True, text=True, cwd=SOURCES.parent)  # noqa: S603
    return made.stdout


def bundles(folder: Path, version: str) -> dict[str, Bundle]:
    """Give every file of the embed as a bundle, by name, written below `folder`."""
    environment = Environment(directory=str(SOURCES), url="/embed")
    # A build is whole and rare: nothing is guessed from file times.
    environment.auto_build, environment.cache, environment.manifest = False, False, None
    names = {LOADER: ("loader", version), **{name: ("file", name) for name in make("list").split()}}
    names |= {name: ("plain", name) for name in PAGES_FILES}
    made = {}
    for name, words in names.items():
        made[name] = Bundle("loader.js", filters=(Esbuild(*words),), output=str(folder / name))
        environment.register(name, made[name])
    return made
