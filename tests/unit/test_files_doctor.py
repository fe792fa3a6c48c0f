"""What the doctor says of the store of files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from widget_server.core.settings import Settings
from widget_server.files.service.doctor import examine


def test_a_folder_that_is_not_made_yet_is_good_where_it_can_be_made_and_none_is_made(tmp_path: Path) -> None:
    found = examine(Settings(data=tmp_path / "var"))
    assert (found.ok, found.check) == (True, "files")
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_no_folder_can_be_made_is_told(tmp_path: Path) -> None:
    found = examine(replace(Settings(), data=Path("/proc/self")))
    assert (found.ok, "/proc/self" in found.found) == (False, True)
