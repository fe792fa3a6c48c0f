"""Which store is at work, by the settings."""

from __future__ import annotations

from functools import cache

from widget_server.core.settings import Settings
from widget_server.files.service.bucket import Bucket, Keys
from widget_server.files.service.stores import Folder, Store


def store_of(settings: Settings) -> Store:
    """Give the bucket that the settings name, else the folder below the data folder."""
    if settings.s3_endpoint:
        keys = Keys(settings.s3_access_key, settings.s3_secret_key, settings.s3_region)
        return _bucket(settings.s3_endpoint, settings.s3_bucket, keys)
    return Folder(settings.data / "files")


@cache
def _bucket(endpoint: str, bucket: str, keys: Keys) -> Bucket:
    """Give the one of this process, which keeps its connections."""
    return Bucket(endpoint, bucket, keys)
