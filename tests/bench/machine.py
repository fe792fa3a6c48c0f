"""What figures were made with: commit, command, versions, machine."""

from __future__ import annotations

import platform
import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any

from tests.helpers.browser import CHROMIUM
from tests.system import ROOT

LIBRARIES = ("flask", "sqlalchemy", "gevent", "orjson", "nh3", "bleach", "markdown-it-py", "playwright")


def describe(command: str) -> dict[str, Any]:
    """Give everything that a figure depends on and that can be named."""
    versions = {name: metadata.version(name) for name in LIBRARIES}
    return {
        "command": command,
        "commit": _said("git", "rev-parse", "HEAD"),
        "changed_since": bool(_said("git", "status", "--porcelain", "--untracked-files=no")),
        "versions": {"python": platform.python_version(), "chromium": _said(CHROMIUM, "--version"), **versions},
        "machine": {"processor": _processor(), "cores": _cores(), "system": platform.platform()},
    }


def _said(*command: str) -> str:
    """Give what a program says of itself, or nothing where it is not here."""
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def _cores() -> int:
    return Path("/proc/cpuinfo").read_text().count("processor\t:")
