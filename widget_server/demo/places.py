"""Where the demo's material stands in a checkout."""

from __future__ import annotations

from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


class NoExamples(Exception):
    """The demo was asked for where its material is not, as in an installed wheel."""

    def __init__(self) -> None:
        super().__init__(
            "The demo company lives in the folder examples/ of a checkout, and this Weerklank was installed "
            "without it. Clone the repository and run `make run` there."
        )


def company() -> Path:
    """Give the folder with the people, their photos and their conversations. Raises NoExamples."""
    return _folder("company")


def intranet() -> Path:
    """Give the folder with the intranet's pages. Raises NoExamples."""
    return _folder("intranet")


def _folder(name: str) -> Path:
    if not (EXAMPLES / name).is_dir():
        raise NoExamples
    return EXAMPLES / name
