"""Counting: one pass over the facts, in which each is added to every sum that the tables are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from elearn.reports.counting.facts import NEVER, Chunk
from elearn.reports.dimensions import month_number

MEASURES = ("enrolled", "started", "completed", "certified")
# Sums by traits and the month of each measure, and by traits alone: every table follows from these.
DATED = (("country", "role"), ("country", "gender"), ("country", "court-level"), ("country", "route"),
         ("country", "language"), ("country", "edition"), ("site",))
UNDATED = (("country", "role", "gender"), ("country", "role", "court-level"), ("country", "role", "route"),
           ("country", "gender", "route"), ("court-level", "route"), ("role", "language"),
           ("route", "language"), ("route", "edition"), ("site", "role"), ("site", "gender"),
           ("site", "court-level"), ("site", "route"), ("site", "language"), ("site", "country"))
# The funnel by traits and the month of enrolment, or by traits alone.
COHORTS = (("country", "month"), ("route", "month"), ("role", "month"), ("country", "route"), ("site",))
SPANS = ("country", "route", "role", "month")
ACTIVE = ("open", "active-90", "quiet-30", "quiet-90", "quiet-180")
# So many keys of one sum are held at most while its months are not parted, some ten megabytes.
_MOST_HELD = 50_000

Sum = Counter[tuple[Any, ...]]


@dataclass
class Tally:
    """What was counted. Keys hold values in the order of the names, then month, bits, or stage and days.

    `dated` has a Counter for each of MEASURES. The bits of `undated` say which of MEASURES from
    `started` on were reached, those of `cohorts` which of `stages`, those of `active` which of ACTIVE.
    """

    stages: tuple[str, ...]
    dated: dict[tuple[str, ...], tuple[Sum, ...]] = field(default_factory=dict)
    undated: dict[tuple[str, ...], Sum] = field(default_factory=dict)
    cohorts: dict[tuple[str, ...], Sum] = field(default_factory=dict)
    spans: dict[str, Sum] = field(default_factory=dict)
    active: dict[str, Sum] = field(default_factory=dict)
    checks: Counter[str] = field(default_factory=Counter)


@dataclass
class Count:
    """A count of the enrolments of a course as of a day; its modules in order, the known sites."""

    modules: Sequence[str]
    as_of: date
    sites: frozenset[str] = frozenset()
    _months: dict[int, int] = field(default_factory=dict)
    _bits: dict[str, int] = field(default_factory=dict)
    _places: dict[str, list[int]] = field(default_factory=dict)

    def of(self, chunks: Iterable[Chunk], progress: Callable[[int], None] = lambda done: None) -> Tally:
        """Add up the chunks; `progress` hears how many facts were counted."""
        tally = Tally(("started", *self.modules, "final-test-sat", "passed", "certified", "completed"))
        for dims in DATED:
            tally.dated[dims] = tuple(Counter() for _ in MEASURES)
        tally.undated = {dims: Counter() for dims in UNDATED}
        tally.cohorts = {dims: Counter() for dims in COHORTS}
        tally.spans = {dim: Counter() for dim in SPANS}
        tally.active = {dim: Counter() for dim in ("country", "site")}
        done, dated = 0, _Dated(tally.dated)
        for chunk in chunks:
            months = [self._months_of(chunk[measure]) for measure in MEASURES]
            dated.add(chunk, months)
            _add_traits(tally, chunk)
            self._add_stages(tally, chunk, months[0])
            self._add_spans(tally, chunk, months[0])
            self._add_activity(tally, chunk)
            self._add_checks(tally, chunk)
            done += len(months[0])
            progress(done)
        dated.spread()
        return tally

    def _months_of(self, days: Sequence[int]) -> list[int]:
        known = self._months
        for day in set(days) - known.keys():
            known[day] = NEVER if day == NEVER else month_number(date.fromordinal(day))
        return [known[day] for day in days]

    def _add_stages(self, tally: Tally, chunk: Chunk, months: list[int]) -> None:
        last = len(self.modules) + 1
        held = self._bits
        for modules in set(chunk["modules"]) - held.keys():
            held[modules] = sum(1 << place for place in set(self._places_of(modules)) if place > 0)
        bits = [
            (started >= 0) | held[modules] | (sat >= 0) << last | (passed >= 0) << last + 1
            | (certified >= 0) << last + 2
            for started, modules, sat, passed, certified in zip(
                chunk["started"], chunk["modules"], chunk["sat"], chunk["passed"], chunk["certified"],
                strict=True)]
        for dims, counted in tally.cohorts.items():
            counted.update(zip(*(months if name == "month" else chunk[name] for name in dims), bits,
                               strict=True))

    def _places_of(self, modules: str) -> list[int]:
        found = self._places.get(modules)
        if found is None:
            known = {name: place for place, name in enumerate(self.modules, start=1)}
            # A module that is no longer served has no step of its own.
            self._places[modules] = found = [known.get(name, -1) for name in modules.split()]
        return found

    def _add_spans(self, tally: Tally, chunk: Chunk, months: list[int]) -> None:
        rows, stages, spans = self._module_spans(chunk)
        last = len(self.modules) + 1
        enrolled = chunk["enrolled"]
        for stage, name in enumerate(("sat", "passed", "certified", "completed"), start=last):
            _add_span(rows, stages, spans, stage, enrolled, chunk[name])
        _add_span(rows, stages, spans, 0, enrolled, chunk["started"])
        for dim, counted in tally.spans.items():
            held = months if dim == "month" else chunk[dim]
            counted.update(zip(map(held.__getitem__, rows), stages, spans, strict=True))

    def _module_spans(self, chunk: Chunk) -> tuple[list[int], list[int], list[int]]:
        rows: list[int] = []
        stages: list[int] = []
        spans: list[int] = []
        for row, (modules, days) in enumerate(zip(chunk["modules"], chunk["module-days"], strict=True)):
            if modules:
                took = days.split()
                places = self._places_of(modules)
                if len(took) == len(places):
                    rows += [row] * len(took)
                    stages += places
                    spans += map(int, took)
        return rows, stages, spans

    def _add_activity(self, tally: Tally, chunk: Chunk) -> None:
        today = self.as_of.toordinal()
        bits = [
            ((quiet < 90) << 1) | ((done < 0 and left < 0) and (
                1 | (quiet >= 30) << 2 | (quiet >= 90) << 3 | (quiet >= 180) << 4))
            for quiet, done, left in zip(
                (today - last for last in chunk["last"]), chunk["completed"], chunk["left"], strict=True)]
        for dim, counted in tally.active.items():
            counted.update(zip(chunk[dim], bits, strict=True))

    def _add_checks(self, tally: Tally, chunk: Chunk) -> None:
        for source, count in Counter(chunk["source"]).items():
            tally.checks[f"source-{source}"] += count
        if self.sites:
            known = self.sites | {""}
            tally.checks["site-not-in-register"] += sum(site not in known for site in chunk["site"])
        tally.checks["dates-out-of-order"] += sum(
            last < enrolled or 0 <= started < enrolled or 0 <= completed < max(enrolled, started)
            for enrolled, started, completed, last in zip(
                chunk["enrolled"], chunk["started"], chunk["completed"], chunk["last"], strict=True))


class _Numbered(dict[tuple[int, ...], int]):
    """Tuple → a number of its own; most people share the four months of their way with thousands."""

    def __missing__(self, held: tuple[int, ...]) -> int:
        self[held] = number = len(self)
        return number


@dataclass
class _Dated:
    """The sums by the month of each measure: all four months are counted at once, and parted later."""

    sums: dict[tuple[str, ...], tuple[Sum, ...]]
    _ways: _Numbered = field(default_factory=_Numbered)
    _held: dict[tuple[str, ...], Sum] = field(default_factory=dict)

    def add(self, chunk: Chunk, months: list[list[int]]) -> None:
        ways = list(map(self._ways.__getitem__, zip(*months, strict=True)))
        for dims in self.sums:
            held = self._held.setdefault(dims, Counter())
            held.update(zip(*(chunk[name] for name in dims), ways, strict=True))
            if len(held) > _MOST_HELD:
                self._part(dims)

    def spread(self) -> None:
        """Add what is held yet to the sums."""
        for dims in self._held:
            self._part(dims)

    def _part(self, dims: tuple[str, ...]) -> None:
        ways, counters = list(self._ways), self.sums[dims]
        for (*values, way), count in self._held[dims].items():
            for counter, month in zip(counters, ways[way], strict=True):
                counter[*values, month] += count
        self._held[dims].clear()


def _add_traits(tally: Tally, chunk: Chunk) -> None:
    bits = [(started >= 0) | (completed >= 0) << 1 | (certified >= 0) << 2
            for started, completed, certified in zip(
                chunk["started"], chunk["completed"], chunk["certified"], strict=True)]
    for dims, counted in tally.undated.items():
        counted.update(zip(*(chunk[name] for name in dims), bits, strict=True))


def _add_span(
    rows: list[int], stages: list[int], spans: list[int], stage: int,
    begun: Sequence[int], ended: Sequence[int],
) -> None:
    reached = [row for row, day in enumerate(ended) if day >= 0]
    rows += reached
    stages += [stage] * len(reached)
    spans += [ended[row] - begun[row] for row in reached]
