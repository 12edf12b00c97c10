"""Which values stand in rows and filters: those known to all, or of ten people and more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from elearn.accounts.models import TrainingSite
from elearn.kernel.db import db
from elearn.learning import revisions
from elearn.learning.nameless import NamelessCount
from elearn.reports import rules
from elearn.reports.counting.tally import MEASURES, Tally
from elearn.reports.dimensions import (
    CLOSED,
    NO_SITE,
    Listed,
    month_named,
    month_number,
    months_between,
    years_of,
)

# (measure, country, role, site, month) → how many erased people it counts.
Nameless = Mapping[tuple[str, ...], int]


def sites() -> dict[str, str]:
    """Return the country of each site of the register."""
    found = db.session.execute(select(TrainingSite.key, TrainingSite.country).order_by(TrainingSite.key))
    return {row.key: row.country for row in found}


def nameless(course_key: str) -> Nameless:
    """Return the numbers that stayed of erased people."""
    found: Counter[tuple[str, ...]] = Counter()
    for gone in db.session.scalars(select(NamelessCount).where(NamelessCount.course_key == course_key)):
        found[gone.status.value, gone.country, gone.judicial_role, gone.site, gone.month] += gone.number
    return found


def modules(course_key: str) -> tuple[str, ...]:
    """Return the ids of the modules being served, in order; languages may differ for a while."""
    found: dict[str, None] = {}
    for (key, _), revision_id in sorted(revisions.current_ids().items()):
        if key == course_key:
            found |= dict.fromkeys(module.id for module in revisions.outline(revision_id).modules)
    return tuple(found)


def listed(
    course_key: str, tally: Tally, gone: Nameless, registered: Mapping[str, str], as_of: date,
    more: Mapping[str, tuple[str, ...]],
) -> Listed:
    """Return the values of every dimension; `more` gives those of further ones."""
    countries = _enrolled(tally.undated["site", "country"], 1, gone, 1)
    at_sites = _enrolled(tally.undated["site", "country"], 0, gone, 3)
    months = _months(tally, gone, as_of)
    spoken = {lang for key, lang in revisions.current_ids() if key == course_key}
    values = {
        **CLOSED, **more,
        "country": _of_ten(countries, registered.values()),
        "site": (*_of_ten({site: count for site, count in at_sites.items() if site}, registered), NO_SITE),
        "language": _of_ten(_enrolled(tally.undated["role", "language"], 1), spoken),
        "edition": _of_ten(_enrolled(tally.undated["route", "edition"], 1), ()),
        "month": months, "year": years_of(months),
    }
    return Listed(values, _homes(tally) | dict(registered))


def _of_ten(counts: Mapping[str, int], known: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value, count in counts.items() if count >= rules.SMALL} | set(known)))


def _enrolled(
    counted: Mapping[tuple[Any, ...], int], place: int, gone: Nameless | None = None, among: int = 0,
) -> Counter[str]:
    found: Counter[str] = Counter()
    for values, count in counted.items():
        found[values[place]] += count
    for values, count in (gone or {}).items():
        if values[0] == MEASURES[0]:
            found[values[among]] += count
    return found


def _months(tally: Tally, gone: Nameless, as_of: date) -> tuple[str, ...]:
    found = Counter[int]()
    for values, count in tally.dated["country", "role"][0].items():
        found[values[-1]] += count
    for values, count in gone.items():
        if values[0] == MEASURES[0]:
            found[month_named(values[-1])] += count
    known = [month for month, count in found.items() if count >= rules.SMALL]
    return months_between(min(known), month_number(as_of)) if known else ()


def _homes(tally: Tally) -> dict[str, str]:
    """Return the country from which most people of each site come; the register knows better."""
    best: dict[str, tuple[int, str]] = {}
    counted: Counter[tuple[str, str]] = Counter()
    for (site, country, _), count in tally.undated["site", "country"].items():
        counted[site, country] += count
    for (site, country), count in counted.items():
        best[site] = max(best.get(site, (0, "")), (count, country))
    return {site: country for site, (_, country) in best.items()}
