"""Every sentence for people exists in Dutch."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parents[2] / "widget_server"
CATALOGUE = PACKAGE / "web" / "translations" / "nl" / "LC_MESSAGES" / "messages.po"
PLACE = re.compile(r"%\((\w+)\)s")
IN_TEMPLATE = re.compile(r"""\b_\("([^"]+)\"""")


def marked() -> Iterator[str]:
    """Give every text that N_() marks or _() says, in code and templates."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("N_", "_"):
                yield ast.literal_eval(node.args[0])
    for path in PACKAGE.rglob("*.html"):
        yield from IN_TEMPLATE.findall(path.read_text("utf-8"))


def catalogue() -> dict[str, str]:
    """Give the Dutch catalogue."""
    with CATALOGUE.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id and not message.fuzzy}


def test_every_sentence_is_translated() -> None:
    said = catalogue()
    assert sorted({text for text in marked() if not said.get(text)}) == []


def test_every_translation_has_the_places_of_its_sentence() -> None:
    wrong = {
        text: dutch
        for text, dutch in catalogue().items()
        if dutch and set(PLACE.findall(text)) != set(PLACE.findall(dutch))
    }
    assert wrong == {}


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    from babel.messages.mofile import read_mo

    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = {str(message.id): str(message.string) for message in read_mo(file) if message.id}
    assert compiled == {text: dutch for text, dutch in catalogue().items() if dutch}
