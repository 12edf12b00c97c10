"""Every count of a snapshot in one ledger, with all that is known to hold between counts."""

from __future__ import annotations

from elearn.reports.counting import cells, gain, items, watching
from elearn.reports.counting.listing import Nameless
from elearn.reports.counting.tally import ACTIVE, MEASURES, Tally
from elearn.reports.dimensions import EVERYBODY, Key, Listed
from elearn.reports.guarding import families, relations
from elearn.reports.guarding.relations import Ledger

_ANY = ((), ("country",), ("site",), ("role",), ("route",), ("language",))


def ledger_of(
    tally: Tally, gone: Nameless, listed: Listed, gains: gain.Gains, asked: items.Items,
) -> Ledger:
    """Return the ledger of what was counted of the listed values."""
    ledger = Ledger()
    _add_reach(ledger, tally, gone, listed)
    _add_funnel(ledger, tally, listed)
    ledger.add("active", cells.active(tally, listed, len(ACTIVE)), _ANY)
    relations.relate_margins(ledger, "active", len(ACTIVE), listed)
    ledger.add("gain", gain.cells(gains, listed), _ANY)
    relations.relate_margins(ledger, "gain", 1, listed)
    ledger.add("items", items.cells(asked, listed), (("item", "test"), ("item", "language", "test")))
    families.relate_items(ledger, asked)
    everybody = [ledger.count("reach", EVERYBODY, measure) for measure in range(len(MEASURES))]
    erased = sum(number for values, number in gone.items() if values[0] == MEASURES[0])
    ledger.add("quality", watching.quality_cells(tally, everybody, erased), _ANY)
    families.relate_activity(ledger)
    return ledger


def _add_reach(ledger: Ledger, tally: Tally, gone: Nameless, listed: Listed) -> None:
    ledger.add("reach", cells.reach(tally, gone, listed), cells.needed("reach"))
    relations.relate_margins(ledger, "reach", len(MEASURES), listed)
    relations.relate_order(ledger, "reach", ((0, 1), (1, 2), (2, 3)), _first(listed))


def _add_funnel(ledger: Ledger, tally: Tally, listed: Listed) -> None:
    width = len(tally.stages) - 1
    ledger.add("funnel", cells.funnel(tally, listed), cells.funnel_sets())
    relations.relate_margins(ledger, "funnel", width, listed)
    sat, passed, certified = width - 3, width - 2, width - 1
    # A month is that of enrolment here, so it holds of every one.
    relations.relate_order(ledger, "funnel", ((sat, passed),), "9999-12")
    for key in list(ledger.keys("funnel")):
        for stage in range(width):
            ledger.relate(ledger.place("reach", key, 0), [ledger.place("funnel", key, stage)])
        if not _is_dated(key):
            # The same people stand in two tables: the funnel prints them as the reach does.
            for stage, measure in ((0, 1), (certified, 3)):
                ledger.relate(ledger.place("reach", key, measure), [ledger.place("funnel", key, stage)])
                ledger.leave_out("funnel", key, stage)


def _first(listed: Listed) -> str:
    return next(iter(listed.values["month"]), "")


def _is_dated(key: Key) -> bool:
    return any(name in ("month", "year") for name, _ in key)


