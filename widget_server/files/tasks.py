"""What is done with files each night, and which store is at work."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial

from widget_server.db import in_batches
from widget_server.files.service import Store, forget_some, store_of
from widget_server.web.config import settings

WAITING_FOR = timedelta(days=1)  # an upload that nobody posted
log = logging.getLogger(__name__)


def store() -> Store:
    """Give where the bytes of files stand."""
    return store_of(settings())


def forget_files() -> int:
    """Delete what nobody can read any more, and what was uploaded and not posted within a day; give how many."""
    try:
        return in_batches(partial(forget_some, store(), WAITING_FOR))
    except OSError as error:  # the rows stand: tried again the next night
        log.warning("files_not_forgotten", extra={"reason": type(error).__name__})
        return 0
