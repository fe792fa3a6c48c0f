"""Bundle the embed, weigh it: `python -m widget_server.assets.build`. Leaves with 1 when a budget is passed."""

from __future__ import annotations

import base64
import gzip
import hashlib
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import brotli
import orjson

from widget_server.assets.bundles import NoNode, bundles, make
from widget_server.assets.policy import KILOBYTE, Budget, budgets
from widget_server.assets.service import BUILT, SOURCES, version_of

NO_NODE = 2  # exit status


def main() -> int:
    """Build into the package, print every size beside its budget, and keep the figures as JSON."""
    try:
        sizes = build(BUILT)
    except NoNode as fault:
        print(fault, file=sys.stderr)
        return NO_NODE
    except subprocess.CalledProcessError as fault:
        print(fault.stderr.decode(), file=sys.stderr)
        return 1
    weighed = [(budget, sum(sizes[name]["gzip"] for name in budget.files)) for budget in budgets(sizes)]
    report(sizes, weighed)
    keep(BUILT / "figures.json", sizes, weighed)
    return int(any(weight > budget.limit_bytes for budget, weight in weighed))


def build(folder: Path) -> dict[str, dict[str, Any]]:
    """Write every file, plain, gzip and brotli; gives their sizes in bytes. What was built before is gone."""
    version = version_of(SOURCES)
    shutil.rmtree(folder, ignore_errors=True)
    target = folder / version
    target.mkdir(parents=True)
    for bundle in bundles(target, version):
        bundle.build(force=True, disable_cache=True)
    sizes = {path.name: pack(path) for path in sorted(target.iterdir())}
    (folder / "version").write_text(version)
    return sizes


def pack(path: Path) -> dict[str, Any]:
    """Write the packed forms of a file; gives its sizes and its integrity value (SRI, sha384)."""
    plain = path.read_bytes()
    zipped, shrunk = gzip.compress(plain, 9, mtime=0), brotli.compress(plain, quality=11)
    path.with_name(path.name + ".gz").write_bytes(zipped)
    path.with_name(path.name + ".br").write_bytes(shrunk)
    digest = base64.b64encode(hashlib.sha384(plain).digest()).decode()
    return {"bytes": len(plain), "gzip": len(zipped), "brotli": len(shrunk), "integrity": f"sha384-{digest}"}


def report(sizes: dict[str, dict[str, Any]], weighed: list[tuple[Budget, int]]) -> None:
    """Print files, then budgets; sizes in bytes."""
    print(f"{'file':32}{'plain':>9}{'gzip':>8}{'brotli':>8}")
    for name, size in sizes.items():
        print(f"{name:32}{size['bytes']:>9}{size['gzip']:>8}{size['brotli']:>8}")
    print(f"\n{'budget (gzip)':44}{'bytes':>8}{'limit':>8}")
    for budget, weight in weighed:
        verdict = "" if weight <= budget.limit_bytes else "  OVER"
        print(f"{budget.name:44}{weight:>8}{budget.limit_bytes:>8}{verdict}")


def keep(path: Path, sizes: dict[str, dict[str, Any]], weighed: list[tuple[Budget, int]]) -> None:
    """Write the figures with what they were made from."""
    words = ["git", "rev-parse", "HEAD"]
    commit = subprocess.run(words, capture_output=True, text=True, check=False, cwd=SOURCES.parent)  # noqa: S603
    figures = {
        "command": "make build",
        "commit": commit.stdout.strip() or None,
        "versions": {
            "python": platform.python_version(),
            "brotli": brotli.__version__,
            **orjson.loads(make("versions")),
        },
        "kilobyte": KILOBYTE,
        "files": sizes,
        "budgets": {budget.name: {"bytes": weight, "limit": budget.limit_bytes} for budget, weight in weighed},
    }
    path.write_bytes(orjson.dumps(figures, option=orjson.OPT_INDENT_2))


if __name__ == "__main__":
    sys.exit(main())
