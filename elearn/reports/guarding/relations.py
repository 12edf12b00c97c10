"""What everybody knows to hold between counts: rows add up to totals, months to years, and more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from elearn.reports import rules
from elearn.reports.counting.cells import Cells
from elearn.reports.dimensions import Key, Listed, months_of
from elearn.reports.guarding.guard import Guard, Sum


@dataclass
class Ledger:
    """Every count of a snapshot at a place of its own, and the sums that are known to hold between them.

    A kind of cells (reach, funnel, …) is added with the sets of dimensions of which it prints.
    """

    counts: list[int] = field(default_factory=list)
    is_printed: list[bool] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    known: dict[int, tuple[int, int]] = field(default_factory=dict)
    withheld: set[int] = field(default_factory=set)
    _first: dict[tuple[str, Key], int] = field(default_factory=dict)

    def add(self, kind: str, cells: Cells, printed: Iterable[tuple[str, ...]]) -> None:
        """Give every count of `cells` its place; of other dimensions than `printed` they stay unprinted."""
        sets = frozenset(printed)
        for key, vector in cells.items():
            self._first[kind, key] = len(self.counts)
            is_printed = tuple(name for name, _ in key) in sets
            self.counts += vector
            self.is_printed += [is_printed] * len(vector)

    def place(self, kind: str, key: Key, measure: int) -> int | None:
        """Return where a count stands, or None where it was not counted."""
        first = self._first.get((kind, key))
        return None if first is None else first + measure

    def leave_out(self, kind: str, key: Key, measure: int) -> None:
        """Note that a count is not printed from its own place."""
        self.is_printed[self._first[kind, key] + measure] = False

    def count(self, kind: str, key: Key, measure: int) -> int:
        """Return a count, 0 where it was not counted."""
        place = self.place(kind, key, measure)
        return 0 if place is None else self.counts[place]

    def know(self, count: int, low: int, high: int) -> int:
        """Give a place to a count of which everybody knows bounds, though no table prints it."""
        place = len(self.counts)
        self.counts.append(count)
        self.is_printed.append(False)
        self.known[place] = (low, high)
        return place

    def vectors(self) -> Iterator[tuple[str, Key, int, int]]:
        """Yield each kind and key with its first place and the one behind its last."""
        ends = [*list(self._first.values())[1:], min(self.known, default=len(self.counts))]
        for ((kind, key), first), end in zip(self._first.items(), ends, strict=True):
            yield kind, key, first, end

    def keys(self, kind: str) -> Iterator[Key]:
        """Yield the keys of a kind."""
        return (key for held, key in self._first if held == kind)

    def relate(self, total: int | None, rows: Iterable[int | None]) -> None:
        """Note that `rows` are parts of `total`; whether they are all of it, the counts themselves say."""
        known = tuple(row for row in rows if row is not None)
        if total is None or not known:
            return
        found, whole = sum(map(self.counts.__getitem__, known)), self.counts[total]
        if found <= whole:
            self.sums.append((total, known, found == whole))

    def withhold(self, total: int | None, rows: Iterable[int | None]) -> None:
        """Keep `rows` from being printed where they are parts of a total that is not surely 50 or more."""
        if total is not None and not rules.may_be_parted(self.counts[total]):
            self.withheld.update(row for row in rows if row is not None)

    def guarded(self) -> Guard:
        """Return the guard of all counts, after it reckoned."""
        return Guard(self.counts, self.is_printed, self.sums, self.known, self.withheld).reckoned()


def relate_margins(ledger: Ledger, kind: str, width: int, listed: Listed) -> None:
    """Relate every cell to those without one of its dimensions, and each year to its months.

    It is a part of each of them; but a month is none of its years, which all hold it.
    """
    totals: dict[tuple[Key, str], list[Key]] = {}
    for key in ledger.keys(kind):
        for pair in key:
            less = tuple(each for each in key if each != pair)
            totals.setdefault((less, pair[0]), []).append(key)
            if pair[0] == "site" and pair[1] in listed.home:
                at_home = tuple(sorted((*less, ("country", listed.home[pair[1]]))))
                totals.setdefault((at_home, "site"), []).append(key)
    for (total, dimension), rows in totals.items():
        for measure in range(width):
            whole = ledger.place(kind, total, measure)
            parts = [ledger.place(kind, row, measure) for row in rows]
            if total:
                ledger.withhold(whole, parts)
            if dimension != "year":  # Years lie over each other, so they do not add up.
                ledger.relate(whole, parts)
    _relate_years(ledger, kind, width, set(listed.values.get("month", ())))


def _relate_years(ledger: Ledger, kind: str, width: int, months: set[str]) -> None:
    for key in list(ledger.keys(kind)):
        year = dict(key).get("year")
        if year:
            others = [pair for pair in key if pair[0] != "year"]
            rows = [tuple(sorted((*others, ("month", month))))
                    for month in months_of(year) if month in months]
            for measure in range(width):
                ledger.relate(ledger.place(kind, key, measure),
                              (ledger.place(kind, row, measure) for row in rows))


def relate_order(ledger: Ledger, kind: str, chain: Sequence[tuple[int, int]], first: str) -> None:
    """Note that of two measures (more, fewer) the second is not greater: ever, or until some month.

    `first` is the first month listed: a year that begins by then holds all that was before its end.
    """
    for key in ledger.keys(kind):
        dates = [(name, value) for name, value in key if name in ("month", "year")]
        if all(value <= first for _, value in dates):
            for more, fewer in chain:
                ledger.relate(ledger.place(kind, key, more), [ledger.place(kind, key, fewer)])
