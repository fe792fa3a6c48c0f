"""What was typed and not yet sent: it belongs to one person, and no fault takes it away."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.helpers.browser import Reader, end_the_session, pick

DRAFTS = "() => Object.keys(localStorage).filter((name) => name.startsWith('weerklank-draft')).length"
REPLIES = "**/api/v1/objects/*/replies"
UNSENT = "Not finished yet"


def type_in(field: Locator, text: str = UNSENT) -> None:
    """Type, and wait until it is kept."""
    field.fill(text)
    field.page.wait_for_function(f"({DRAFTS})() > 0")


def fault(reader: Reader) -> Locator:
    """What the composer says went wrong."""
    return reader.thread.locator(".entry [role=alert]")


def come_back(reader: Reader, name: str = "") -> Page:
    """Sign in from the words that say that it is needed again, as `name`."""
    with reader.context.expect_page() as found:
        reader.thread.get_by_role("button", name="Sign in again").click()
    return pick(found.value, name or reader.name)


def send(reader: Reader) -> None:
    """Press the button of the composer."""
    reader.thread.locator(".entry [part~=submit]").click()


def post_what_was_kept(reader: Reader) -> None:
    """Send the words that stayed; they stand there once."""
    expect(reader.composer).to_have_value(UNSENT)
    send(reader)
    expect(reader.comment(UNSENT).locator("[part~=reply]")).to_be_visible()
    expect(reader.composer).to_have_value("")
    assert reader.page.evaluate(DRAFTS) == 0
    reader.page.reload()
    expect(reader.comment(UNSENT)).to_have_count(1)


def test_it_survives_a_reload_and_goes_with_its_author(anna: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in()
    type_in(anna.composer)
    anna.page.reload()
    expect(anna.composer).to_have_value(UNSENT)
    anna.thread.locator("[part~=sign-out]").first.click()
    expect(anna.button).to_be_visible()
    assert anna.page.evaluate(DRAFTS) == 0
    anna.page.mouse.move(0, 0)  # else the pointer lies on the button before anybody listens for what that asks
    anna.page.reload()
    anna.sign_in()
    expect(anna.composer).to_have_value("")


def test_a_reply_and_an_edit_survive_a_reload_where_they_were_typed(anna: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in()
    written = anna.reply("What I think of it.")
    written.locator("[part~=reply]").click()
    type_in(anna.thread.get_by_role("textbox", name="Reply to Anna de Koning"))
    anna.page.reload()
    field = anna.thread.get_by_role("textbox", name="Reply to Anna de Koning")
    expect(field).to_have_value(UNSENT)
    field.fill("")
    anna.choose(anna.comment("What I think of it."), "Edit")
    field = anna.thread.get_by_role("textbox", name="Edit the comment")
    expect(field).to_have_value("What I think of it.")
    type_in(field)
    anna.page.reload()
    anna.choose(anna.comment("What I think of it."), "Edit")
    expect(anna.thread.get_by_role("textbox", name="Edit the comment")).to_have_value(UNSENT)


def test_somebody_else_in_the_same_browser_does_not_see_it(anna: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in()
    type_in(anna.composer)
    end_the_session(anna)
    anna.page.mouse.move(0, 0)
    anna.page.reload()
    expect(anna.button).to_be_visible()
    anna.name = "Bram Visser"
    anna.sign_in()
    expect(anna.thread.locator(".speaker")).to_contain_text("Bram Visser")
    expect(anna.composer).to_have_value("")
    anna.page.wait_for_function(f"({DRAFTS})() === 0")


def test_somebody_else_who_signs_in_where_a_session_ended_does_not_see_it(anna: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in()
    type_in(anna.composer)
    end_the_session(anna)
    send(anna)
    expect(fault(anna)).to_contain_text("Your sign-in has expired.")
    come_back(anna, "Bram Visser")
    expect(anna.thread.locator(".speaker")).to_contain_text("Bram Visser")
    expect(anna.composer).to_have_value("")
    anna.page.wait_for_function(f"({DRAFTS})() === 0")


def test_it_survives_the_end_of_a_session(anna: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in()
    type_in(anna.composer)
    end_the_session(anna)
    send(anna)
    expect(fault(anna)).to_contain_text("Your sign-in has expired. What you wrote stays here.")
    come_back(anna)
    expect(fault(anna)).to_be_hidden()
    post_what_was_kept(anna)


def test_it_survives_a_broken_service(anna: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in()
    anna.page.route(REPLIES, lambda route: route.fulfill(status=500, content_type="text/html", body="<h1>Oops</h1>"))
    type_in(anna.composer)
    send(anna)
    expect(fault(anna)).to_contain_text("That did not work.")
    expect(fault(anna).get_by_role("button", name="Try again")).to_be_visible()
    expect(anna.comment(UNSENT)).to_have_count(0)
    anna.page.unroute_all()
    post_what_was_kept(anna)


def test_it_survives_without_a_connection(anna: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in()
    type_in(anna.composer)
    anna.context.set_offline(True)
    send(anna)
    expect(fault(anna)).to_contain_text("There is no connection now. What you wrote is kept.")
    expect(anna.comment(UNSENT)).to_have_count(0)
    expect(anna.composer).to_have_value(UNSENT)
    anna.context.set_offline(False)
    fault(anna).get_by_role("button", name="Try again").click()
    expect(anna.comment(UNSENT).locator("[part~=reply]")).to_be_visible()
    assert anna.page.evaluate(DRAFTS) == 0


def test_it_survives_too_many_words(anna: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in()
    type_in(anna.composer, "x" * 5001)
    expect(anna.thread.locator(".tools")).to_contain_text("This is 1 character too long.")
    send(anna)
    expect(fault(anna)).to_have_text("This is 1 character too long.")
    expect(anna.composer).to_be_focused()
    anna.page.reload()
    expect(anna.composer).to_have_value("x" * 5001)
    anna.composer.fill(UNSENT)
    expect(fault(anna)).to_be_hidden()
    post_what_was_kept(anna)
