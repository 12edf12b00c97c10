"""How long snapshots are kept: every day for 35 days, the first of each month for 36 months."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from elearn.kernel.db import db, transaction
from elearn.reports import services
from elearn.reports.models import Snapshot
from tests.factories.courses import COURSE_KEY

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _kept(*taken: datetime) -> list[datetime]:
    with transaction():
        db.session.add_all(Snapshot(course_key=COURSE_KEY, taken_at=each) for each in taken)
    with transaction():
        db.session.add(Snapshot(course_key="another", taken_at=NOW - timedelta(days=3000)))
    with transaction():
        services.take_snapshot(COURSE_KEY, NOW)
    assert db.session.scalars(select(Snapshot).where(Snapshot.course_key == "another")).one()
    return list(db.session.scalars(
        select(Snapshot.taken_at).where(Snapshot.course_key == COURSE_KEY).order_by(Snapshot.id)))


def test_of_the_last_35_days_every_one_and_before_the_first_of_each_month(bare_app: Flask) -> None:
    days = [NOW - timedelta(days=each) for each in range(100, 0, -1)]
    kept = {each.date() for each in _kept(*days)}
    assert kept == {
        *((NOW - timedelta(days=each)).date() for each in range(35)),
        date(2026, 8, 14), date(2026, 9, 1), date(2026, 10, 1)}


def test_of_a_day_the_last_stays(bare_app: Flask) -> None:
    yesterday = NOW - timedelta(days=1)
    # The first of them is the first of its month too, which stays for three years.
    first, morning, evening = yesterday - timedelta(days=1), yesterday, yesterday + timedelta(hours=6)
    assert _kept(first, morning, evening) == [first, evening, NOW]


def test_after_36_months_the_first_of_a_month_goes(bare_app: Flask) -> None:
    inside, outside = datetime(2023, 12, 1, tzinfo=UTC), datetime(2023, 10, 1, tzinfo=UTC)
    assert _kept(outside, inside) == [inside, NOW]
