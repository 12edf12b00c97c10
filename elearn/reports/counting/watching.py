"""What staff keep an eye on: enrolments that fell quiet, and how good the data is."""

from __future__ import annotations

from elearn.learning.acts import Source
from elearn.reports.counting.cells import Cells
from elearn.reports.counting.tally import Tally
from elearn.reports.dimensions import EVERYBODY

# Checks that are counts of their own; the others the reach counts already.
SOURCES = tuple(f"source-{each.value}" for each in Source)
CHECKS = ("never-started", "site-not-in-register", *SOURCES, "dates-out-of-order", "held-by-erasure")


def quality_cells(tally: Tally, everybody: list[int], erased: int) -> Cells:
    """Return the counts of the checks that are counted for themselves, given those of everybody."""
    own = {"never-started": everybody[0] - everybody[1], "held-by-erasure": erased, **tally.checks}
    return {EVERYBODY: [max(0, own.get(check, 0)) for check in CHECKS]}
