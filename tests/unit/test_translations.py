"""Every sentence for people exists in Dutch."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parents[2] / "widget_server"
CATALOGUE = PACKAGE / "web" / "translations" / "nl" / "LC_MESSAGES" / "messages.po"
PLACE = re.compile(r"%\((\w+)\)s")


def said() -> set[str]:
    """Give every sentence of code and templates, as `extract_messages` of setup.cfg finds them."""
    with (CATALOGUE.parents[2] / "babel.cfg").open(encoding="utf-8") as file:
        where, options = parse_mapping_cfg(file)
    found = extract_from_dir(PACKAGE, where, options, keywords=DEFAULT_KEYWORDS | {"N_": None})
    return {text for _file, _line, text, _comments, _context in found}


def catalogue() -> dict[str, str]:
    """Give the Dutch catalogue."""
    with CATALOGUE.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id and not message.fuzzy}


def test_the_catalogue_translates_every_sentence_and_no_other() -> None:
    assert {text for text, dutch in catalogue().items() if dutch} == said()


def test_every_translation_has_the_places_of_its_sentence() -> None:
    wrong = {
        text: dutch
        for text, dutch in catalogue().items()
        if dutch and set(PLACE.findall(text)) != set(PLACE.findall(dutch))
    }
    assert wrong == {}


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = {str(message.id): str(message.string) for message in read_mo(file) if message.id}
    assert compiled == {text: dutch for text, dutch in catalogue().items() if dutch}
