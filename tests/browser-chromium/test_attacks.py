"""What a hostile colleague, page or frame tries on a reader, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote

from playwright.sync_api import expect

from tests.helpers.browser import Reader
from tests.helpers.corpus import NAMES, XSS
from tests.helpers.demo import HOSTILE_NAME

# All that the page can read of itself and of the widgets in it: markup, storage, cookies, addresses.
ALL_A_PAGE_HOLDS = """async () => {
  const roots = [document];
  const markup = [];
  for (const root of roots) {
    markup.push(root.documentElement?.outerHTML ?? root.innerHTML);
    for (const node of root.querySelectorAll("*")) if (node.shadowRoot) roots.push(node.shadowRoot);
  }
  const databases = (await indexedDB.databases()).map((each) => each.name);
  const own = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, location.href];
  return [...markup, ...own, ...databases, ...(await caches.keys()), window.name, JSON.stringify(history.state)];
}"""
FORGERIES = """([service, code]) => {
  const send = (data, from = window) => from.postMessage(data, "*");
  for (const type of ["weerklank-proof-wanted", "weerklank-signed-in", "weerklank-denied", "weerklank-proof"])
    for (const origin of [undefined, service])
      send({ type, user_code: code, origin, opener_proof: "x", access_token: "x" });
  send("weerklank-signed-in"); send(null); send({ type: { toString: () => "weerklank-signed-in" }.toString() });
}"""

POST_ALL = """async ([address, bearer, sources]) => {
  const headers = { Authorization: bearer, "Content-Type": "application/json" };
  const statuses = [];
  for (const source of sources)
    statuses.push((await fetch(address, { method: "POST", headers, body: JSON.stringify({ source }) })).status);
  return statuses;
}"""
FRAME = "address => document.body.append(Object.assign(document.createElement('iframe'), { src: address }))"


def alarm(*readers: Reader) -> list[str]:
    """Give the list that grows when a script of somebody else runs."""
    rung: list[str] = []
    for reader in readers:
        reader.page.on("dialog", lambda dialog: (rung.append(dialog.message), dialog.dismiss()))
    return rung


def bearers(reader: Reader) -> list[str]:
    """Give the headers that the widgets sent, in order."""
    sent = [request.headers.get("authorization") for request in reader.sent]
    return [value for value in sent if value]


def test_hostile_words_names_and_titles_are_inert_in_the_widget(
    reader: Callable[..., Reader], anna: Reader, key: str
) -> None:
    hostile = reader(HOSTILE_NAME)
    rung = alarm(hostile, anna)
    hostile.visit("plain", key)
    hostile.thread.evaluate("(thread, title) => thread.setAttribute('page-title', title)", "</script>" + NAMES[1])
    hostile.sign_in()
    with hostile.page.expect_response("**/api/v1/objects/*/replies") as posted:
        hostile.reply("Words to begin with.")
    statuses = hostile.page.evaluate(POST_ALL, [posted.value.url, bearers(hostile)[-1], XSS])
    assert statuses == [201] * len(XSS)
    anna.visit("plain", key).sign_in()
    expect(anna.thread.locator("[part~=comment]")).to_have_count(len(XSS) + 1)
    expect(anna.thread.locator("[part~=author]").first).to_have_text(HOSTILE_NAME)
    anna.comment("Words to begin with.").locator("[part~=like]").click()
    expect(anna.comment("Words to begin with.").locator("[part~=like]")).to_have_attribute("aria-pressed", "true")
    alive = anna.thread.locator("script, iframe, object, form[action], [onerror], [onload], [onclick], [onfocus], base")
    expect(alive).to_have_count(0)
    addresses = anna.thread.locator("[part~=body] a").evaluate_all("links => links.map(link => link.protocol)")
    assert set(addresses) <= {"http:", "https:", "mailto:"}
    assert (rung, anna.faults, hostile.faults) == ([], [], [])


def test_the_address_of_a_frame_is_inert(anna: Reader, key: str) -> None:
    rung = alarm(anna)
    for word in (*NAMES, *XSS):
        given = "&".join(f"{name}={quote(word, safe='')}" for name in ("page-title", "url", "lang", "theme", "sort"))
        anna.page.goto(f"{anna.host.service}/embed/frame/thread?site={anna.host.site}&page={key}&{given}")
        expect(anna.button).to_be_visible()
    assert (rung, anna.faults) == ([], [])


def test_a_forged_message_signs_nobody_in_and_gets_no_proof(anna: Reader, key: str) -> None:
    anna.visit("plain", key)
    with anna.page.expect_response("**/oauth/device_authorization") as begun:
        anna.button.hover()
    attempt = begun.value.json()
    anna.page.evaluate("window.heard = []; addEventListener('message', (event) => heard.push(event.data))")
    with anna.context.expect_page() as found:
        anna.button.click()
    window = found.value
    window.wait_for_url("**/demo-idp/authorize**")
    # The host's own page, and a frame of another origin in it, say what only our window may say.
    anna.page.evaluate(FORGERIES, [anna.host.service, attempt["user_code"]])
    anna.page.evaluate(FRAME, anna.host.url("bare", key, "other.localhost"))
    frame = anna.page.frame_locator("iframe").locator("h1")
    frame.evaluate(f"(_, given) => (({FORGERIES.replace('from = window', 'from = parent')}))(given)",
                   [anna.host.service, attempt["user_code"]])  # fmt: skip
    anna.page.wait_for_function("heard.length >= 20")
    heard = json.dumps(anna.page.evaluate("heard"))
    assert attempt["opener_proof"] not in heard
    expect(anna.composer).to_have_count(0)
    window.get_by_role("button", name=anna.name).click()
    expect(anna.composer).to_be_visible()


def test_another_page_that_opens_the_window_gets_no_token(anna: Reader, key: str) -> None:
    """The attempt is proven to its own origin only: a page that stole the codes' address hears nothing."""
    anna.visit("plain", key)
    with anna.page.expect_response("**/oauth/device_authorization") as begun:
        anna.button.hover()
    attempt = begun.value.json()
    thief = anna.context.new_page()
    thief.goto(anna.host.url("bare", key, "other.localhost"))
    thief.evaluate("window.heard = []; addEventListener('message', (event) => heard.push(event.data))")
    with anna.context.expect_page() as found:
        thief.evaluate(
            "address => { window.opened = open(address, 'w', 'popup') }", attempt["verification_uri_complete"]
        )
    window = found.value
    window.get_by_role("button", name=anna.name).click()
    window.wait_for_url("**/auth/finish**")
    thief.evaluate(
        "code => opened.postMessage({ type: 'weerklank-proof', user_code: code, opener_proof: 'x' }, '*')",
        attempt["user_code"],
    )
    expect(window.locator("#question")).to_be_visible()
    assert thief.evaluate("heard") == []


