"""Everything that reads the code without running it: `make check`. One line a check, the output of those that fail."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests import sizes, system

BIN = Path(sys.executable).parent
NODE_BIN = system.ROOT / "node_modules" / ".bin"


def checks() -> dict[str, list[str]]:
    """Give the command of each check, by name."""
    found = {
        "ruff": [str(BIN / "ruff"), "check", "."],
        "format": [str(BIN / "ruff"), "format", "--check", "."],
        "types": [str(BIN / "mypy")],
        "import contracts": [str(BIN / "lint-imports")],
        "sizes": [sys.executable, "tests/sizes.py"],
        "tsc": [str(NODE_BIN / "tsc"), "--noEmit"],
        "biome": [str(NODE_BIN / "biome"), "check", "embed_js", "tests/js"],
    }
    php = [name for name in sizes.tracked() if name.endswith(".php")]
    if php:
        found["php"] = ["sh", "-c", 'for file; do php -l "$file" || exit 1; done', "php", *php]
    return found


def main() -> int:
    """Run all checks; give the exit status."""
    commands = checks()
    engines = ["node", *(["php"] if "php" in commands else [])]
    system.install(engines)
    if system.missing(engines):
        return 1
    os.environ["PATH"] = system.node_path()
    system.node_modules()
    failed = [name for name, command in commands.items() if not _passes(name, command)]
    print(f"{len(commands) - len(failed)} checks good" + (f", not good: {', '.join(failed)}" if failed else ""))
    return int(bool(failed))


def _passes(name: str, command: list[str]) -> bool:
    done = subprocess.run(
        command, cwd=system.ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    print(f"{name}: {'good' if done.returncode == 0 else 'not good'}", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
