"""The service as a wheel installs it: the built embed, and no sources beside it; with three kinds of reaction."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.helpers import axe
from tests.helpers.browser import Reader, open_reader, shifts
from tests.helpers.demo import serving_demo
from tests.helpers.hostpage import Host, hosting
from tests.helpers.service import ROOT
from widget_server.assets.build import build


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with the built embed in it, on its own."""
    root = tmp_path_factory.mktemp("installed")
    package = root / "widget_server"
    shutil.copytree(ROOT / "widget_server", package, ignore=shutil.ignore_patterns("__pycache__", "built"))
    build(package / "assets" / "built")
    return root


@pytest.fixture(scope="module")
def intranet(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The intranet that embeds it."""
    data = tmp_path_factory.mktemp("service")
    with hosting() as found, serving_demo(data, found, installed, reaction_kinds="like,celebrate,thanks"):
        yield found


@pytest.fixture
def anna(browser: Browser, intranet: Host) -> Iterator[Reader]:
    """Anna de Koning, before the built embed."""
    reader = open_reader(browser, intranet, "Anna de Koning")
    yield reader
    reader.context.close()


def files(reader: Reader) -> list[str]:
    """Give what the page fetched below /embed/, in order."""
    paths = [urlsplit(each.url).path for each in reader.sent if each.url.startswith(reader.host.service)]
    return [path for path in paths if path.startswith("/embed/")]


def test_anna_signs_in_talks_and_comes_back(anna: Reader, key: str) -> None:
    anna.visit("many", key).sign_in()
    written = anna.reply("Built.")
    written.locator("[part~=like]").click()
    expect(written.locator("[part~=like]")).to_have_attribute("aria-pressed", "true")
    anna.choose(written, "Edit")
    anna.thread.get_by_role("textbox", name="Edit the comment").fill("Built, and changed.")
    anna.thread.get_by_role("button", name="Save", exact=True).click()
    expect(anna.voice).to_have_text("Your change is saved.")
    anna.comment("Built, and changed.").locator("[data-do=history]").click()
    expect(anna.thread.locator(".panel time")).to_have_count(2)
    anna.page.reload()
    expect(anna.comment("Built, and changed.")).to_be_visible()
    like = anna.page.locator("weerklank-like [part~=like]").first
    like.click()
    expect(like).to_have_text("Helpful · 1")
    expect(anna.page.locator("weerklank-count").last).to_have_text("1 comment")
    assert [path for path in files(anna) if path.startswith("/embed/src/")] == []
    assert anna.faults == []


def test_nothing_shifts_while_it_comes(anna: Reader, key: str) -> None:
    anna.visit("followed", key).sign_in().reply("One that stays.")
    for _ in range(2):
        anna.page.reload()
        expect(anna.comment("One that stays.")).to_be_visible()
        expect(anna.thread.get_by_role("combobox", name="Order")).to_be_visible()
        assert shifts(anna.page) == []


def test_three_requests_lead_to_the_first_comment(anna: Reader, key: str) -> None:
    anna.visit("dutch", key).sign_in().composer.fill("Gebouwd.")
    anna.thread.locator(".entry [part~=submit]").click()
    expect(anna.comment("Gebouwd.").locator("[part~=reply]")).to_have_text("Reageren")
    before = len(anna.sent)
    anna.page.reload()
    expect(anna.comment("Gebouwd.")).to_be_visible()
    asked = [each for each in anna.sent[before:] if each.url.startswith(anna.host.service)]
    names = [urlsplit(each.url).path.rsplit("/", 1)[1] for each in asked]
    begin = names.index("weerklank.js")  # what stands before it was still asked for by the page that ended
    assert sorted(names[begin : begin + 3]) == ["boot", "thread.nl.js", "weerklank.js"]
    assert anna.faults == []


def test_another_reaction_is_chosen_from_a_menu(anna: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in()
    pill = anna.page.locator("weerklank-like [part~=like]")
    pill.click()
    expect(pill).to_have_text("Helpful · 1")
    choose = anna.page.get_by_role("button", name="Choose another reaction")
    choose.click()
    kinds = anna.page.get_by_role("menuitemradio")
    expect(kinds).to_have_text(["Helpful", "Congratulations", "Thank you"])
    expect(kinds.first).to_be_focused()
    expect(kinds.first).to_have_attribute("aria-checked", "true")
    faults = axe.faults(anna.page, "choosing a reaction")
    anna.page.keyboard.press("ArrowDown")
    anna.page.keyboard.press("Enter")
    expect(pill).to_have_text("Congratulations · 1")
    expect(choose).to_be_focused()

    written = anna.reply("We did it.")
    written.get_by_role("button", name="More about").click()
    anna.thread.get_by_role("menuitemradio", name="Thank you").click()
    expect(written.locator("[part~=like]")).to_have_text("Thank you · 1")
    anna.page.reload()
    expect(pill).to_have_text("Congratulations · 1")
    expect(written.locator("[part~=like]")).to_have_text("Thank you · 1")
    written.locator("[part~=like]").click()
    expect(written.locator("[part~=like]")).to_have_text("Helpful")
    assert (faults, anna.faults) == ([], [])
