"""The questions of the tests: how hard each is, whether it tells who knows more, what was chosen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import text

from elearn.kernel.db import db
from elearn.learning.attempts.states import TestName
from elearn.reports import rules
from elearn.reports.counting.cells import Cells
from elearn.reports.dimensions import Key, Listed, key_of

_SUBMITTED = """
    FROM attempt_item i
    JOIN attempt a ON a.enrolment_id = i.enrolment_id AND a.id = i.attempt_id
    JOIN enrolment_fact f ON f.enrolment_id = i.enrolment_id
    WHERE f.course_key = :course_key AND a.submitted_at IS NOT NULL AND i.is_right IS NOT NULL"""
# The rest is the share of the other items that the same attempt answered right.
_SCORES = text(f"""
    SELECT test, lang, item_id, COUNT(*), SUM(held), SUM(rest), SUM(rest * rest), SUM(held * rest)
    FROM (SELECT a.test, a.lang, i.item_id, CASE WHEN i.is_right THEN 1 ELSE 0 END AS held,
                 (a.right_count - CASE WHEN i.is_right THEN 1.0 ELSE 0.0 END)
                 / CASE WHEN a.scored_count > 1 THEN a.scored_count - 1 ELSE 1 END AS rest
          {_SUBMITTED}) AS scored
    GROUP BY test, lang, item_id""")
_CHOICES = text(f"""
    SELECT a.test, a.lang, i.item_id, i.choice, i.is_right, COUNT(*) {_SUBMITTED}
    GROUP BY a.test, a.lang, i.item_id, i.choice, i.is_right""")

_OPTIONS = 12


@dataclass
class Item:
    """The answers to one item: how many, how many right, sums over the rest, and how often each choice."""

    asked: int = 0
    right: int = 0
    rest: float = 0.0
    rest_squares: float = 0.0
    products: float = 0.0
    choices: dict[str, int] = field(default_factory=dict)
    key: set[str] = field(default_factory=set)

    def add(self, other: Item) -> None:
        """Take in the answers of another language."""
        self.asked += other.asked
        self.right += other.right
        self.rest += other.rest
        self.rest_squares += other.rest_squares
        self.products += other.products
        self.key |= other.key
        for choice, count in other.choices.items():
            self.choices[choice] = self.choices.get(choice, 0) + count

    @property
    def options(self) -> dict[str, int]:
        """Return how often each option was chosen; nothing where all choose the same in some order."""
        sets = {frozenset(choice.split()) for choice in self.choices if choice}
        names = sorted({name for each in sets for name in each})
        if len(names) > _OPTIONS or (len(sets) == 1 and len(names) > 1):
            return {}
        return {name: sum(count for choice, count in self.choices.items() if name in choice.split())
                for name in names}

    @property
    def discrimination(self) -> float | None:
        """Return the correlation of a right answer with the rest of the test (point-biserial)."""
        n = self.asked
        spread = (n * self.right - self.right**2) * (n * self.rest_squares - self.rest**2)
        if spread <= 1e-9:
            return None
        return (n * self.products - self.right * self.rest) / math.sqrt(spread)


# (test, language or empty for all, item) → its answers.
Items = Mapping[tuple[str, str, str], Item]


def counted(course_key: str) -> Items:
    """Return the answers of all submitted attempts of a course, by language and over all of them."""
    found: dict[tuple[str, str, str], Item] = {}
    connection, chosen = db.session.connection(), {"course_key": course_key}
    for row in connection.execute(_SCORES, chosen):
        rest, squares, products = map(float, row[5:])
        _take_in(found, row[0], row[1], row[2], Item(row[3], int(row[4]), rest, squares, products))
    for test, lang, item, choice, is_right, count in connection.execute(_CHOICES, chosen):
        key = set(choice.split()) if is_right else set()
        _take_in(found, test, lang, item, Item(choices={choice: count}, key=key))
    return found


def _take_in(found: dict[tuple[str, str, str], Item], test: str, lang: str, item: str, more: Item) -> None:
    for each in (lang, ""):
        found.setdefault((test, each, item), Item()).add(more)


def listed_values(items: Items) -> dict[str, tuple[str, ...]]:
    """Return the tests of the course and the items that were asked in at least ten attempts."""
    asked = {item for (_, lang, item), held in items.items() if not lang and held.asked >= rules.SMALL}
    return {"test": tuple(each.value for each in TestName), "item": tuple(sorted(asked))}


def cells(items: Items, listed: Listed) -> Cells:
    """Return of each listed item how often it was asked, was right, and had each option chosen."""
    known, spoken = set(listed.values["item"]), {"", *listed.values["language"]}
    return {cell_of(*names): [held.asked, held.right, *options_of(items, names).values()]
            for names, held in items.items() if names[2] in known and names[1] in spoken}


def options_of(items: Items, names: tuple[str, str, str]) -> dict[str, int]:
    """Return the options of an item, the same in every language, with their numbers in this one."""
    everywhere = items[names[0], "", names[2]].options
    here = items.get(names, Item()).choices
    return {name: sum(count for choice, count in here.items() if name in choice.split())
            for name in everywhere}


def cell_of(test: str, lang: str, item: str) -> Key:
    """Return the cell of an item in a test, in one language or, where `lang` is empty, in all."""
    return key_of({"test": test, "language": lang, "item": item})
