"""Write notifications, read them, mark them seen; what people chose about being told."""

from widget_server.notifications.service.choices import Choices, choices_of, choose, choose_quiet, quiet_of
from widget_server.notifications.service.fanning import JOB, fan_out, fan_out_on
from widget_server.notifications.service.reading import (
    STANDING,
    count_unseen,
    joined,
    muted,
    read_page,
    told_of,
    wanted,
)
from widget_server.notifications.service.seeing import forget_old, see, unsee

__all__ = [
    "JOB",
    "STANDING",
    "Choices",
    "choices_of",
    "choose",
    "choose_quiet",
    "count_unseen",
    "fan_out",
    "fan_out_on",
    "forget_old",
    "joined",
    "muted",
    "quiet_of",
    "read_page",
    "see",
    "told_of",
    "unsee",
    "wanted",
]
