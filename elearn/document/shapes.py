"""The shape of a test: what a bank can fill of a blueprint, by one written rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from elearn.document.course import TestBank, TestItem, TestRule
from elearn.document.questions import QuestionKind

FINAL_POOL = "final"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a test is held: items to draw for each value, in all, and how many must be right.

    `is_short` says that the bank fills less than was asked for, `is_held` that it fills enough to be
    held at all.
    """

    blueprint: tuple[tuple[str, int], ...]
    items: int
    pass_mark: int
    is_held: bool
    is_short: bool


def shape(bank: TestBank, rule: TestRule, pool: str) -> Shape:
    """Return the shape of the test that draws from `pool`.

    The written rule for a short bank: each value gives what was asked of it or all it holds; the pass
    mark keeps its share of the items, rounded up; a bank that fills less than half of what was asked
    holds no test, and completion then rests on the units alone.
    """
    held = Counter(item.value for item in drawn_from(bank, pool))
    blueprint = tuple((value, min(count, held[value])) for value, count in rule.blueprint)
    items = sum(count for _, count in blueprint)
    return Shape(
        blueprint, items, pass_mark_of(rule.pass_mark, rule.items, items),
        is_held=0 < rule.items <= 2 * items, is_short=items < rule.items)


def pass_mark_of(pass_mark: int, asked: int, items: int) -> int:
    """Return the share `pass_mark` of `asked` in terms of `items`, rounded up; 0 where nothing is asked."""
    return -(-pass_mark * items // asked) if asked else 0


def drawn_from(bank: TestBank, pool: str) -> tuple[TestItem, ...]:
    """Return the items of a pool that can be drawn: where a pass counts, nothing without a right answer."""
    return tuple(
        item for item in bank.items if item.pool == pool
        and (pool != FINAL_POOL or item.question.kind is not QuestionKind.SCALE))
