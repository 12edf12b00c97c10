"""Every abuse case is tried somewhere: the tests that tests/abuse.md names exist."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.house.layout import ROOT

_TESTS = ROOT / "tests"
_NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def cases() -> dict[str, str]:
    """Return what stands beside each case."""
    lines = (_TESTS / "abuse.md").read_text(encoding="utf-8").splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("| ")][1:]
    return {case.strip(): tests for case, tests in rows}


@cache
def _tests_of(path: str) -> frozenset[str]:
    held = _TESTS / path
    text = held.read_text(encoding="utf-8") if held.is_file() else ""
    return frozenset(re.findall(r"^def (test_\w+)", text, re.MULTILINE))


@pytest.mark.parametrize("case", cases())
def test_every_abuse_case_is_tried_by_tests_that_exist(case: str) -> None:
    named = _NAMED.findall(cases()[case])
    assert named or "Not built: " in cases()[case]
    assert not [f"{path}::{test}" for path, test in named if test not in _tests_of(path)]


def test_no_test_of_abuse_is_left_out_of_the_list() -> None:
    """A file of abuse that no case names was written for a case that is not in the list."""
    files = {path.relative_to(_TESTS).as_posix() for path in _TESTS.rglob("test_abuse_*.py")}
    named = {path for said in cases().values() for path, _ in _NAMED.findall(said)}
    assert files - named - {"house/test_abuse_cases.py"} <= {"web/test_abuse_demonstration.py"}
