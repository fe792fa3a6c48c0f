"""How the widgets sit on somebody's page: on a small screen, under a finger, without a jump, in the host's colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Locator, Page, expect

from tests.helpers.browser import Reader, pick, shifts

NARROW = {"width": 280, "height": 653}
LONG = "Reisekostenabrechnungsformularverordnung " * 4 + "https://intranet.example.com/" + "a" * 60
GAP = "thread => thread.offsetHeight - thread.shadowRoot.querySelector('.w').offsetHeight"  # pixels held for nothing
# What a finger or a pointer aims at, beyond words in a sentence: [name, width, height] of each that is seen.
TARGETS = """() => {
  const roots = [...document.querySelectorAll("weerklank-thread, weerklank-like")].map((each) => each.shadowRoot);
  const found = roots.flatMap((root) => [...root.querySelectorAll("button, select, textarea, label")]);
  const sizeOf = (each) => [each.getAttribute("aria-label") || each.textContent, each.offsetWidth, each.offsetHeight];
  return found.filter((each) => each.checkVisibility()).map(sizeOf);
}"""


def style(part: Locator, name: str) -> str:
    """Give a computed property."""
    return str(part.evaluate("(node, name) => getComputedStyle(node).getPropertyValue(name)", name))


def overflow(page: Page) -> int:
    """Give by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.scrollingElement.scrollWidth - innerWidth"))


def converse(reader: Reader, key: str) -> None:
    """Write a comment with long words and two replies, one below the other."""
    reader.visit("plain", key).sign_in().reply(LONG)
    for text in ("A reply to it.", "And one to the reply."):
        reader.thread.locator("[part~=comment] [part~=reply]").last.click()
        field = reader.thread.get_by_role("textbox", name="Reply to")
        field.fill(text)
        field.press("Control+Enter")
        expect(reader.comment(text).locator("[part~=reply]")).to_be_visible()


def states(reader: Reader) -> Iterator[str]:
    """Go through what one opens in a conversation; gives the name of each while it is open."""
    yield "read"
    last = reader.comment("And one to the reply.")
    for name, button, opens in (
        ("menu", last.locator("[aria-haspopup=menu]"), ".menu"),
        ("replying", last.locator("[part~=reply]"), "li .slot form"),
        ("settings", reader.thread.locator("[data-do=settings]"), ".panel"),
    ):
        button.click()
        expect(reader.thread.locator(opens)).to_be_visible()
        yield name
        reader.page.keyboard.press("Escape")
        expect(reader.thread.locator(opens)).to_have_count(0)
    reader.choose(last, "Remove")
    expect(reader.thread.locator(".panel")).to_be_visible()
    yield "removing"


def test_nothing_is_wider_than_a_screen_of_280_pixels(reader: Callable[..., Reader], key: str) -> None:
    carla = reader("Carla Jansen", viewport=NARROW)
    carla.visit("plain", key)
    expect(carla.button).to_be_visible()
    wide = {"signed out": overflow(carla.page)}
    converse(carla, key)
    for name in states(carla):
        wide[name] = overflow(carla.page)
    assert wide == dict.fromkeys(wide, 0)


def test_the_window_of_signing_in_fits_280_pixels(reader: Callable[..., Reader], key: str) -> None:
    anna = reader("Anna de Koning", viewport=NARROW).visit("coop-dutch", key)
    with anna.page.expect_response("**/oauth/device_authorization"):
        anna.button.hover()
    with anna.context.expect_page() as found:
        anna.button.click()
    window = found.value
    window.set_viewport_size(NARROW)  # type: ignore[arg-type]
    expect(window.get_by_role("button", name=anna.name)).to_be_visible()
    wide = [overflow(window)]
    pick(window, anna.name)
    expect(window.locator("#question")).to_be_visible()
    wide.append(overflow(window))
    window.locator(".plain").click()
    expect(window.get_by_role("heading", name="Dat was niet het getal")).to_be_visible()
    wide.append(overflow(window))
    assert wide == [0, 0, 0]


def test_targets_are_24_pixels_for_a_pointer_and_32_high(reader: Callable[..., Reader], key: str) -> None:
    carla = reader("Carla Jansen")
    converse(carla, key)
    small = []
    for name in states(carla):
        small += [(name, *each) for each in carla.page.evaluate(TARGETS) if each[1] < 24 or each[2] < 32]
    assert small == []


