"""Take files in, attach them, give them to who may read them, forget them."""

from widget_server.files.service.attaching import Wanted, attach, drop, restore, withdraw
from widget_server.files.service.choosing import store_of
from widget_server.files.service.keeping import forget_some, keep, take_back
from widget_server.files.service.reading import file_data, get_file
from widget_server.files.service.stores import Store

__all__ = [
    "Store",
    "Wanted",
    "attach",
    "drop",
    "file_data",
    "forget_some",
    "get_file",
    "keep",
    "restore",
    "store_of",
    "take_back",
    "withdraw",
]
