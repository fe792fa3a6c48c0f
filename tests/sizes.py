"""The rules of size that no linter has: lines of a file, lines of a function, an exception that nobody hears of."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILE_LINES = 300
FUNCTION_LINES = 50
KINDS = (".py", ".js", ".ts", ".php")
GENERATED = ("migrations/versions/", "vendor/", "node_modules/")


def faults(root: Path, names: list[str]) -> Iterator[str]:
    """Give a sentence for each breach in the files `names` under `root`; tests may be long."""
    for name in names:
        if not name.endswith(KINDS) or name.startswith("tests/") or any(part in name for part in GENERATED):
            continue
        text = (root / name).read_text("utf-8")
        lines = len(text.splitlines())
        if lines > FILE_LINES:
            yield f"{name}: {lines} lines, and {FILE_LINES} is the most"
        if name.endswith(".py"):
            yield from _of_python(name, ast.parse(text))


def _of_python(name: str, tree: ast.Module) -> Iterator[str]:
    if tree.body and not ast.get_docstring(tree):
        yield f"{name}: no docstring"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{name}:{node.lineno}: {node.name} has {lines} lines, and {FUNCTION_LINES} is the most"
        if isinstance(node, ast.ExceptHandler) and len(node.body) == 1 and isinstance(node.body[0], ast.Pass):
            yield f"{name}:{node.lineno}: an exception is swallowed"


def tracked() -> list[str]:
    """Give the files that git knows and that are there."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in names.split("\0") if name and (ROOT / name).is_file()]


if __name__ == "__main__":
    found = list(faults(ROOT, tracked()))
    print("\n".join(found))
    sys.exit(bool(found))
