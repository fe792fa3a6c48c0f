"""The demo as `make run` builds it, on a database of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from widget_server.app import create_app
from widget_server.core.settings import load
from widget_server.db import db
from widget_server.demo import configuration
from widget_server.demo.tasks import Addresses, prepare


class Demo:
    """A demo that can be built again, on other addresses too."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.app: Flask | None = None
        self.said: list[str] = []

    def build(self, port: int = 8000, intranet_port: int = 8080) -> date:
        """Do what `weerklank demo` does before it serves."""
        self.close()
        addresses = Addresses(f"http://weerklank.localhost:{port}", f"http://intranet.localhost:{intranet_port}")
        configuration.write(self.data, addresses.service)
        settings = load({"WEERKLANK_DATA": str(self.data)})[0]
        self.app = create_app(settings)
        with self.app.app_context():
            return prepare(settings, addresses, self.said.append)

    def close(self) -> None:
        """Let go of the database."""
        if self.app:
            with self.app.app_context():
                db.engine.dispose()


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    """A demo that was built once."""
    made = Demo(tmp_path)
    made.build()
    yield made
    made.close()
