"""Programs of npm that tests run: each a folder with a lock file, installed once for each version of it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path


def installed(source: Path) -> Path:
    """Give a folder of our own with what `source` asks for; npm fills it once, files of ours are copied each time."""
    lock = hashlib.sha256((source / "package-lock.json").read_bytes()).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "weerklank-tests"
    folder = cache / f"{source.name}-{lock}"
    if not (folder / "done").is_file():
        building = cache / f"{source.name}-{lock}.{os.getpid()}"
        shutil.copytree(source, building, dirs_exist_ok=True)
        words = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(words, cwd=building, check=True, capture_output=True, timeout=300)
        (building / "done").touch()
        if not folder.exists():
            building.rename(folder)  # of two at once, the second keeps its own to itself
        else:
            shutil.rmtree(building)
    for path in source.iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    return folder
