"""Long work of the process that also answers people: in between they get their turn."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests import system
from tests.factories import SECRET

WORK = """
from gevent import monkey

monkey.patch_all()

import sys
from pathlib import Path
import gevent
from widget_server.app import create_app
from widget_server.core.settings import Settings
from widget_server.db import in_batches

seen = []

def batch():
    seen.append("batch")
    sum(range(100_000))
    return int(len(seen) < 12)

def somebody():
    for _ in range(3):
        seen.append("somebody")
        gevent.sleep(0)

with create_app(Settings(data=Path(sys.argv[1]), secret_key=sys.argv[2])).app_context():
    gevent.spawn(somebody)
    in_batches(batch)
print(*seen)
"""


def test_who_asks_is_answered_between_two_batches(tmp_path: Path) -> None:
    run = [sys.executable, "-c", WORK, str(tmp_path), SECRET]
    seen = subprocess.run(run, cwd=system.ROOT, check=True, capture_output=True, text=True).stdout.split()
    assert seen[:2] == ["batch", "somebody"]
    assert seen.count("batch") > 5
