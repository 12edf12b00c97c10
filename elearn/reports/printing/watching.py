"""What staff keep an eye on, as printed: enrolments that fell quiet, and how good the data is."""

from __future__ import annotations

from collections.abc import Iterator

from elearn.reports import rules, tables
from elearn.reports.counting.tally import ACTIVE
from elearn.reports.counting.watching import CHECKS
from elearn.reports.dimensions import EVERYBODY, NO_SITE, Key
from elearn.reports.printing.press import Block, Press, every_filter

# Checks that are counts of the reach already, by their key.
_REACH: dict[str, Key] = {
    "gender-undisclosed": (("gender", "undisclosed"),),
    "court-level-undisclosed": (("court-level", "undisclosed"),),
    "no-site": (("site", NO_SITE),),
}


def activity(press: Press) -> Iterator[Block]:
    """Print how many enrolments are open, active, or quiet for 30, 90 and 180 days."""
    for page in tables.pages_of("activity"):
        table = tables.listed(page)
        for chosen in every_filter(table, press.listed):
            yield press.block(table, chosen, lambda value, key: press.vector("active", key, ACTIVE))


def quality(press: Press) -> Block:
    """Print how many enrolments each check found, and their share of all."""
    table = tables.listed("data-quality")
    whole = press.cell("reach", EVERYBODY, 0)
    places = {check: ("reach", key, 0) for check, key in _REACH.items()}
    places |= {check: ("quality", EVERYBODY, place) for place, check in enumerate(CHECKS)}
    rows, behind = [], []
    for check, at in places.items():
        number = press.cell(*at)
        rows.append([check, number, rules.percentage(number, whole)])
        behind.append((check, {"number": press.count(*at)}))
    return Block(table.page, (), table.columns, rows, behind)
