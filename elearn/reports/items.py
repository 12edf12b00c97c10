"""The questions of the tests: how hard each is, whether it tells who knows more, what was chosen."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import text

from elearn.kernel.db import db
from elearn.learning.attempts.states import TestName
from elearn.reports import rules, tables
from elearn.reports.cells import Cells
from elearn.reports.dimensions import Key, Listed, key_of
from elearn.reports.printing import Block, Press, every_filter
from elearn.reports.relations import Ledger

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

TOO_EASY, TOO_HARD, TELLS_LITTLE, HARDLY_ANYBODY = 95, 25, 0.1, 200
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
    return {_key(*names): [held.asked, held.right, *_options(items, names).values()]
            for names, held in items.items() if names[2] in known and names[1] in spoken}


def relate(ledger: Ledger, items: Items) -> None:
    """Note that languages add up, options too where one is chosen, and that what is right is the key's."""
    for (test, lang, item), held in items.items():
        key, names = _key(test, lang, item), list(_options(items, (test, lang, item)))
        places = [ledger.place("items", key, place + 2) for place in range(len(names))]
        asked, right = ledger.place("items", key, 0), ledger.place("items", key, 1)
        ledger.relate(asked, [right])
        if all(len(choice.split()) < 2 for choice in held.choices):
            ledger.relate(asked, places)
        ledger.relate(right, [places[names.index(each)] for each in held.key & set(names)][:1])
        for each in held.key & set(names):
            ledger.relate(places[names.index(each)], [right])
        if not lang:
            spoken = [_key(*names) for names in items if names[0] == test and names[2] == item and names[1]]
            for place in range(2 + len(names)):
                ledger.relate(ledger.place("items", key, place),
                              [ledger.place("items", each, place) for each in spoken])


def blocks(press: Press, items: Items) -> Iterator[Block]:
    """Print the analysis of every listed item, by test and by language."""
    table = tables.listed("items")
    for chosen in every_filter(table, press.listed):
        tests = [chosen["test"]] if "test" in chosen else press.listed.values["test"]
        lang = chosen.get("language", "")
        names = [(test, lang, item) for test in tests for item in press.listed.values["item"]
                 if (test, "", item) in items]
        rows = [_row(press, items, each) for each in names]
        behind = [(item, {"asked": held.asked, "right": held.right, **_options(items, (test, of, item))})
                  for test, of, item in names for held in [items.get((test, of, item), Item())]]
        yield Block("items", tuple(sorted(chosen.items())), table.columns, rows, behind)


def _row(press: Press, items: Items, names: tuple[str, str, str]) -> list[str]:
    held, key = items.get(names, Item()), _key(*names)
    asked = press.cell("items", key, 0)
    facility = rules.percentage(press.cell("items", key, 1), asked)
    found = held.discrimination
    told = rules.NOT_SHOWN
    if found is not None and rules.may_show_mean(asked):
        told = f"{round(found, 2) + 0.0:.2f}"  # Adding 0 makes 0.00 of -0.00.
    shares = {name: rules.percentage(press.cell("items", key, place), asked)
              for place, name in enumerate(_options(items, names), start=2)}
    said = ", ".join(f"{name}{'*' if name in held.key else ''} {share}" for name, share in shares.items())
    rare = any(press.cell("items", key, place) == rules.SUPPRESSED for place in range(2, 2 + len(shares)))
    return [names[2], asked, facility, told, said or rules.NOT_SHOWN, " ".join(
        _flags(asked, facility, found if told != rules.NOT_SHOWN else None, rare))]


def _flags(asked: str, facility: str, discrimination: float | None, has_rare_option: bool) -> Iterator[str]:
    """Yield what should be looked at, from printed figures alone, so that no flag tells more than they."""
    if not rules.may_show_mean(asked):
        yield "too-few-answers"
        return
    share = int(facility.split()[0]) if facility != rules.NOT_SHOWN else None
    if share is not None and share > TOO_EASY:
        yield "too-easy"
    if share is not None and share < TOO_HARD:
        yield "too-hard"
    if discrimination is not None and round(discrimination, 2) < TELLS_LITTLE:
        yield "does-not-discriminate"
    if has_rare_option and int(asked) >= HARDLY_ANYBODY:
        yield "option-nobody-chooses"


def _options(items: Items, names: tuple[str, str, str]) -> dict[str, int]:
    """Return the options of an item, the same in every language, with their numbers in this one."""
    everywhere = items[names[0], "", names[2]].options
    here = items.get(names, Item()).choices
    return {name: sum(count for choice, count in here.items() if name in choice.split())
            for name in everywhere}


def _key(test: str, lang: str, item: str) -> Key:
    return key_of({"test": test, "language": lang, "item": item})