def test_targets_are_44_pixels_for_a_finger(reader: Callable[..., Reader], key: str) -> None:
    carla = reader("Carla Jansen", has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    converse(carla, key)
    small = []
    for name in states(carla):
        small += [(name, *each) for each in carla.page.evaluate(TARGETS) if min(each[1:]) < 44]
    assert small == []
    assert overflow(carla.page) == 0


def test_nothing_shifts_on_the_first_visit_nor_on_the_next(anna: Reader, key: str) -> None:
    anna.visit("followed", key)
    expect(anna.button).to_be_visible()
    found = shifts(anna.page)
    anna.sign_in().reply("One that stays.")
    for visit in range(2):
        anna.page.evaluate("visit => visit || localStorage.clear()", visit)
        anna.page.reload()
        expect(anna.comment("One that stays.")).to_be_visible()
        expect(anna.thread.get_by_role("combobox", name="Order")).to_be_visible()
        anna.page.wait_for_function("Object.keys(localStorage).some((name) => name.startsWith('weerklank-height'))")
        found += shifts(anna.page)
    assert found == []


def test_a_narrow_visit_leaves_no_gap_below_the_conversation_on_a_wide_screen(anna: Reader, key: str) -> None:
    anna.visit("followed", key).sign_in().reply("Many words on one line, which take many lines on a phone. " * 12)
    for width, height in ((280, 653), (1280, 720)):
        anna.page.evaluate("() => localStorage.clear()") if width == NARROW["width"] else None
        anna.page.set_viewport_size({"width": width, "height": height})
        anna.page.reload()
        expect(anna.comment("Many words")).to_be_visible()
        expect(anna.thread.get_by_role("combobox", name="Order")).to_be_visible()
        anna.page.wait_for_function("Object.keys(localStorage).some((name) => name.startsWith('weerklank-height'))")
    assert anna.thread.evaluate(GAP) < 26 * 16


def test_the_number_of_comments_stays_whole_beside_what_a_manager_has(reader: Callable[..., Reader], key: str) -> None:
    carla = reader("Carla Jansen", viewport=NARROW).visit("plain", key).sign_in()
    carla.reply("The first of all.")
    carla.page.reload()
    expect(carla.thread.get_by_role("button", name="Settings")).to_be_visible()
    title = carla.thread.get_by_role("heading", name="1 comment")
    assert (
        title.evaluate("title => title.getClientRects()[0].height / parseFloat(getComputedStyle(title).lineHeight)") < 2
    )


def test_the_host_gives_colours_font_and_space(anna: Reader, key: str) -> None:
    anna.visit("themed", key).sign_in()
    written = anna.reply("In the colours of the house.")
    written.locator("[part~=like]").click()
    anna.composer.focus()
    submit = anna.thread.locator("[part~=submit]")
    assert style(submit, "background-color") == "rgb(160, 20, 90)"
    assert style(submit, "text-transform") == "uppercase"
    assert style(written.locator("[part~=like]"), "color") == "rgb(160, 20, 90)"
    assert style(written.locator("[part~=reply]"), "color") == "rgb(80, 90, 100)"
    assert style(written.locator("[part~=body]"), "color") == "rgb(20, 30, 40)"
    assert style(written.locator("[part~=body]"), "font-family") == "monospace"
    assert style(written.locator("[part~=body]"), "font-size") == "18px"
    assert style(written, "padding-top") == "30px"
    composer = anna.thread.locator("[part~=composer]")
    assert style(composer, "background-color") == "rgb(255, 250, 252)"
    assert style(composer, "border-top-left-radius") == "3px"


def test_it_follows_the_page_into_the_dark_unless_told_otherwise(anna: Reader, key: str) -> None:
    anna.page.emulate_media(color_scheme="dark")
    anna.visit("plain", key)
    box = anna.thread.locator(".w")
    expect(box).to_have_css("color-scheme", "dark")
    anna.page.emulate_media(color_scheme="light")
    expect(box).to_have_css("color-scheme", "light")
    anna.page.evaluate("document.documentElement.style.cssText = 'background: #111; color: #eee; color-scheme: dark'")
    expect(box).to_have_css("color-scheme", "dark")
    anna.visit("light", key)
    expect(box).to_have_css("color-scheme", "light")
