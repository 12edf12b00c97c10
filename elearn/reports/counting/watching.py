"""What staff keep an eye on: enrolments that fell quiet, and how good the data is."""

from __future__ import annotations

from elearn.learning.acts import Source
from elearn.reports.counting.cells import Cells
from elearn.reports.counting.tally import Tally
from elearn.reports.dimensions import EVERYBODY
from elearn.reports.guarding.relations import Ledger

# Checks that are counts of their own; the others the reach counts already.
_SOURCES = tuple(f"source-{each.value}" for each in Source)
CHECKS = ("never-started", "site-not-in-register", *_SOURCES, "dates-out-of-order", "held-by-erasure")


def quality_cells(tally: Tally, everybody: list[int], erased: int) -> Cells:
    """Return the counts of the checks that are counted for themselves, given those of everybody."""
    own = {"never-started": everybody[0] - everybody[1], "held-by-erasure": erased, **tally.checks}
    return {EVERYBODY: [max(0, own.get(check, 0)) for check in CHECKS]}


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
                  [ledger.place("quality", EVERYBODY, CHECKS.index(each)) for each in _SOURCES])
