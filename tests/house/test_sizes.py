"""Sizes and docstrings of the house."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests import sizes

ROOT = Path(__file__).parents[2]
FUNCTION_LINES = 25
PYTHON = sorted(
    path
    for path in (ROOT / "widget_server").rglob("*.py")
    if "versions" not in path.parts and "__pycache__" not in path.parts
)


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give every function of a file."""
    tree = ast.parse(path.read_text("utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function from `def` to its end, without its docstring."""
    docstring = node.body[0] if ast.get_docstring(node) is not None else None
    said = docstring.end_lineno - docstring.lineno + 1 if docstring is not None and docstring.end_lineno else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - said


def test_there_is_a_house_to_look_at() -> None:
    assert len(PYTHON) > 60


def test_no_function_is_longer_than_25_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in PYTHON
        for node in functions(path)
        if code_lines(node) > FUNCTION_LINES
    ]
    assert long == []


def test_no_function_takes_more_than_five_arguments_unless_they_are_named() -> None:
    many = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in PYTHON
        for node in functions(path)
        if len([each for each in node.args.posonlyargs + node.args.args if each.arg not in ("self", "cls")]) > 5
        and "cli" not in path.parts  # click hands over one argument an option
    ]
    assert many == []


def test_no_boolean_is_given_by_its_place() -> None:
    nameless = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in PYTHON
        for node in functions(path)
        for argument in node.args.posonlyargs + node.args.args
        if argument.annotation is not None
        and ast.unparse(argument.annotation) == "bool"
        and "cli" not in path.parts  # click names them
    ]
    assert nameless == []


def test_every_module_and_every_public_thing_says_what_it_is() -> None:
    silent = []
    for path in PYTHON:
        tree = ast.parse(path.read_text("utf-8"))
        named = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_"]
        silent += [
            f"{path.relative_to(ROOT)}:{getattr(node, 'name', '')}"
            for node in [tree, *named]
            if not ast.get_docstring(node)
        ]
    assert silent == []


def test_a_room_says_what_it_knows_and_what_it_may_not_know() -> None:
    rooms = [path for path in PYTHON if path.name == "__init__.py" and path.parent.parent.name == "widget_server"]
    short = [
        path.parent.name for path in rooms if "now" not in (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "")
    ]
    assert short == []


def test_the_rules_that_no_linter_has_are_kept() -> None:
    assert list(sizes.faults(ROOT, [str(path.relative_to(ROOT)) for path in PYTHON])) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x = 1\n", "no docstring"),
        ('"""X."""\n\n\ndef long() -> None:\n' + "    x = 1\n" * 60, "lines, and 50 is the most"),
        ('"""X."""\ntry:\n    x = 1\nexcept ValueError:\n    pass\n', "an exception is swallowed"),
        ('"""X."""\n' * 301, "lines, and 300 is the most"),
    ],
)
def test_each_of_those_rules_can_be_broken(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "x.py").write_text(text)
    assert any(fault in found for found in sizes.faults(tmp_path, ["x.py"]))


def test_no_one_pickles_and_no_one_evaluates() -> None:
    forbidden = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}
    found = []
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{path.name}: {name}" for name in names if name.split(".")[0] in forbidden]
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("eval", "exec"):
                found.append(f"{path.name}: {node.func.id}")
    assert found == []
