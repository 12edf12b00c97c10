"""From what was counted to the cells of the tables: sums of sums, for the listed values alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from elearn.reports import tables
from elearn.reports.counting.facts import NEVER
from elearn.reports.counting.tally import MEASURES, Tally
from elearn.reports.dimensions import (
    NO_SITE,
    Key,
    Listed,
    dimensions_of,
    months_of,
)

Vectors = dict[tuple[Any, ...], list[int]]
Cells = dict[Key, list[int]]
Names = tuple[str, ...]


def needed(family: str) -> tuple[Names, ...]:
    """Return the sets of dimensions of which a cell is printed in a family, rows and totals alike."""
    found: dict[Names, None] = {}
    for table in tables.TABLES:
        if table.family == family:
            for filters in ((), *table.filters):
                found[dimensions_of((table.rows, *filters))] = None
                found[dimensions_of(filters)] = None
    return tuple(found)


def with_months(sets: Iterable[Names]) -> tuple[Names, ...]:
    """Return the sets and, of each that has years, the months that these are made of."""
    held = tuple(sets)
    dated = (tuple(sorted({*names, "month"} - {"year"})) for names in held if "year" in names)
    return tuple(dict.fromkeys((*held, *dated)))


def reach(tally: Tally, nameless: Mapping[tuple[str, ...], int], listed: Listed) -> Cells:
    """Return how many people each of MEASURES counts, by every key that is needed of listed values.

    `nameless` holds the numbers that stayed of erased people by measure, country, role, site, month.
    """
    bases = _dated(tally, nameless) | _undated(tally, nameless)
    return _summed(bases, with_months(needed("reach")), listed, len(MEASURES))


def funnel(tally: Tally, listed: Listed) -> Cells:
    """Return how many people came to each of `tally.stages`, by key; a month is that of enrolment."""
    bases = {dims: _by_bits(counted, len(tally.stages) - 1) for dims, counted in tally.cohorts.items()}
    return _summed(bases, with_months(funnel_sets()), listed, len(tally.stages) - 1)


def funnel_sets() -> tuple[Names, ...]:
    """Return the sets of dimensions by which the funnel is printed."""
    return tuple(dict.fromkeys(
        tuple(name for name in names if name != "stage") for names in needed("funnel")))


def active(tally: Tally, listed: Listed, width: int) -> Cells:
    """Return how many enrolments are open, active or quiet, by country and by site."""
    bases: dict[Names, Vectors] = {
        (dim,): _by_bits(counted, width) for dim, counted in tally.active.items()}
    return _summed(bases, ((), ("country",), ("site",)), listed, width)


def _summed(bases: Mapping[Names, Vectors], sets: Iterable[Names], listed: Listed, width: int) -> Cells:
    found: Cells = {}
    pairs = {name: _pairs(name, values) for name, values in listed.values.items()}
    for names in sorted(sets, key=lambda held: "year" in held):
        if "year" in names:
            _add_years(found, names, listed)
            continue
        for values in product(*(listed.values.get(name, ()) for name in names)):
            found[tuple(zip(names, values, strict=True))] = [0] * width
        _project(found, names, bases, pairs)
    return found


def _pairs(name: str, values: Iterable[str]) -> dict[Any, tuple[str, str]]:
    if name == "month":
        return {int(held[:4]) * 12 + int(held[5:]) - 1: (name, held) for held in values}
    return {"" if name == "site" and held == NO_SITE else held: (name, held) for held in values}


def _project(
    found: dict[Any, list[int]], names: Names, bases: Mapping[Names, Vectors],
    pairs: Mapping[str, Mapping[Any, Any]],
) -> None:
    base = min((each for each in bases if set(names) <= set(each)), key=lambda each: len(bases[each]))
    places = [(base.index(name), pairs[name]) for name in names]
    for values, vector in bases[base].items():
        key = tuple([known.get(values[place]) for place, known in places])
        summed = found.get(key)  # There is none for a value that is not listed.
        if summed is not None:
            for place, count in enumerate(vector):
                summed[place] += count


def _add_years(found: Cells, names: Names, listed: Listed) -> None:
    others = [name for name in names if name != "year"]
    months = {year: [("month", month) for month in months_of(year) if month in set(listed.values["month"])]
              for year in listed.values["year"]}
    for values in product(*(listed.values.get(name, ()) for name in others)):
        held = tuple(zip(others, values, strict=True))
        by_month = {pair: found[tuple(sorted((*held, pair)))]
                    for pair in (("month", month) for month in listed.values["month"])}
        for year, inside in months.items():
            vectors = [by_month[pair] for pair in inside]
            key = tuple(sorted((*held, ("year", year))))
            found[key] = [sum(each) for each in zip(*vectors, strict=True)]


def _dated(tally: Tally, nameless: Mapping[tuple[str, ...], int]) -> dict[Names, Vectors]:
    found: dict[Names, Vectors] = {}
    for dims, counters in tally.dated.items():
        vectors: Vectors = {}
        for place, counter in enumerate(counters):
            for values, count in counter.items():
                if values[-1] != NEVER:
                    vectors.setdefault(values, [0] * len(MEASURES))[place] += count
        _add_nameless(vectors, (*dims, "month"), nameless)
        found[(*dims, "month")] = vectors
    return found


def _undated(tally: Tally, nameless: Mapping[tuple[str, ...], int]) -> dict[Names, Vectors]:
    found: dict[Names, Vectors] = {}
    for dims, counter in tally.undated.items():
        vectors: Vectors = {}
        for (*values, bits), count in counter.items():
            vector = vectors.setdefault(tuple(values), [0] * len(MEASURES))
            vector[0] += count
            for place in range(len(MEASURES) - 1):
                if bits >> place & 1:
                    vector[place + 1] += count
        _add_nameless(vectors, dims, nameless)
        found[dims] = vectors
    return found


def _by_bits(counter: Mapping[tuple[Any, ...], int], width: int) -> Vectors:
    vectors: Vectors = {}
    for (*values, bits), count in counter.items():
        vector = vectors.setdefault(tuple(values), [0] * width)
        for place in range(width):
            if bits >> place & 1:
                vector[place] += count
    return vectors


def _add_nameless(vectors: Vectors, dims: Names, nameless: Mapping[tuple[str, ...], int]) -> None:
    """Add the erased: what is not kept of them is no value of any dimension, so totals alone count it."""
    for (measure, country, role, site, month), count in nameless.items():
        held = {"country": country, "role": role, "site": site,
                "month": int(month[:4]) * 12 + int(month[5:]) - 1}
        values = tuple(held.get(name) for name in dims)
        vectors.setdefault(values, [0] * len(MEASURES))[MEASURES.index(measure)] += count
