"""An attacker on the printed figures: from every cell that is printed, bounds for every count behind.

The attacker knows the rules of printing and whatever holds of such counts: that rows add up, that nobody
completes who has not enrolled, that counts do not fall from one day to the next. The unknowns are how
many people of each kind there are, a kind being one value of every dimension at once; so whatever follows
from any combination of tables follows here. Nothing of the counting or the guard is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise, product
from random import Random

import numpy as np
from scipy.optimize import LinearConstraint, linprog
from scipy.sparse import csr_matrix

from elearn.reports.reading.queries import PrintedTable

REACH = ("enrolled", "started", "completed", "certified")
Values = tuple[tuple[str, str], ...]
# Day, what is counted, and the values of dimensions it is counted for.
Cell = tuple[int, str, Values]
Read = Callable[[str, Mapping[str, str]], PrintedTable]


def possible(printed: str) -> tuple[float, float]:
    """Return the least and the greatest count that is printed so."""
    if printed == "<10":
        return 0, 9
    if not printed.isdigit():
        return 0, np.inf
    value = int(printed)
    return (value, value + 2) if value == 10 else (max(10, value - 2), value + 2) if value % 5 == 0 else (
        value, value)


def months_of(year: str) -> list[str]:
    """Return the twelve months of a reporting year."""
    first = int(year[:4]) * 12 + int(year[5:]) - 1
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, first + 12)]


@dataclass
class World:
    """What the attacker takes for granted: the values of each dimension, and the country of each site."""

    values: Mapping[str, list[str]]
    homes: Mapping[str, str]

    def kinds(self, names: Iterable[str]) -> Iterator[dict[str, str]]:
        """Yield every combination of values of these dimensions that can be."""
        held = sorted(names)
        for values in product(*(self.values[name] for name in held)):
            kind = dict(zip(held, values, strict=True))
            site, country = kind.get("site", "none"), kind.get("country")
            if site == "none" or country is None or self.homes[site] == country:
                yield kind


@dataclass
class Attacker:
    """Unknown counts with bounds, and what is known of them, day by day."""

    world: World
    joint: tuple[str, ...]
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    cells: dict[Cell, int] = field(default_factory=dict)
    _rows: list[tuple[dict[int, float], float]] = field(default_factory=list)

    def unknown(self, cell: Cell) -> int:
        """Return the number of an unknown; a new one is a count of anything from nobody on."""
        found = self.cells.get(cell)
        if found is None:
            self.cells[cell] = found = len(self.low)
            self.low.append(0)
            self.high.append(np.inf)
        return found

    def equal(self, total: int, parts: Iterable[int]) -> None:
        """Note that unknowns add up to another."""
        row = {total: -1.0}
        for part in parts:
            row[part] = row.get(part, 0) + 1
        self._rows.append((row, 0.0))

    def at_most(self, fewer: Iterable[int], more: Iterable[int]) -> None:
        """Note that the first add up to no more than the second."""
        row = dict.fromkeys(more, -1.0)
        for each in fewer:
            row[each] = row.get(each, 0) + 1
        self._rows.append((row, -np.inf))

    def read(self, cell: Cell, printed: str) -> None:
        """Learn how a count was printed."""
        number = self.unknown(cell)
        low, high = possible(printed)
        self.low[number] = max(self.low[number], low)
        self.high[number] = min(self.high[number], high)

    def at_least(self, cell: Cell, least: int) -> None:
        """Note that a count is not smaller, whether it is printed or not."""
        number = self.unknown(cell)
        self.low[number] = max(self.low[number], least)

    def suppose(self, day: int, measures: Iterable[str], joint: tuple[str, ...]) -> None:
        """Make each cell read so far the sum of its kinds, by way of the smallest cells between."""
        for measure in measures:
            sets = {tuple(name for name, _ in values) for at, what, values in self.cells
                    if (at, what) == (day, measure)}
            dated = {tuple(sorted({*names, "month"} - {"year"})) for names in sets if "year" in names}
            done: list[tuple[str, ...]] = [joint]
            for names in sorted((sets | dated) - {joint}, key=len, reverse=True):
                if "year" not in names:
                    above = min((each for each in done if set(names) <= set(each)), key=self._size)
                    self._sum_up(day, measure, names, above)
                    done.append(names)
            for names in (each for each in sets if "year" in each):
                self._sum_years(day, measure, names)

    def _size(self, names: tuple[str, ...]) -> float:
        return float(np.prod([len(self.world.values[name]) for name in names]))

    def _sum_up(self, day: int, measure: str, names: tuple[str, ...], above: tuple[str, ...]) -> None:
        parts: dict[Values, list[int]] = {}
        for kind in self.world.kinds(above):
            values = tuple((name, kind[name]) for name in names)
            parts.setdefault(values, []).append(self.unknown((day, measure, tuple(sorted(kind.items())))))
        for values, numbers in parts.items():
            self.equal(self.unknown((day, measure, values)), numbers)

    def _sum_years(self, day: int, measure: str, names: tuple[str, ...]) -> None:
        others = [name for name in names if name != "year"]
        for kind in self.world.kinds(others):
            for year in self.world.values["year"]:
                cell = (day, measure, tuple(sorted({**kind, "year": year}.items())))
                if cell in self.cells:
                    months = [month for month in months_of(year) if month in self.world.values["month"]]
                    self.equal(self.cells[cell], [
                        self.unknown((day, measure, tuple(sorted({**kind, "month": month}.items()))))
                        for month in months])

    def suppose_order(self, day: int, chain: tuple[str, ...], joint: tuple[str, ...]) -> None:
        """Of each kind, at the end of each month, no more have come to a step than to the one before."""
        traits = [name for name in joint if name != "month"]
        for kind in self.world.kinds(traits):
            for before, after in pairwise(chain):
                for end in range(len(self.world.values["month"])):
                    until = [{**kind, "month": month} for month in self.world.values["month"][:end + 1]]
                    self.at_most(*(
                        [self.unknown((day, what, tuple(sorted(each.items())))) for each in until]
                        for what in (after, before)))

    def suppose_growth(self, measures: Iterable[str], joint: tuple[str, ...]) -> None:
        """No count of the first day is greater on the second."""
        for measure in measures:
            for kind in self.world.kinds(joint):
                values = tuple(sorted(kind.items()))
                self.at_most([self.unknown((1, measure, values))], [self.unknown((2, measure, values))])

    def matrix(self) -> LinearConstraint:
        """Return all that is known as rows of one matrix."""
        places = [(number, column, share) for number, (row, _) in enumerate(self._rows)
                  for column, share in row.items()]
        rows, columns, shares = zip(*places, strict=True)
        held = csr_matrix((shares, (rows, columns)), shape=(len(self._rows), len(self.low)))
        return LinearConstraint(held, [low for _, low in self._rows], [0.0] * len(self._rows))

    def confined(
        self, wanted: list[int], solutions: int = 6, enough: int | None = None,
    ) -> tuple[dict[int, int], int]:
        """Return the unknowns of `wanted` that can have one value alone, with it, and how many were tried.

        First whole solutions that pull many counts up or down at once: a count that was seen with two
        values is not confined. What is left is pushed to its least and its greatest, one by
        one, until `enough` are found.
        """
        known = self.matrix()
        chance = Random(10)
        least, most = np.full(len(self.low), np.inf), np.full(len(self.low), -np.inf)
        for turn in range(solutions):
            aims = np.zeros(len(self.low))
            aims[wanted] = [1 if turn == 0 else -1 if turn == 1 else chance.uniform(-1, 1) for _ in wanted]
            self._widen(known, aims, least, most)
        found = {}
        left = [each for each in wanted if _integers(least[each], most[each]) < 2]
        for each in left:
            if len(found) == enough:
                break
            for sign in (1, -1):
                if _integers(least[each], most[each]) < 2:
                    aims = np.zeros(len(self.low))
                    aims[each] = sign
                    self._widen(known, aims, least, most)
            if _integers(least[each], most[each]) < 2:
                found[each] = round((least[each] + most[each]) / 2)
        return found, len(left)

    def _widen(
        self, known: LinearConstraint, aims: np.ndarray, least: np.ndarray, most: np.ndarray,
    ) -> None:
        is_equal = np.isfinite(known.lb)
        solved = linprog(aims, A_eq=known.A[is_equal], b_eq=known.ub[is_equal], A_ub=known.A[~is_equal],
                         b_ub=known.ub[~is_equal], bounds=np.column_stack((self.low, self.high)),
                         method="highs")
        assert solved.status == 0, f"the attacker's world does not hold together: {solved.message}"
        np.minimum(least, solved.x, out=least)
        np.maximum(most, solved.x, out=most)


def _integers(low: float, high: float) -> int:
    """Return how many whole numbers lie between the two, rounding errors forgiven."""
    return int(np.floor(high + 1e-6) - np.ceil(low - 1e-6)) + 1 if high >= low else 0
