"""Files and functions stay small enough to read at one sitting."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.layout import PACKAGE, ROOT, python_files

FILE, FUNCTION, VIEW, TEMPLATE, TEST_FILE = 300, 40, 25, 120, 400


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _functions(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        ((node.end_lineno or 0) - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
        for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]


def test_no_file_is_too_long() -> None:
    files = [path for path in python_files() if "versions" not in path.parts]
    assert not [f"{path.relative_to(ROOT)}: {_lines(path)}" for path in files if _lines(path) > FILE]


def test_no_function_is_too_long() -> None:
    found = [row for path in python_files() if "versions" not in path.parts for row in _functions(path)]
    assert not [f"{name}: {size}" for size, name in found if size > FUNCTION]


def test_no_view_is_too_long() -> None:
    found = [row for path in (PACKAGE / "web").rglob("views*.py") for row in _functions(path)]
    assert not [f"{name}: {size}" for size, name in found if size > VIEW]


def test_no_template_is_too_long() -> None:
    files = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert not [f"{path.relative_to(ROOT)}: {_lines(path)}" for path in files if _lines(path) > TEMPLATE]


def test_no_test_file_is_too_long() -> None:
    files = python_files(ROOT / "tests")
    assert not [f"{path.relative_to(ROOT)}: {_lines(path)}" for path in files if _lines(path) > TEST_FILE]
