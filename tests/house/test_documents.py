"""What the documents say is so: every setting with its default, every link to something that is there."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from widget_server.core.settings import NAMES, Settings, load

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("cms_adapters/*.md")])
CONFIGURATION = ROOT / "examples" / "config" / "weerklank.toml"
ROW = re.compile(r"^\| `WEERKLANK_([A-Z0-9_]+)` \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
EXAMPLE = re.compile(r"^# (WEERKLANK_[A-Z0-9_]+ = .+)$", re.MULTILINE)
TOGETHER = "WEERKLANK_S3_"  # settings that stand together or not at all
NOT_FOR_A_SERVER = {"demo"}
# What stands in the file uncommented, because a company must look at it.
TO_CHOOSE = {"public_url", "data", "trusted_proxies", "oidc_issuer", "oidc_client_id"}


def as_written(value: Any) -> str:
    """Give a default as the page writes it."""
    if isinstance(value, tuple):
        value = ",".join(value)
    return f"`{str(value).lower() if isinstance(value, bool) else value}`" if value not in ("", {}) else "empty"


def test_the_page_of_settings_has_each_once_with_its_default_a_unit_and_what_it_does() -> None:
    rows = ROW.findall((ROOT / "docs" / "settings.md").read_text("utf-8"))
    said = [(name.lower(), default) for name, default, _, _ in rows]
    known = {f.name: as_written(getattr(Settings(), f.name)) for f in fields(Settings)}
    known["secret_key"] = "none, must be set"
    assert sorted(said) == sorted(known.items())


def test_the_file_to_begin_with_has_every_setting_once() -> None:
    text = CONFIGURATION.read_text("utf-8")
    names = re.findall(r"^(?:# )?WEERKLANK_([A-Z0-9_]+) = ", text, re.MULTILINE)
    assert sorted(name.lower() for name in names) == sorted(set(NAMES) - NOT_FOR_A_SERVER)
    assert {name.removeprefix("WEERKLANK_").lower() for name in tomllib.loads(text)} == TO_CHOOSE


@pytest.mark.parametrize("line", EXAMPLE.findall(CONFIGURATION.read_text("utf-8")))
def test_what_is_commented_out_there_is_the_default_or_an_example_that_works(line: str, tmp_path: Path) -> None:
    lines = [each for each in EXAMPLE.findall(CONFIGURATION.read_text("utf-8")) if each.startswith(TOGETHER)]
    (tmp_path / "one.toml").write_text("\n".join(lines) if line in lines else line)
    found, warnings = load({"WEERKLANK_CONFIG": str(tmp_path / "one.toml"), "WEERKLANK_DATA": str(tmp_path)})
    name = line.split(" = ", maxsplit=1)[0].removeprefix("WEERKLANK_").lower()
    default = getattr(Settings(), name)
    assert warnings == []
    assert default in ("", (), {}) or getattr(found, name) == default


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_something_that_is_there(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text("utf-8"))
    missing = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_within_documents_leads_to_a_heading(document: Path) -> None:
    for target, heading in re.findall(r"\]\(([^)#\s]*\.md)?#([^)]+)\)", document.read_text("utf-8")):
        text = (document.parent / target if target else document).read_text("utf-8")
        headings = [line.lstrip("# ").lower() for line in text.splitlines() if line.startswith("#")]
        assert heading in [re.sub(r"[^\w -]", "", each).replace(" ", "-") for each in headings]


def test_the_map_of_the_house_has_every_room() -> None:
    house = (ROOT / "README.md").read_text("utf-8").partition("## The house")[2]
    named = {word for row in re.findall(r"^\| (`.+?) \|", house, re.MULTILINE) for word in re.findall(r"`(\w+)`", row)}
    rooms = {path.parent.name for path in (ROOT / "widget_server").glob("*/__init__.py")}
    assert named == rooms | {"app"}
