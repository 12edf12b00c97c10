"""What staff keep an eye on: enrolments that fell quiet, and how good the data is."""

from __future__ import annotations

from collections.abc import Iterator

from elearn.learning.acts import Source
from elearn.reports import rules, tables
from elearn.reports.cells import Cells
from elearn.reports.counting import ACTIVE, Tally
from elearn.reports.dimensions import EVERYBODY, NO_SITE, TOTAL, Key, key_of
from elearn.reports.printing import Block, Press, every_filter
from elearn.reports.relations import Ledger

# Checks that are counts of the reach already, by their key; the others are counts of their own.
_REACH: dict[str, Key] = {
    "gender-undisclosed": (("gender", "undisclosed"),),
    "court-level-undisclosed": (("court-level", "undisclosed"),),
    "no-site": (("site", NO_SITE),),
}
_SOURCES = tuple(f"source-{each.value}" for each in Source)
_OWN = ("never-started", "site-not-in-register", *_SOURCES, "dates-out-of-order", "held-by-erasure")


def activity(press: Press) -> Iterator[Block]:
    """Print how many enrolments are open, active, or quiet for 30, 90 and 180 days."""
    for page in tables.pages_of("activity"):
        table = tables.listed(page)
        for chosen in every_filter(table, press.listed):
            rows, behind = [], []
            for value in (*press.listed.rows(table.rows, chosen), TOTAL):
                key = key_of({**chosen, table.rows: value})
                rows.append([value, *(press.cell("active", key, place) for place in range(len(ACTIVE)))])
                behind.append((value, {name: press.count("active", key, place)
                                       for place, name in enumerate(ACTIVE)}))
            yield Block(page, tuple(sorted(chosen.items())), table.columns, rows, behind)


def quality(press: Press) -> Block:
    """Print how many enrolments each check found, and their share of all."""
    table = tables.listed("data-quality")
    whole = press.cell("reach", EVERYBODY, 0)
    places = {check: ("reach", key, 0) for check, key in _REACH.items()}
    places |= {check: ("quality", EVERYBODY, place) for place, check in enumerate(_OWN)}
    rows, behind = [], []
    for check, at in places.items():
        number = press.cell(*at)
        rows.append([check, number, rules.percentage(number, whole)])
        behind.append((check, {"number": press.count(*at)}))
    return Block(table.page, (), table.columns, rows, behind)


def quality_cells(tally: Tally, everybody: list[int], erased: int) -> Cells:
    """Return the counts of the checks that are counted for themselves, given those of everybody."""
    own = {"never-started": everybody[0] - everybody[1], "held-by-erasure": erased, **tally.checks}
    return {EVERYBODY: [max(0, own.get(check, 0)) for check in _OWN]}


def relate(ledger: Ledger) -> None:
    """Note what is known of the quiet: open before quiet, and open or completed before enrolled."""
    for key in list(ledger.keys("active")):
        opened = ledger.place("active", key, 0)
        for more, fewer in ((0, 2), (2, 3), (3, 4)):
            ledger.relate(ledger.place("active", key, more), [ledger.place("active", key, fewer)])
        ledger.relate(ledger.place("reach", key, 0), [ledger.place("reach", key, 2), opened])
        ledger.relate(ledger.place("reach", key, 0), [ledger.place("active", key, 1)])
    ledger.relate(ledger.place("reach", EVERYBODY, 0),
                  [ledger.place("reach", EVERYBODY, 1), ledger.place("quality", EVERYBODY, 0)])
    ledger.relate(ledger.place("reach", EVERYBODY, 0),
                  [ledger.place("quality", EVERYBODY, _OWN.index(each)) for each in _SOURCES])
