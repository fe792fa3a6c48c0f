"""Addresses of this service in the database: kept as paths, for the service may move."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import current_app
from sqlalchemy import Dialect, String
from sqlalchemy.types import TypeDecorator


class OwnAddress(TypeDecorator[str]):
    """An address; one of this service is kept as its path, and read whole, by `PUBLIC_URL` of the application."""

    impl = String
    cache_ok = True

    def result_processor(self, _dialect: Dialect, _kind: object) -> Callable[[Any], str | None]:
        """Give the function that makes an address of what the database keeps."""
        return _whole


def _whole(address: str | None) -> str | None:
    if address is None or not address.startswith("/"):
        return address
    return f"{current_app.config['PUBLIC_URL']}{address}"
