"""Files in a browser: chosen, described, posted, looked at; a refusal never costs a word."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.helpers.axe import faults
from tests.helpers.browser import Reader, shifts
from tests.helpers.uploads import image

PICTURE = {"name": "park.jpg", "mimeType": "image/jpeg", "buffer": image("JPEG", (600, 400))}
REPORT = {"name": "Rooster week 4.txt", "mimeType": "text/plain", "buffer": b"maandag: vrij"}
SVG = {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}


def choose(reader: Reader, around: Locator, *files: dict[str, object]) -> None:
    """Choose files by the composer's button."""
    with reader.page.expect_file_chooser() as chooser:
        around.get_by_role("button", name="Attach a file").click()
    chooser.value.set_files(list(files))  # type: ignore[arg-type]


def test_an_image_and_a_document_are_described_posted_and_seen_by_a_colleague(
    anna: Reader, bram: Reader, key: str
) -> None:
    anna.visit("plain", key).sign_in()
    anna.composer.fill("Kijk eens")
    entry = anna.thread.locator(".entry")
    choose(anna, entry, PICTURE, REPORT)
    expect(entry.get_by_role("textbox", name="What does park.jpg show?")).to_be_visible()
    assert faults(anna.page, "with files to describe") == []
    entry.locator("[part~=submit]").click()
    expect(entry.get_by_role("alert")).to_have_text("Say of each image what it shows, or that it only decorates.")
    expect(anna.composer).to_have_value("Kijk eens")
    entry.get_by_role("textbox", name="What does park.jpg show?").fill("Collega's in het park")
    entry.locator("[part~=submit]").click()
    written = anna.comment("Kijk eens")
    expect(written.get_by_role("img", name="Collega's in het park")).to_be_visible()
    expect(entry.locator(".uploads li")).to_have_count(0)
    bram.visit("plain", key).sign_in()
    bram.visit("plain", key)
    seen = bram.comment("Kijk eens")
    shown = seen.get_by_role("img", name="Collega's in het park")
    bram.page.wait_for_function("(image) => image.naturalWidth === 600", arg=shown.element_handle())
    assert shifts(bram.page) == []
    with bram.page.expect_download() as download:
        seen.get_by_role("button", name="Rooster week 4.txt TXT · 1 kB").click()
    assert download.value.suggested_filename == "Rooster week 4.txt"
    assert download.value.path().read_bytes() == b"maandag: vrij"
    assert faults(bram.page, "with files on a comment") == []
    assert (anna.faults, bram.faults) == ([], [])


def test_a_refused_file_says_why_and_costs_no_word_and_one_is_taken_away_again(anna: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in()
    anna.composer.fill("Dit blijft staan")
    entry = anna.thread.locator(".entry")
    choose(anna, entry, SVG)
    expect(entry.get_by_role("alert")).to_have_text(
        "logo.svg: Files of this kind are not taken. Send an image, a PDF, an office document or plain text."
    )
    expect(anna.composer).to_have_value("Dit blijft staan")
    choose(anna, entry, REPORT)
    with anna.page.expect_response(lambda answer: answer.request.method == "DELETE") as taken:
        entry.get_by_role("button", name="Remove Rooster week 4.txt").click()
    assert taken.value.status == 204
    expect(anna.composer).to_be_focused()
    expect(entry.locator(".uploads li")).to_have_count(0)
    anna.reply("Dit blijft staan")


def test_a_picture_is_shared_from_the_feed_as_decoration_only(anna: Reader, bram: Reader, key: str) -> None:
    anna.visit("feeds", key).sign_in()
    feed = anna.page.locator("weerklank-feed")
    feed.get_by_role("textbox", name="Share something…").fill(f"Feest {key}")
    choose(anna, feed, PICTURE)
    feed.get_by_role("checkbox", name="Only decorates").check()
    feed.locator("[part~=submit]").click()
    card = feed.locator("[part~=card]").filter(has_text=f"Feest {key}")
    expect(card.get_by_role("link", name="Open the image: park.jpg").locator("img")).to_have_attribute("alt", "")
    assert faults(anna.page, "with a picture on a card") == []
    assert anna.faults == []
