"""A list of names in words, as rows of a page and as files that are written while they are sent."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

from elearn.learning.named.rows import Named, Plain
from elearn.reports.files import csv, xlsx
from elearn.reports.wording.tongue import Tongue
from elearn.reports.wording.values import value

XLSX_MOST = 100_000
# The columns of `Plain` between the name and the day.
_TRAITS = ("country", "site", "role", "route")
# Finds what a cell of CSV needs quotation marks for.
_QUOTED = re.compile(r'[",\r\n]').search
Batches = Iterable[Sequence[Plain]]


class _Cells(dict[str, str]):
    """Each value of a column in words, said once."""

    def __init__(self, say: Callable[[str], str]) -> None:
        super().__init__({"": ""})
        self._say = say

    def __missing__(self, held: str) -> str:
        said = self[held] = self._say(held)
        return said


def said(t: Tongue, filters: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what a list is narrowed by, as `Filters.said` says it, in words: (name, value)."""
    named = {"country": t.gettext("Country"), "site": t.gettext("Training site"),
             "route": t.gettext("Route"), "completed_from": t.gettext("Completed from"),
             "completed_until": t.gettext("Completed until"), "completed_only": t.gettext("Completed")}
    return tuple((name, _said(t, key, filters[key])) for key, name in named.items() if filters.get(key))


def _said(t: Tongue, key: str, held: Any) -> str:
    if key == "completed_only":
        return t.gettext("those who completed alone")
    return value(t, key, held) if key in ("country", "site", "route") else t.day(date.fromisoformat(held))


def shown(t: Tongue, rows: Iterable[Named]) -> list[tuple[Named, tuple[str, ...]]]:
    """Return the people of a page, each with country, site, role and route in words."""
    return [(row, tuple(value(t, name, held) if held else "" for name, held in (
        ("country", row.country), ("site", row.site), ("role", row.judicial_role), ("route", row.route))))
        for row in rows]


def headings(t: Tongue, *, is_of_own_site: bool) -> tuple[str, ...]:
    """Return what the columns are called; of one's own site fewer are told."""
    name, done, when = t.gettext("Name"), t.gettext("Completed"), t.gettext("Date of completion")
    if is_of_own_site:
        return name, done, when
    return (name, t.gettext("Country"), t.gettext("Training site"), t.gettext("Role"), t.gettext("Route"),
            done, when)


def worded(t: Tongue, batches: Batches, *, is_of_own_site: bool) -> Iterator[list[tuple[str, ...]]]:
    """Yield the rows of each batch in words."""
    country, site, role, route = (
        _Cells(lambda held, name=name: value(t, name, held))  # type: ignore[misc]
        for name in _TRAITS)
    done = {False: t.gettext("no"), True: t.gettext("yes")}
    for batch in batches:
        if is_of_own_site:
            yield [(row[0], done[row[5] != ""], row[5]) for row in batch]
        else:
            yield [(name, country[where], site[at], role[as_], route[by], done[day != ""], day)
                   for name, where, at, as_, by, day, _ in batch]


def csv_parts(t: Tongue, batches: Batches, *, is_of_own_site: bool) -> Iterator[bytes]:
    """Yield a CSV file as `csv.written` makes one, a batch at a time: its size never matters.

    What follows a name is put together once for all who share it: a writer that looks at every letter
    of a million rows takes half of the time there is.
    """
    yield f"{csv.MARK}{csv.line(headings(t, is_of_own_site=is_of_own_site))}\r\n".encode()
    traits, done = _Traits(t), {False: csv.line([t.gettext("no")]), True: csv.line([t.gettext("yes")])}
    for batch in batches:
        if is_of_own_site:
            lines = [f'{_csv_name(row[0])},{done[row[5] != ""]},{row[5]}\r\n' for row in batch]
        else:
            lines = [f'{_csv_name(row[0])},{traits[row[1:5]]},{done[row[5] != ""]},{row[5]}\r\n'
                     for row in batch]
        yield "".join(lines).encode()


class _Traits(dict[Sequence[str], str]):
    """Country, site, role and route as they stand in a line of CSV, in words and harmless."""

    def __init__(self, t: Tongue) -> None:
        super().__init__()
        self._t = t

    def __missing__(self, held: Sequence[str]) -> str:
        self[held] = line = csv.line([
            value(self._t, name, each) if each else "" for name, each in zip(_TRAITS, held, strict=True)])
        return line


def _csv_name(name: str) -> str:
    return csv.line([name]) if _QUOTED(name) else csv.harmless(name)


def xlsx_file(
    t: Tongue, title: str, batches: Batches, dated: datetime, *, is_of_own_site: bool,
) -> bytes:
    """Return a workbook of one sheet, each row written out before the next; `dated` (aware) is its date."""
    out = io.BytesIO()
    book, sheet = xlsx.begun(
        out, title, headings(t, is_of_own_site=is_of_own_site), dated, constant_memory=True)
    sheet.set_column(0, 6, 22)
    lines = chain.from_iterable(worded(t, batches, is_of_own_site=is_of_own_site))
    for number, row in enumerate(lines, start=1):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell)
    book.close()
    return out.getvalue()
