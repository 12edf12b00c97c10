"""The dimensions of the figures: what a cell is a count of, which values are listed, months and years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from elearn.accounts.models import CourtLevel, Gender, JudicialRole
from elearn.learning.acts import Route

# What a cell counts: values of dimensions, in the order of their names; the empty key is everybody.
Key = tuple[tuple[str, str], ...]
EVERYBODY: Key = ()
TOTAL = ""
NO_SITE = "none"

# Dimensions whose values are known to all, whoever is counted.
CLOSED: Mapping[str, tuple[str, ...]] = {
    "role": tuple(each.value for each in JudicialRole),
    "gender": tuple(each.value for each in Gender),
    "court-level": tuple(each.value for each in CourtLevel),
    "route": tuple(each.value for each in Route),
    "starts": tuple(f"{month:02}" for month in range(1, 13)),
}


def key_of(values: Mapping[str, str]) -> Key:
    """Return the cell that `values` (dimension → value) name, whichever way they name it.

    A month lies in its year and a site in its country: what contains it says nothing more.
    """
    dropped = {"starts"} | ({"year"} if values.get("month") else set()) | (
        {"country"} if values.get("site") else set())
    return tuple(sorted((name, held) for name, held in values.items() if held and name not in dropped))


def dimensions_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that a key of these dimensions has."""
    return tuple(name for name, _ in key_of(dict.fromkeys(names, "x")))


def month_number(day: date) -> int:
    """Return the number of a day's month, counted from the year 0."""
    return day.year * 12 + day.month - 1


def month_name(number: int) -> str:
    """Return a month as its values are written: 2026-04."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def month_named(name: str) -> int:
    """Return the number of a month by its name."""
    return int(name[:4]) * 12 + int(name[5:7]) - 1


def months_of(year: str) -> tuple[str, ...]:
    """Return the twelve months of a reporting year, which is named by its first."""
    first = month_named(year)
    return tuple(month_name(number) for number in range(first, first + 12))


@dataclass(frozen=True)
class Listed:
    """The values that rows and filters may have, by dimension; `home` is the country of each site.

    A row that appears tells that nobody was there the day before. So a value is listed only if it is
    known to all, or if at least ten are enrolled under it; who is under none counts in totals alone.
    """

    values: Mapping[str, tuple[str, ...]]
    home: Mapping[str, str] = field(default_factory=dict)

    def rows(self, dimension: str, filters: Mapping[str, str]) -> tuple[str, ...]:
        """Return the values of a dimension that stand in a table under `filters`."""
        found = self.values.get(dimension, ())
        if dimension == "month" and "year" in filters:
            return tuple(sorted(set(months_of(filters["year"])) & set(found)))
        if dimension == "year":
            return tuple(each for each in found if each.endswith(f"-{filters.get('starts', '01')}"))
        if dimension == "site" and "country" in filters:
            return tuple(each for each in found if self.home.get(each) == filters["country"])
        return found


def years_of(months: tuple[str, ...]) -> tuple[str, ...]:
    """Return every reporting year of twelve months that holds one of `months`, whichever it begins with."""
    if not months:
        return ()
    return tuple(month_name(number)
                 for number in range(month_named(months[0]) - 11, month_named(months[-1]) + 1))


def months_between(first: int, last: int) -> tuple[str, ...]:
    """Return the names of the months from number `first` to number `last`."""
    return tuple(month_name(number) for number in range(first, last + 1))
