"""Decisions about tests: what is drawn, when one opens, what a pick can be, what a form is worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from elearn.document.course import TestBank, TestItem
from elearn.document.questions import QuestionKey, QuestionKind, question_key
from elearn.document.shapes import Shape, drawn_from, pass_mark_of, shape
from elearn.kernel.errors import BadInput
from elearn.learning import refusals
from elearn.learning.attempts.states import (
    AttemptSummary,
    Opening,
    Reason,
    Result,
    TestName,
    ValueResult,
)
from elearn.learning.rules import DO_NOT_KNOW, judge, usable_choice

__all__ = [
    "DO_NOT_KNOW", "Answered", "Shape", "draw", "has_do_not_know", "is_pass", "is_right", "may_enter",
    "opening", "pass_mark_for", "pass_mark_without", "result", "shape", "usable_pick",
]

_DAY = timedelta(hours=24)
_ONCE = (TestName.ENTRY, TestName.POST)


@dataclass(frozen=True, slots=True)
class Answered:
    """One item of a form as it was worded, with what was picked."""

    item: TestItem
    choice: tuple[str, ...]


def has_do_not_know(test: TestName) -> bool:
    """Say whether a test offers "I do not know yet" beside the options."""
    return test in _ONCE


def draw(
    bank: TestBank, pool: str, shape: Shape, seen: Mapping[str, int], rng: Random,
) -> tuple[TestItem, ...]:
    """Draw one form, in mixed order.

    Each value gives the items that this person has seen least; chance decides among equals.
    """
    held = list(drawn_from(bank, pool))
    rng.shuffle(held)
    held.sort(key=lambda item: seen.get(item.question.id, 0))
    drawn = [item for value, count in shape.blueprint
             for item in [each for each in held if each.value == value][:count]]
    rng.shuffle(drawn)
    return tuple(drawn)


def pass_mark_for(shape: Shape, items: Sequence[TestItem]) -> int:
    """Return how many must be right of a form as drawn; what can be neither right nor wrong is left out."""
    scored = sum(1 for item in items if item.question.kind is not QuestionKind.SCALE)
    return pass_mark_of(shape.pass_mark, shape.items, scored)


def opening(
    test: TestName, shape: Shape, attempts: Sequence[AttemptSummary], *, may_enter: bool,
    per_day: int, now: datetime,
) -> Opening:
    """Say whether a test can be begun now, and if not, why.

    `attempts` holds every attempt of this person at every test; `may_enter` says that what must come
    before this test is done; `per_day` limits the attempts begun in 24 hours, 0 means no limit.
    """
    mine = [each for each in attempts if each.test is test]
    if any(each.is_running for each in mine):
        return Opening(Reason.RUNNING)
    if any(each.is_passed for each in mine) and test is TestName.FINAL:
        return Opening(Reason.PASSED)
    if mine and test in _ONCE:
        return Opening(Reason.TAKEN)
    if not shape.is_held:
        return Opening(Reason.NOT_HELD)
    if not may_enter:
        return Opening(Reason.UNITS_MISSING)
    return _within_the_day(mine, per_day, now)


def _within_the_day(mine: Iterable[AttemptSummary], per_day: int, now: datetime) -> Opening:
    if not per_day:
        return Opening(Reason.OPEN)
    # A moment far ahead comes from a clock that was wrong; nobody is locked out until it is right.
    lately = sorted((each.begun_at for each in mine if abs(now - each.begun_at) < _DAY), reverse=True)
    if len(lately) < per_day:
        return Opening(Reason.OPEN, left=per_day - len(lately))
    return Opening(Reason.TOO_MANY, opens_at=lately[per_day - 1] + _DAY, left=0)


def may_enter(
    test: TestName, *, has_all_units: bool, has_declared: bool, has_tested_out: bool,
) -> bool:
    """Say whether what must come before a test is done."""
    if test is TestName.ENTRY:
        return True
    return has_all_units or has_declared or (has_tested_out and test is TestName.FINAL)


def usable_pick(key: QuestionKey, test: TestName, choice: Sequence[str]) -> tuple[str, ...]:
    """Return a pick in one fixed order: nothing (cleared), "I do not know yet", or a whole answer.

    Raise BadInput where it is none of these.
    """
    if not choice:
        return ()
    if tuple(choice) == (DO_NOT_KNOW,):
        if not has_do_not_know(test):
            raise BadInput(refusals.CHOOSE_SOME)
        return (DO_NOT_KNOW,)
    return usable_choice(key, choice)


def is_right(item: TestItem, choice: Sequence[str]) -> bool | None:
    """Say whether a pick is right as the item was worded; None where nothing is right or wrong."""
    return judge(question_key(item.question), choice).is_right


def is_pass(right: int, pass_mark: int) -> bool:
    """Say whether so many right answers pass; a form on which nothing can be right is never passed."""
    return 0 < pass_mark <= right


def pass_mark_without(pass_mark: int, asked: int, left: int) -> int:
    """Return the pass mark of a form of which items were withdrawn, at the rule of the day it was begun by.

    Of the `asked` items that could be right `pass_mark` had to be; of the `left` ones it is the same share,
    rounded up, as for a bank that is short (`document.shapes`).
    """
    return pass_mark_of(pass_mark, asked, left)


def result(answered: Sequence[Answered], pass_mark: int, *, keeps_pass: bool = False) -> Result:
    """Return what a form is worth, by value in order of their numbers.

    `keeps_pass` says that it was passed before a re-mark, and so is passed.
    """
    told = [(each.item, is_right(each.item, each.choice)) for each in answered]
    scored = [(item, right) for item, right in told if right is not None]
    values = sorted({item.value for item, _ in scored}, key=lambda value: (len(value), value))
    right = sum(is_good for _, is_good in scored)
    return Result(
        right, len(scored), pass_mark, keeps_pass or is_pass(right, pass_mark),
        tuple(_of_value(value, scored) for value in values),
        tuple(dict.fromkeys(cited for item, is_good in scored if not is_good
                            for cited in item.question.cites)))


def _of_value(value: str, scored: Sequence[tuple[TestItem, bool]]) -> ValueResult:
    mine = [is_good for item, is_good in scored if item.value == value]
    return ValueResult(value, sum(mine), len(mine))
