"""The bundles of the embed: webassets says what is made of what, esbuild makes it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import orjson
from webassets.bundle import Bundle
from webassets.env import Environment
from webassets.filter import Filter

from widget_server.assets.service import SOURCES

MAKER = SOURCES / "bundle.mjs"


class NoNode(RuntimeError):
    """Node is missing, or its packages are."""


class Esbuild(Filter):
    """Writes what esbuild made of an entry: it follows the imports itself, so the merged input is not needed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def unique(self) -> str:
        """Tell webassets which output this is."""
        return self.text

    def output(self, _in: Any, out: Any, **_words: Any) -> None:
        """Write the file."""
        out.write(self.text)


def make(*words: str) -> bytes:
    """Run the maker of bundles. Raises NoNode, or CalledProcessError with esbuild's own words."""
    node = shutil.which("node")
    if node is None or not (SOURCES.parent / "node_modules" / "esbuild").is_dir():
        raise NoNode("This needs Node 20 or newer and its packages: run npm ci first.")
    return subprocess.run([node, str(MAKER), *words], check=True, capture_output=True, cwd=SOURCES.parent).stdout  # noqa: S603


def bundles(folder: Path, version: str) -> list[Bundle]:
    """Give every file of the embed as a bundle, written below `folder` (1 run of esbuild's maker)."""
    environment = Environment(directory=str(SOURCES), url="/embed")
    # A build is whole and rare: nothing is guessed from file times.
    environment.auto_build, environment.cache, environment.manifest = False, False, None
    found = []
    for name, text in orjson.loads(make("all", version)).items():
        bundle = Bundle("loader.js", filters=(Esbuild(text),), output=str(folder / name))
        environment.register(name, bundle)
        found.append(bundle)
    return found
