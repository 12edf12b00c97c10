"""What the snapshot before told of each count, so that the two together do not tell more than either.

Counts hardly ever fall. Who keeps the tables of yesterday knows that there are not fewer today, and that
there were not more yesterday; so the guard reckons with both days at once, and hides of today's figures.
"""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from elearn.kernel.db import db
from elearn.reports.guarding.guard import UNKNOWN, Guard
from elearn.reports.guarding.relations import Ledger
from elearn.reports.models import SnapshotBehind

PAGE = "~before"
# An enrolment that was quiet may wake, and one that was open be completed: these may fall.
_MAY_FALL = frozenset({"active", "quality"})


def read(snapshot_id: int | None, ledger: Ledger) -> None:
    """Add to `ledger` what everybody could reckon of the snapshot before, and that counts do not fall."""
    held = db.session.scalars(select(SnapshotBehind.counted).where(
        SnapshotBehind.snapshot_id == snapshot_id, SnapshotBehind.page == PAGE)).first()
    then: dict[int, int] = {}
    for kind, key, counts, lows, highs in held or ():
        named = tuple((name, value) for name, value in key)
        for measure, count in enumerate(counts):
            now = ledger.place(kind, named, measure)
            if now is not None:
                high = UNKNOWN if highs[measure] < 0 else highs[measure]
                then[now] = ledger.know(count, lows[measure], high)
                if kind not in _MAY_FALL:
                    ledger.relate(now, [then[now]])
    for total, rows, _ in list(ledger.sums):
        if total in then and all(row in then for row in rows):
            ledger.relate(then[total], [then[row] for row in rows])


def write(snapshot_id: int, before: int | None, ledger: Ledger, guard: Guard) -> None:
    """Keep what the guard reckoned, and forget what was kept with the snapshot before."""
    rows = [[kind, key, ledger.counts[first:end], guard.low[first:end],
             [high if high < UNKNOWN // 2 else -1 for high in guard.high[first:end]]]
            for kind, key, first, end in ledger.vectors()]
    db.session.execute(delete(SnapshotBehind).where(
        SnapshotBehind.snapshot_id == before, SnapshotBehind.page == PAGE))
    db.session.execute(insert(SnapshotBehind), [
        {"snapshot_id": snapshot_id, "page": PAGE, "filters": "", "counted": rows}])
