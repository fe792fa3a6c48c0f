"""docs/install.md as something that can be followed: its code blocks, under their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "install.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A code block: `kind` sh is typed as it is, toml goes into the configuration, others are only read."""

    heading: str
    number: int  # among the blocks of its kind under its heading, from 0
    kind: str
    text: str


def blocks() -> list[Block]:
    """Give every block of the guide, in order."""
    found = []
    for section in re.split(r"^## ", GUIDE.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        heading, _, body = section.partition("\n")
        counted: dict[str, int] = {}
        for kind, text in BLOCK.findall(body):
            found.append(Block(heading, counted.setdefault(kind, 0), kind, text))
            counted[kind] += 1
    return found
