"""What may be claimed of printed figures: pure rules that look at nothing but the cells everybody sees.

A count stands for any number that is printed as it is; of two figures one is called larger only where it is
so whatever numbers they stand for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from elearn.reports.reading.queries import PrintedRow, PrintedTable
from elearn.reports.rules import STEP, WHOLE_FOR_PERCENTAGES

_MONTHS = 12
_MOST = 100


@dataclass(frozen=True, slots=True)
class Reach:
    """Who joined and completed in a period. `change` is in per cent of `before`, None where not claimed.

    `year` is empty for all time. `is_over` is False while the period is still running: then it is
    compared with nothing.
    """

    enrolled: str
    completed: str
    before: str
    change: int | None
    is_over: bool
    year: str = ""

    @property
    def is_known(self) -> bool:
        return self.enrolled.isdigit()


@dataclass(frozen=True, slots=True)
class Spread:
    """The highest and the lowest completion rate among the rows of a table, as (value, printed rate).

    Empty where fewer than two rows have one; `is_certain` where rounding cannot have made the difference.
    """

    rows_are: str
    highest: tuple[str, str] | None = None
    lowest: tuple[str, str] | None = None
    is_certain: bool = False

    @property
    def is_known(self) -> bool:
        return self.highest is not None and self.lowest is not None


@dataclass(frozen=True, slots=True)
class Gain:
    """The mean gain between two tests with its 95 % interval, as printed; empty where it is not printed."""

    pairs: str
    entry: str
    final: str
    gain: str
    low: str
    high: str

    @property
    def is_known(self) -> bool:
        return None not in (number(self.gain), number(self.low), number(self.high))

    @property
    def is_rise(self) -> bool:
        """Whether the whole interval lies above nothing."""
        low = number(self.low)
        return low is not None and low > 0


@dataclass(frozen=True, slots=True)
class Loss:
    """Between which two steps of the funnel most people stop; `people` of `came` go no further.

    `is_certain` where no other step can have lost as many.
    """

    after: str = ""
    before: str = ""
    came: int = 0
    people: int = 0
    is_certain: bool = False

    @property
    def is_known(self) -> bool:
        return self.people > 0


def reach(years: PrintedTable, year: str, counted_on: date) -> Reach:
    """Return who joined in a reporting year (its first month), beside the year before; "" is all time."""
    now, then = _row(years, year), _row(years, year_before(year)) if year else None
    enrolled, before = _cell(years, now, "enrolled"), _cell(years, then, "enrolled")
    is_over = not year or counted_on >= end_of(year)
    return Reach(enrolled, _cell(years, now, "completed"), before,
                 _change(before, enrolled) if year and is_over else None, is_over, year)


def spread(table: PrintedTable) -> Spread:
    """Return the rows of a table that have the highest and the lowest completion rate."""
    rated = [row for row in table.rows
             if row.value and number(_cell(table, row, "completion-rate")) is not None]
    if len(rated) < 2:
        return Spread(table.rows_are)

    def rate(row: PrintedRow) -> float:
        return number(_cell(table, row, "completion-rate")) or 0

    high, low = max(rated, key=rate), min(rated, key=rate)
    return Spread(
        table.rows_are, (high.value, _cell(table, high, "completion-rate")),
        (low.value, _cell(table, low, "completion-rate")),
        _rates(table, high)[0] > _rates(table, low)[1])


def gain(table: PrintedTable, value: str = "") -> Gain:
    """Return the gain in one row of a table, by default that of all."""
    row = _row(table, value)
    return Gain(*(_cell(table, row, name)
                  for name in ("pairs", "entry-mean", "final-mean", "gain", "low", "high")))


def loss(funnel: PrintedTable, steps: Sequence[str] = ()) -> Loss:
    """Return where most people stop. `steps` are the rows to follow, in order; all of them if empty.

    Where the first step is under 50 nothing is said.
    """
    rows = [row for row in funnel.rows if row.value and (not steps or row.value in steps)]
    cells = [(row.value, _cell(funnel, row, "people")) for row in rows]
    if len(cells) < 2 or not cells[0][1].isdigit() or int(cells[0][1]) < WHOLE_FOR_PERCENTAGES:
        return Loss()
    drops = sorted(
        ((int(came) - int(went), after, before, int(came))
         for (after, came), (before, went) in pairwise(cells)
         if came.isdigit() and went.isdigit()), reverse=True)
    if not drops or drops[0][0] <= 0:
        return Loss()
    people, after, before, came = drops[0]
    # Each of the four numbers may be off by half a step.
    is_certain = len(drops) == 1 or people - drops[1][0] >= 2 * STEP
    return Loss(after, before, came, people, is_certain)


def number(printed: str) -> float | None:
    """Return a printed figure as a number, a share without its sign; None where it is none."""
    try:
        return float(printed.removesuffix("%").strip())
    except ValueError:
        return None


def year_before(year: str) -> str:
    """Return the reporting year before one named by its first month."""
    return f"{int(year[:4]) - 1:04d}{year[4:]}"


def end_of(year: str) -> date:
    """Return the first day after a reporting year."""
    return date(int(year[:4]) + 1, int(year[5:]), 1)


def _row(table: PrintedTable, value: str) -> PrintedRow | None:
    return next((row for row in table.rows if row.value == value), None)


def _cell(table: PrintedTable, row: PrintedRow | None, column: str) -> str:
    return row.cells[table.columns.index(column)] if row else ""


def _change(before: str, now: str) -> int | None:
    """Return by how many per cent a printed count grew, where both are 50 or more."""
    if not (before.isdigit() and now.isdigit() and min(int(before), int(now)) >= WHOLE_FOR_PERCENTAGES):
        return None
    return round(_MOST * (int(now) - int(before)) / int(before))


def _rates(table: PrintedTable, row: PrintedRow) -> tuple[float, float]:
    """Return the lowest and the highest rate that the printed counts of a row can stand for."""
    part, whole = (int(_cell(table, row, name)) for name in ("completed", "enrolled"))
    half = STEP / 2
    return (part - half) / (whole + half), (part + half) / (whole - half)
