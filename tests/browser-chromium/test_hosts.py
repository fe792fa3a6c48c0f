"""What real hosts do to a page: the thread shows all the same, and a reply can be posted."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.helpers.browser import Reader
from tests.helpers.demo import PLAIN_NAME


@pytest.mark.parametrize("kind", ["strict", "trusted", "reset", "prototype", "named"])
def test_a_reply_is_posted_on_a_page_of_a_difficult_host(kind: str, anna: Reader, key: str) -> None:
    anna.visit(kind, key).sign_in()
    written = anna.reply("Written under **difficult** circumstances.", "Written under difficult circumstances.")
    expect(written.locator("[part~=body] strong")).to_have_text("difficult")
    assert anna.faults == []


def test_a_reply_is_posted_on_plain_http_where_there_is_no_secure_context(anna: Reader, key: str) -> None:
    anna.visit("plain", key, PLAIN_NAME).sign_in()
    assert anna.page.evaluate("isSecureContext") is False
    anna.reply("Without crypto.subtle.")


def test_a_thread_in_a_closed_tab_works_once_the_tab_opens(anna: Reader, key: str) -> None:
    anna.visit("hidden", key)
    expect(anna.thread).to_be_hidden()
    anna.page.get_by_role("button", name="Open tab").click()
    anna.sign_in().reply("Out of a tab.")


def test_a_host_that_swaps_its_page_gets_the_next_conversation_without_signing_in_again(anna: Reader, key: str) -> None:
    anna.visit("spa", key).sign_in().reply("On the first page.")
    anna.page.get_by_role("button", name="Next page").click()
    expect(anna.thread.get_by_role("heading")).to_have_text("Comments")
    expect(anna.comment("On the first page.")).to_have_count(0)
    anna.reply("On the second page.")


def test_many_widgets_share_one_session_and_one_boot_request(anna: Reader, key: str) -> None:
    anna.visit("many", key).sign_in().reply("One of many.")
    expect(anna.page.locator("weerklank-count").last).to_have_text("1 comment")
    before = len(anna.sent)
    anna.page.reload()
    expect(anna.comment("One of many.")).to_be_visible()
    expect(anna.page.locator("weerklank-count").last).to_have_text("1 comment")
    assert anna.paths()[-(len(anna.sent) - before) :].count("POST /api/v1/boot") == 1
