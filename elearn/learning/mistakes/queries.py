"""Reads of reported mistakes: all of them for staff, a person's own for that person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from elearn.kernel.db import db
from elearn.learning.mistakes.models import MistakeReport, MistakeState


@dataclass(frozen=True, slots=True)
class Reported:
    """A report as it stands; who made it is not in it."""

    id: str
    revision_id: str
    lang: str
    unit_id: str
    block_id: str
    said: str
    said_at: datetime
    state: MistakeState
    answer: str
    answered_at: datetime | None


_TURN = func.row_number().over(
    partition_by=(MistakeReport.reporter_id, MistakeReport.state),
    order_by=(MistakeReport.said_at, MistakeReport.id))
_COLUMNS = tuple(getattr(MistakeReport, name) for name in Reported.__slots__)


def reports(state: MistakeState | None = None, most: int = 200) -> tuple[Reported, ...]:
    """Return reports, or those in one state: the open ones first, then what was answered last.

    Among the open ones the oldest of each reporter comes before the second of anyone, so that whoever
    sends many hides nobody else's.
    """
    wanted = select(*_COLUMNS).order_by(
        MistakeReport.state != MistakeState.OPEN, MistakeReport.answered_at.desc(), _TURN,
        MistakeReport.said_at, MistakeReport.id).limit(most)
    return _found(wanted.where(MistakeReport.state == state) if state else wanted)


def one(report_id: str) -> Reported | None:
    """Return a report by its id, or None."""
    if not report_id.isalnum():
        return None  # PostgreSQL takes a null byte in a text for a fault.
    return next(iter(_found(select(*_COLUMNS).where(MistakeReport.id == report_id))), None)


def own(person_id: str) -> tuple[Reported, ...]:
    """Return what someone reported, the newest first."""
    return _found(select(*_COLUMNS).where(MistakeReport.reporter_id == person_id).order_by(
        MistakeReport.said_at.desc(), MistakeReport.id))


def counts() -> dict[MistakeState, int]:
    """Return how many reports are in each state."""
    rows = db.session.execute(
        select(MistakeReport.state, func.count()).group_by(MistakeReport.state))
    return dict.fromkeys(MistakeState, 0) | {row[0]: row[1] for row in rows}


def _found(wanted: Any) -> tuple[Reported, ...]:
    return tuple(Reported(*row) for row in db.session.execute(wanted))
