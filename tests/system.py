"""Install what the tests need of the machine, through apt, in one visible step."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.groups import ENGINES

ROOT = Path(__file__).parents[1]
NODE_MAJOR = 20  # what the bundler and the test provider ask for; Debian 12's own is older


def missing(engines: Iterable[str]) -> list[str]:
    """Give the engines that are not on this machine."""
    return [name for name in engines if not ENGINES[name].is_present()]


def install(engines: Iterable[str]) -> None:
    """Install the missing ones where apt may be used, else print the one command; the caller judges the rest."""
    absent = missing(engines)
    if not absent:
        return
    packages = sorted({package for name in absent for package in ENGINES[name].packages})
    command = ["apt-get", "install", "-yq", "--no-install-recommends", *packages]
    root = _as_root()
    if root is None:
        print(f"Missing for the tests: {', '.join(absent)}. Install with:\n  sudo {' '.join(command)}", flush=True)
        return
    print(f"Installing {', '.join(absent)} through apt.", flush=True)
    subprocess.run([*root, "apt-get", "update", "-q"], check=False)
    if subprocess.run([*root, "DEBIAN_FRONTEND=noninteractive", *command], check=False).returncode:
        _one_by_one([*root, "DEBIAN_FRONTEND=noninteractive", *command[:4]], absent)


def node_modules() -> None:
    """Install the npm packages of the embed and of the tests, where the locks are newer than what is there."""
    for lock in (ROOT / "package-lock.json", ROOT / "tests" / "package-lock.json"):
        done = lock.parent / "node_modules" / ".package-lock.json"
        if lock.is_file() and not (done.is_file() and done.stat().st_mtime >= lock.stat().st_mtime):
            print(f"Installing the npm packages of {lock.parent.name}/.", flush=True)
            subprocess.run(["npm", "install", "--no-save", "--no-audit", "--no-fund"], cwd=lock.parent, check=True)
            done.touch()


def node_path() -> str:
    """Give a PATH whose `node` is new enough: the system's, or one from npm beside the other modules."""
    path = os.environ["PATH"]
    if shutil.which("node") is None or _node_major("node") >= NODE_MAJOR:
        return path
    newer = ROOT / ".venv" / "node"
    program = newer / "node_modules" / "node" / "bin" / "node"
    if not program.is_file():
        print(f"This machine's Node is older than {NODE_MAJOR}: taking one from npm, for the tests only.", flush=True)
        newer.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(newer), f"node@{NODE_MAJOR}"], check=True
        )
    return f"{program.parent}{os.pathsep}{path}"


def _node_major(program: str) -> int:
    shown = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return int(shown.lstrip("v").split(".")[0])


def _one_by_one(command: list[str], engines: list[str]) -> None:
    """Install each engine by itself: one package that cannot be had must not take the others along."""
    for name in engines:
        subprocess.run([*command, *ENGINES[name].packages], check=False)
    if shutil.which("node") and not shutil.which("npm"):
        subprocess.run([*command, "npm"], check=False)


def _as_root() -> list[str] | None:
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["env"]
    asks_nothing = (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    )
    return ["sudo", "env"] if asks_nothing else None
