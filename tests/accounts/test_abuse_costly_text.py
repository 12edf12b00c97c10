"""Cheap request, costly work: a text of nothing but marks must not keep the server busy for a minute.

Putting marks into their order costs the square of their number: 300,000 of them took 67 seconds of
one processor, before anyone had asked who sent them.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from elearn.accounts import hashing, rules
from elearn.accounts.password_rules import MOST, PasswordProblem, password_problem
from elearn.accounts.rules import BadName, NameProblem

MARKS = "a" + "\u0301\u0323" * 30_000  # A twentieth of a form; unbounded it takes two seconds.


def _refused_name(text: str) -> NameProblem | None:
    try:
        rules.clean_name(text)
    except BadName as refused:
        return refused.problem
    return None


@pytest.mark.parametrize(("reads", "says"), [
    (_refused_name, NameProblem.TOO_LONG),
    (password_problem, PasswordProblem.TOO_LONG),
    (lambda text: hashing.is_password(None, text), False),
])
def test_marks_without_end_are_refused_before_they_are_ordered(
    reads: Callable[[str], object], says: object,
) -> None:
    begun = time.process_time()
    assert reads(MARKS) == says
    assert time.process_time() - begun < 0.5


def test_a_long_name_typed_in_pieces_is_still_one() -> None:
    typed = " ".join(["Nguye\u0302\u0303n"] * 15)
    assert len(typed) > rules.NAME_MOST and len(rules.clean_name(typed)) <= rules.NAME_MOST


def test_a_password_typed_in_pieces_is_still_one() -> None:
    typed = "e\u0302\u0301x" * (MOST // 2 - 1) + "yz"
    assert len(typed) > MOST and password_problem(typed) is PasswordProblem.REPEATED
