"""Taking a snapshot: count everything once, let the guard reckon, print every table, keep it a while."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import delete, insert, select

from elearn.kernel.db import begin_write, db
from elearn.reports import tables
from elearn.reports.counting import facts, gain, items, listing
from elearn.reports.counting.tally import Count
from elearn.reports.dimensions import Listed
from elearn.reports.guarding import yesterday
from elearn.reports.guarding.reckoning import ledger_of
from elearn.reports.models import Snapshot, SnapshotBehind, SnapshotTable
from elearn.reports.printing import pages
from elearn.reports.printing.press import Block, Press

# Every day for five weeks, and the first of each month for three years.
DAYS_KEPT, MONTHS_KEPT = 35, 36
_BATCH = 500

log = logging.getLogger(__name__)


def take_snapshot(
    course_key: str, now: datetime, progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Count every table of `course_key` as of `now` (aware) and return the snapshot's id.

    The facts are read once; `progress` hears how many were, of how many. Snapshots whose time is over go.
    """
    begin_write(at_one_moment=True)
    before = db.session.scalars(
        select(Snapshot.id).where(Snapshot.course_key == course_key).order_by(Snapshot.id.desc())).first()
    snapshot = Snapshot(course_key=course_key, taken_at=now)
    db.session.add(snapshot)
    db.session.flush()
    registered = listing.sites()
    count = Count(listing.modules(course_key), now.date(), frozenset(registered))
    total = facts.number(course_key)
    tally = count.of(facts.stream(course_key), lambda done: progress(done, total))
    gone, asked, gains = listing.nameless(course_key), items.counted(course_key), gain.counted(course_key)
    listed = listing.listed(course_key, tally, gone, registered, now.date(), items.listed_values(asked))
    ledger = ledger_of(tally, gone, listed, gains, asked)
    yesterday.read(before, ledger)
    guard = ledger.guarded()
    if guard.unsolved:
        log.warning("%d counts under ten could not be kept wide enough", len(guard.unsolved))
    yesterday.write(snapshot.id, before, ledger, guard)
    _store(snapshot.id, pages.blocks(Press(ledger, guard, listed), tally, gains, asked), listed)
    _forget(course_key, now)
    return snapshot.id


def _store(snapshot_id: int, blocks: Iterable[Block], listed: Listed) -> None:
    waiting = iter(blocks)
    while batch := list(islice(waiting, _BATCH)):
        names = [{"snapshot_id": snapshot_id, "page": each.page,
                  "filters": tables.filters_text(each.filters)} for each in batch]
        db.session.execute(insert(SnapshotTable), [
            {**name, "printed": _printed(each, listed)} for name, each in zip(names, batch, strict=True)])
        db.session.execute(insert(SnapshotBehind), [
            {**name, "counted": each.behind} for name, each in zip(names, batch, strict=True)])


def _printed(block: Block, listed: Listed) -> dict[str, Any]:
    held = {"columns": block.columns, "rows": block.rows}
    if block.filters:
        return held
    choices = {name: listed.values.get(name, ()) for name in tables.filters_of(block.page)}
    return {**held, "choices": choices}


def _forget(course_key: str, now: datetime) -> None:
    """Delete the snapshots whose time is over: the last of a day stays, later the first of a month."""
    held = db.session.execute(select(Snapshot.id, Snapshot.taken_at).where(
        Snapshot.course_key == course_key).order_by(Snapshot.id)).all()
    eldest = now - timedelta(days=MONTHS_KEPT * 31)
    days = {taken_at.date(): number for number, taken_at in held}
    months: dict[tuple[int, int], int] = {}
    for number, taken_at in held:
        if taken_at > eldest:
            months.setdefault((taken_at.year, taken_at.month), number)
    kept = set(months.values()) | {
        number for day, number in days.items() if now.date() - day < timedelta(days=DAYS_KEPT)}
    over = [number for number, _ in held[:-1] if number not in kept]
    for start in range(0, len(over), _BATCH):
        db.session.execute(delete(Snapshot).where(Snapshot.id.in_(over[start:start + _BATCH])))
