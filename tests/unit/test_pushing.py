"""In which order devices are told, and when a push service wants to be asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from widget_server.core import clock
from widget_server.push.models import PushSubscription
from widget_server.push.service.sending import quickest_first, seconds_of

NOON = datetime(2027, 3, 9, 11, tzinfo=UTC)


def test_who_took_a_message_last_is_told_first_and_who_never_did_comes_last_at_random() -> None:
    never = [PushSubscription(id=f"never {number}", last_used_at=None) for number in range(2)]
    used = [PushSubscription(id=f"day {day}", last_used_at=NOON + timedelta(days=day)) for day in range(3)]
    orders = {tuple(device.id for device in quickest_first([*never, *used])) for _ in range(100)}
    assert {order[:3] for order in orders} == {("day 2", "day 1", "day 0")}
    assert {order[3:] for order in orders} == {("never 0", "never 1"), ("never 1", "never 0")}


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("120", 120), ("0", 0), ("", 0), ("soon", 0), ("-5", 0), ("²", 0), ("Wed, 99 Oct 2026 07:28:00 GMT", 0)],
)
def test_retry_after_is_read_in_seconds_and_nonsense_is_nothing(said: str, seconds: int) -> None:
    assert seconds_of(said) == seconds


def test_retry_after_is_read_as_a_date_too() -> None:
    with clock.moved(NOON - clock.now()):
        assert seconds_of(format_datetime(NOON + timedelta(seconds=90), usegmt=True)) in (88, 89, 90)
        assert seconds_of(format_datetime(NOON - timedelta(seconds=90), usegmt=True)) == 0
