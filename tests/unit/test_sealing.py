"""Sealing a push: the example of the RFC, byte by byte, and the key that is made from the secret."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ec

from tests.factories import SECRET
from tests.helpers.pushservice import Browser
from widget_server.push.service.keys import ORDER, application_server_key, decoded, encoded, private_key
from widget_server.push.service.sealing import filled, is_device_key, seal

# RFC 8291, section 5 and appendix A
TEXT = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
DEVICE = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7"
    "A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_rfc_is_sealed_as_it_says() -> None:
    sender = ec.derive_private_key(int.from_bytes(decoded(SENDER), "big"), ec.SECP256R1())
    assert encoded(seal(TEXT, DEVICE, AUTH, decoded(SALT), sender)) == SEALED


def test_the_same_text_is_sealed_otherwise_each_time() -> None:
    assert seal(TEXT, DEVICE, AUTH) != seal(TEXT, DEVICE, AUTH)


def test_only_its_own_browser_opens_it() -> None:
    browser = Browser("https://push.example.com/x")
    keys = browser.subscription()["keys"]
    assert browser.opened(seal(filled(TEXT), **keys)).strip() == TEXT


def test_the_key_is_the_same_for_a_secret_and_another_for_another() -> None:
    assert application_server_key(SECRET) == application_server_key(SECRET)
    assert application_server_key(SECRET) != application_server_key(SECRET + "x")
    assert 0 < private_key(SECRET).private_numbers().private_value < ORDER
    assert len(decoded(application_server_key(SECRET))) == 65


def test_what_is_no_key_of_a_device_is_told() -> None:
    assert is_device_key(DEVICE, AUTH)
    assert not is_device_key(DEVICE, AUTH[:-4])
    assert not is_device_key(DEVICE[:-1], AUTH)
    assert not is_device_key("B" + "A" * 86, AUTH)
    assert not is_device_key("not base64!", AUTH)
