"""Every line of the check list has a test that exists, or is named as untested."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.security.checklist import CHECKLIST, WAITS

TESTS = Path(__file__).parents[1]


def exists(name: str) -> bool:
    """Tell whether `group/file::test` is a test: of Python a function, of JavaScript a file that says its name."""
    file, _, test = name.partition("::")
    path = TESTS / file
    if not path.is_file():
        return False
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return test in text
    return any(isinstance(node, ast.FunctionDef) and node.name == test for node in ast.walk(ast.parse(text)))


@pytest.mark.parametrize("line", CHECKLIST)
def test_a_line_names_tests_that_exist_or_what_it_waits_for(line: str) -> None:
    tests = [name for name in CHECKLIST[line] if not name.startswith(WAITS)]
    assert CHECKLIST[line]
    assert [name for name in tests if not exists(name)] == []


def test_a_test_that_does_not_exist_is_noticed() -> None:
    assert not exists("security/test_checklist.py::test_that_nobody_wrote")
    assert not exists("security/nowhere.py::test_x")


def test_the_untested_lines_are_listed_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    untested = {line: waits for line, (waits, *_) in CHECKLIST.items() if waits.startswith(WAITS)}
    with capsys.disabled():
        print(f"\nNot yet tested, {len(untested)} of {len(CHECKLIST)} lines:")
        for line, waits in untested.items():
            print(f"  {line} ({waits})")
    assert len(untested) < len(CHECKLIST) / 2
