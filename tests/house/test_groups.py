"""The runner of the groups: nothing is left out in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.groups import ENGINES, Engine, all_groups
from tests.run import SHOWN, Result, main, run_group, telling

PASSING = "def test_good():\n    pass\n"
FAILING = "def test_bad():\n    assert 1 == 2\n"
SKIPPING = "import pytest\n\n\n@pytest.mark.skip\ndef test_later():\n    pass\n"
HANGING = "import threading\n\n\ndef test_stuck():\n    threading.Event().wait()\n"
BROKEN = "import nothing_of_the_kind\n"


@pytest.fixture(autouse=True)
def without_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start pytest bare: loading what other groups need takes 2 s each time."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def run(tests: Path, *files: str, allowed: tuple[str, ...] = ()) -> Result:
    """Run a group made of these files."""
    (tests / "group").mkdir()
    for number, text in enumerate(files):
        (tests / "group" / f"test_{number}.py").write_text(text)
    return run_group("group", (), allowed=set(allowed), tests=tests)


@pytest.mark.parametrize(
    ("files", "line", "faults"),
    [
        ([PASSING], "group: 1 passed, 0 failed, 0 skipped", 0),
        ([PASSING, FAILING], "group: 1 passed, 1 failed, 0 skipped", 1),
        ([PASSING, SKIPPING], "group: 1 passed, 0 failed, 1 skipped (skipped tests)", 1),
        ([PASSING, BROKEN], "group: 0 passed, 1 failed, 0 skipped", 1),
        (["x = 1\n"], "group: 0 passed, 0 failed, 0 skipped (no tests)", 1),
        ([], "group: 0 passed, 0 failed, 0 skipped (no tests)", 1),
    ],
)
def test_a_group_counts_what_ran(tmp_path: Path, files: list[str], line: str, faults: int) -> None:
    result = run(tmp_path, *files)
    assert (result.line(), result.faults) == (line, faults)


@pytest.mark.parametrize(("files", "faults"), [([PASSING, SKIPPING], 0), ([], 0), ([FAILING], 1)])
def test_naming_a_group_excuses_what_did_not_run_and_never_a_failure(
    tmp_path: Path, files: list[str], faults: int
) -> None:
    assert run(tmp_path, *files, allowed=("group",)).faults == faults


@pytest.mark.parametrize(("allowed", "faults"), [(set(), 1), ({"absent"}, 0), ({"group"}, 0), ({"other"}, 1)])
def test_a_missing_engine_fails_its_group_unless_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allowed: set[str], faults: int
) -> None:
    monkeypatch.setitem(ENGINES, "absent", Engine(("no-such-program-anywhere",), ()))
    result = run_group("group", ("absent",), allowed=allowed, tests=tmp_path)
    assert result.faults == faults
    assert "no absent here" in result.line()


def test_a_failing_group_is_shown_in_full(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, FAILING)
    assert "assert 1 == 2" in capsys.readouterr().out


def test_the_end_of_a_run_names_what_failed(tmp_path: Path) -> None:
    said = telling(run(tmp_path, *[FAILING] * 30).output)
    assert len(said) == SHOWN
    assert all(line.startswith("FAILED ") and "::test_bad" in line for line in said)


def test_a_test_that_hangs_names_itself_and_ends_its_group(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\nfaulthandler_timeout = 0.5\nfaulthandler_exit_on_timeout = true\n")
    result = run(tmp_path, PASSING, HANGING)
    assert result.faults == 1
    (where,) = (line for line in telling(result.output) if "/group/" in line)
    assert where.endswith('test_1.py", line 5 in test_stuck')


def test_a_group_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["unti"]) == 2
    assert "There is no group unti" in capsys.readouterr().out


def test_every_folder_with_tests_is_a_group() -> None:
    folders = {path.parent.name for path in Path(__file__).parents[1].glob("*/test_*.py")}
    assert folders <= set(all_groups())
