"""From counts and the guard's word to printed tables: reach, funnel and time, for every filter listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from elearn.reports import rules, tables
from elearn.reports.counting.tally import MEASURES, Tally
from elearn.reports.dimensions import TOTAL, Key, Listed, key_of, month_named, months_of
from elearn.reports.guarding.guard import Guard
from elearn.reports.guarding.relations import Ledger

Filters = tuple[tuple[str, str], ...]
# A row is its value, then its cells; or its value and the unrounded counts behind these.
PrintedCells = list[str]
Behind = tuple[str, dict[str, int]]


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


def every_filter(table: tables.TableDefinition, listed: Listed) -> Iterator[dict[str, str]]:
    """Yield no filter, then each set of filters of a table with each set of listed values."""
    yield {}
    for names in table.filters:
        for values in product(*(listed.values.get(name, ()) for name in names)):
            yield dict(zip(names, values, strict=True))


def reach(press: Press) -> Iterator[Block]:
    """Print who enrolled, started, completed and holds a certificate, by every page of the family."""
    for page in tables.pages_of("reach"):
        table = tables.listed(page)
        for chosen in every_filter(table, press.listed):
            rows, behind = [], []
            for value in (*press.listed.rows(table.rows, chosen), TOTAL):
                key = key_of({**chosen, table.rows: value})
                cells = [press.cell("reach", key, measure) for measure in range(len(MEASURES))]
                rows.append([value, *cells, rules.percentage(cells[2], cells[0])])
                behind.append((value, {name: press.count("reach", key, measure)
                                       for measure, name in enumerate(MEASURES)}))
            yield Block(page, tuple(sorted(chosen.items())), table.columns, rows, behind)


def funnel(press: Press, tally: Tally) -> Iterator[Block]:
    """Print how many came to each step and, but for a site or two filters, after how many days."""
    table, medians = tables.listed("funnel"), _Medians(tally)
    for chosen in every_filter(table, press.listed):
        with_days = len(chosen) < 2 and "site" not in chosen
        rows, behind, key = [], [], key_of(chosen)
        whole = press.cell("reach", key, 0)
        for place, stage in enumerate(("registered", *tally.stages[:-1]), start=-1):
            at = _place(stage, place, key, "year" in chosen)
            people, count = press.cell(*at), press.count(*at)
            days = medians.after(chosen, place, people, count) if with_days else ()
            rows.append([stage, people, rules.percentage(people, whole), *days])
            behind.append((stage, {"people": count}))
        yield Block("funnel", tuple(sorted(chosen.items())), table.columns[:3 if with_days else 2],
                    rows, behind)


def _place(stage: str, place: int, key: Key, is_cohort: bool) -> tuple[str, Key, int]:
    """Return where a step is counted: what the reach counts too is printed from there, once for both."""
    if stage == "registered":
        return "reach", key, 0
    if stage in ("started", "certified") and not is_cohort:
        return "reach", key, MEASURES.index(stage)
    return "funnel", key, place


def time(press: Press, tally: Tally) -> Iterator[Block]:
    """Print how many days it took from enrolling to completing: the median and the quartiles."""
    stage, medians = len(tally.stages) - 1, _Medians(tally)
    for page in tables.pages_of("time"):
        table = tables.listed(page)
        rows, behind = [], []
        for value in (*press.listed.rows(table.rows, {}), TOTAL):
            key = key_of({table.rows: value})
            people = press.cell("reach", key, 2)
            spans = medians.spans({table.rows: value} if value else {}, stage)
            shown = rules.may_show_mean(people)
            days = [str(quantile(spans, share)) for share in (2, 1, 3)] if shown and spans else []
            rows.append([value, people, *(days or [rules.NOT_SHOWN] * 3)])
            behind.append((value, {"completed": press.count("reach", key, 2)}))
        yield Block(page, (), table.columns, rows, behind)


@dataclass
class _Medians:
    """The days that steps took: of everybody, or of one country, route, role or year of enrolment."""

    tally: Tally

    def after(self, chosen: Mapping[str, str], stage: int, people: str, count: int) -> tuple[str]:
        if stage < 0 or not rules.may_show_mean(people):
            return (rules.NOT_SHOWN,)
        spans = self.spans(chosen, stage)
        return (str(quantile(spans, 2)) if spans else rules.NOT_SHOWN,)

    def spans(self, chosen: Mapping[str, str], stage: int) -> Mapping[int, int]:
        """Return days → how many took so long to a stage."""
        name, value = next(iter(chosen.items()), ("country", ""))
        if name == "year":
            held: Sequence[Any] = [month_named(month) for month in months_of(value)]
            by_value = self._grouped("month")
        else:
            by_value = self._grouped(name)
            held = [value] if value else list(by_value)
        found: Counter[int] = Counter()
        for each in held:
            found.update(by_value.get(each, {}).get(stage, {}))
        return found

    def _grouped(self, name: str) -> dict[Any, dict[int, Counter[int]]]:
        known = self._held.get(name)
        if known is None:
            known = {}
            for (value, stage, days), count in self.tally.spans[name].items():
                known.setdefault(value, {}).setdefault(stage, Counter())[days] += count
            self._held[name] = known
        return known

    def __post_init__(self) -> None:
        self._held: dict[str, dict[Any, dict[int, Counter[int]]]] = {}


def quantile(spans: Mapping[int, int], quarters: int) -> int:
    """Return the least number of days that at least so many quarters of the people did not exceed."""
    wanted, passed = quarters * sum(spans.values()), 0
    for days in sorted(spans):
        passed += 4 * spans[days]
        if passed >= wanted:
            return days
    return 0



