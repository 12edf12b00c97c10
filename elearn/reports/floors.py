"""What everybody can reckon at least of each count, handed on from one snapshot to the next.

Counts hardly ever fall. Who keeps the tables of yesterday knows that there are not fewer today; without
these floors, bounds that are wide enough on each of two days would together leave a single value.
"""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from elearn.kernel.db import db
from elearn.reports.guarding import Guard
from elearn.reports.models import SnapshotBehind
from elearn.reports.relations import Ledger

PAGE = "~floors"


def read(snapshot_id: int | None, ledger: Ledger) -> dict[int, int]:
    """Return the floor of each place of `ledger` of which the snapshot before tells one."""
    held = db.session.scalars(select(SnapshotBehind.counted).where(
        SnapshotBehind.snapshot_id == snapshot_id, SnapshotBehind.page == PAGE)).first()
    found: dict[int, int] = {}
    for kind, key, lows in held or ():
        for measure, low in enumerate(lows):
            place = ledger.place(kind, tuple((name, value) for name, value in key), measure)
            if place is not None and low:
                found[place] = low
    return found


def write(snapshot_id: int, before: int | None, ledger: Ledger, guard: Guard) -> None:
    """Keep what the guard reckoned, and forget what was kept with the snapshot before."""
    rows = [[kind, key, lows] for kind, key, first, width in ledger.vectors()
            if any(lows := guard.low[first:first + width])]
    db.session.execute(delete(SnapshotBehind).where(
        SnapshotBehind.snapshot_id == before, SnapshotBehind.page == PAGE))
    db.session.execute(insert(SnapshotBehind), [
        {"snapshot_id": snapshot_id, "page": PAGE, "filters": "", "counted": rows}])
