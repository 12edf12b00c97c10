"""The days that steps took, and their medians and quartiles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elearn.reports import rules
from elearn.reports.counting.tally import Tally
from elearn.reports.dimensions import month_named, months_of


@dataclass
class Medians:
    """The days that steps took: of everybody, or of one country, route, role or year of enrolment."""

    tally: Tally

    def after(self, chosen: Mapping[str, str], stage: int, people: str) -> tuple[str]:
        """Return after how many days a stage was reached, as far as it is told of so many people."""
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