def test_a_click_meant_for_a_page_that_hid_ours_chooses_no_number(anna: Reader, key: str) -> None:
    """The second click of a double one lands on what came to the front in between."""
    window = anna.visit("coop", key).opened()
    button = window.get_by_role("button", name=anna.thread.locator(".number").inner_text(), exact=True)
    expect(button).to_be_enabled()
    button.evaluate("button => { dispatchEvent(new Event('focus')); button.click() }")
    expect(button).to_be_enabled()
    assert [path for path in anna.paths() if path == "POST /auth/number"] == []
    button.click()
    expect(anna.composer).to_be_visible()


def test_no_token_stands_in_markup_storage_or_any_address(anna: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in().reply("Where would a token be?")
    anna.page.reload()
    expect(anna.comment("Where would a token be?")).to_be_visible()
    bodies = [each.post_data or "" for each in anna.sent if each.url.endswith(("/oauth/token", "/oauth/revoke"))]
    tokens = {value.removeprefix("Bearer ") for value in bearers(anna)}
    secrets = tokens | {cookie["value"] for cookie in anna.context.cookies() if "weerklank" in cookie["name"].lower()}
    assert len(secrets) > len(tokens) > 0
    assert bodies
    held = "\n".join([*anna.page.evaluate(ALL_A_PAGE_HOLDS), *(each.url for each in anna.sent)])
    assert [secret for secret in secrets if secret in held] == []
