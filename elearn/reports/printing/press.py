"""What prints a count, and a table row by row; under which filters there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from elearn.reports import rules, tables
from elearn.reports.dimensions import TOTAL, Key, Listed, key_of
from elearn.reports.guarding.guard import Guard
from elearn.reports.guarding.relations import Ledger

Filters = tuple[tuple[str, str], ...]
# A row is its value, then its cells; or its value and the unrounded counts behind these.
PrintedCells = list[str]
Behind = tuple[str, dict[str, int]]
Row = tuple[PrintedCells, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Block:
    """A table under one set of filters: as it is printed, and the counts behind it."""

    page: str
    filters: Filters
    columns: tuple[str, ...]
    rows: list[PrintedCells]
    behind: list[Behind]


@dataclass(frozen=True)
class Press:
    """What prints a count: rounded, or hidden where the guard says so."""

    ledger: Ledger
    guard: Guard
    listed: Listed

    def cell(self, kind: str, key: Key, measure: int) -> str:
        """Return a count as printed; one that was not counted is as one under ten."""
        place = self.ledger.place(kind, key, measure)
        if place is not None and place in self.guard.hidden:
            return rules.NOT_SHOWN
        return rules.printed(self.count(kind, key, measure))

    def count(self, kind: str, key: Key, measure: int) -> int:
        """Return a count as it is."""
        return self.ledger.count(kind, key, measure)

    def vector(self, kind: str, key: Key, names: Sequence[str]) -> Row:
        """Return the counts of a key, one a name: as they are printed, and as they are."""
        measures = range(len(names))
        return ([self.cell(kind, key, measure) for measure in measures],
                {names[measure]: self.count(kind, key, measure) for measure in measures})

    def block(
        self, table: tables.TableDefinition, chosen: Mapping[str, str], row: Callable[[str, Key], Row],
    ) -> Block:
        """Return a table of what `row` makes of each listed value, with its key, and of the total."""
        rows, behind = [], []
        for value in (*self.listed.rows(table.rows, chosen), TOTAL):
            cells, counts = row(value, key_of({**chosen, table.rows: value}))
            rows.append([value, *cells])
            behind.append((value, counts))
        return Block(table.page, tuple(sorted(chosen.items())), table.columns, rows, behind)


def every_filter(table: tables.TableDefinition, listed: Listed) -> Iterator[dict[str, str]]:
    """Yield no filter, then each set of filters of a table with each set of listed values."""
    yield {}
    for names in table.filters:
        for values in product(*(listed.values.get(name, ()) for name in names)):
            yield dict(zip(names, values, strict=True))
