"""The closed list, the snapshot, and the doors that show the same cells."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, select

from elearn.accounts.models import TrainingSite
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import BadInput, NotFound
from elearn.learning.acts import Route, Status
from elearn.learning.models import Enrolment, EnrolmentFact, StoredRevision
from elearn.reports import services
from elearn.reports.dimensions import CLOSED
from elearn.reports.models import Snapshot, SnapshotBehind, SnapshotTable
from elearn.reports.reading import queries
from elearn.reports.tables import SENSITIVE, TABLES
from tests.factories.courses import COURSE_KEY
from tests.factories.people import person

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _enrolled(number: int, country: str, role: str, completed: date | None = None) -> None:
    revision = db.session.scalars(select(StoredRevision.id)).first()
    people = [person(country=country).id for _ in range(number)]
    with transaction():
        for person_id in people:
            _write(secrets.token_hex(16), person_id, revision or "", country, role, completed)


def _write(
    enrolment_id: str, person_id: str, revision: str, country: str, role: str, completed: date | None,
) -> None:
    db.session.add(Enrolment(
        id=enrolment_id, person_id=person_id, course_key=COURSE_KEY, edition="international",
        revision_id=revision, lang="en", route=Route.E_LEARNING, status=Status.ENROLLED, seq=0,
        enrolled_at=NOW, last_at=NOW))
    db.session.flush()
    db.session.add(EnrolmentFact(
        enrolment_id=enrolment_id, course_key=COURSE_KEY, edition="international", lang="en",
        route=Route.E_LEARNING, country=country, site="", judicial_role=role, gender="undisclosed",
        court_level="undisclosed", status=Status.COMPLETED if completed else Status.ENROLLED,
        enrolled_on=date(2026, 10, 3), started_on=date(2026, 10, 4), completed_on=completed,
        last_on=NOW.date(), units_done=0, modules_done=0, modules=""))


@pytest.fixture
def counted(bare_app: Flask) -> Flask:
    """Sixty judges and three prosecutors in XA, of whom 55 judges completed; one judge in XB."""
    _enrolled(55, "XA", "judge", date(2026, 11, 1))
    _enrolled(5, "XA", "judge")
    _enrolled(3, "XA", "prosecutor")
    _enrolled(1, "XB", "judge")
    with transaction():
        services.take_snapshot(COURSE_KEY, NOW)
    return bare_app


def _cells(page: str, **filters: str) -> dict[str, tuple[str, ...]]:
    return {row.value: row.cells[:3] for row in queries.printed(COURSE_KEY, page, filters).rows}


def test_cells_are_suppressed_and_rounded(counted: Flask) -> None:
    assert _cells("by-country") == {
        "XA": ("65", "65", "55"), "": ("65", "65", "55")}


def test_a_country_of_fewer_than_ten_is_listed_where_everybody_knows_of_it(counted: Flask) -> None:
    with transaction():
        db.session.add(TrainingSite(key="ostrel", country="XB", name="Ostrel"))
        services.take_snapshot(COURSE_KEY, NOW)
    assert _cells("by-country")["XB"] == ("<10", "<10", "<10")
    assert set(_cells("by-role", country="XB")) == {*CLOSED["role"], ""}


def test_whoever_is_in_no_listed_row_counts_in_the_total(counted: Flask) -> None:
    assert dict(queries.explained(COURSE_KEY, "by-country", {}))[""]["enrolled"] == 64


def test_a_filter_shows_another_table_of_the_list_with_every_row_that_is_known(counted: Flask) -> None:
    """Of the roles only judges are surely fifty, so that only they are parted by country."""
    few = ("–", "–", "–")
    assert _cells("by-role", country="XA") == {
        "judge": ("60", "60", "55"), "prosecutor": few, "court_staff": few, "trainer_other": few,
        "other": few, "": ("65", "65", "55")}


def test_a_month_is_that_of_the_act_that_is_counted(counted: Flask) -> None:
    assert _cells("by-month") == {
        "2026-10": ("65", "65", "<10"), "2026-11": ("<10", "<10", "55"), "": ("65", "65", "55")}


def test_a_reporting_year_begins_in_any_month_and_its_total_is_its_own(counted: Flask) -> None:
    assert _cells("by-month", year="2025-11") == {
        "2026-10": ("65", "65", "<10"), "": ("65", "65", "<10")}
    assert _cells("by-year", starts="11") == {
        "2025-11": ("65", "65", "<10"), "2026-11": ("<10", "<10", "55"), "": ("65", "65", "55")}
    assert set(_cells("by-year")) == {"2026-01", ""}


def test_a_combination_outside_the_list_is_refused_with_the_reason(counted: Flask) -> None:
    with pytest.raises(BadInput, match="crossing more would let single people be recovered"):
        queries.printed(COURSE_KEY, "by-month", {"country": "XA", "gender": "male"})
    with pytest.raises(BadInput, match="there is no filter 'shoe'"):
        queries.printed(COURSE_KEY, "by-month", {"shoe": "x"})
    with pytest.raises(NotFound):
        queries.printed(COURSE_KEY, "by-shoe", {})


def test_a_table_is_not_filtered_by_its_own_rows(counted: Flask) -> None:
    for filters in ({"country": "XA"}, {"country": "XA", "role": "judge"}):
        with pytest.raises(BadInput):
            queries.printed(COURSE_KEY, "by-country", filters)


def test_an_unknown_value_of_a_filter_is_refused(counted: Flask) -> None:
    with pytest.raises(BadInput):
        queries.printed(COURSE_KEY, "by-role", {"country": "ZZ"})


def test_the_explanation_gives_the_unrounded_counts(counted: Flask) -> None:
    explained = dict(queries.explained(COURSE_KEY, "by-country", {}))
    assert explained["XA"] == {"enrolled": 63, "started": 63, "completed": 55, "certified": 0}
    assert explained[""] == {"enrolled": 64, "started": 64, "completed": 55, "certified": 0}


def test_before_the_first_snapshot_there_is_an_empty_table(bare_app: Flask) -> None:
    assert queries.printed(COURSE_KEY, "by-country", {}).taken_at is None


def test_a_snapshot_that_goes_takes_its_cells_along(counted: Flask) -> None:
    with transaction():
        db.session.execute(delete(Snapshot))
    assert queries.printed(COURSE_KEY, "by-country", {}).rows == ()
    assert db.session.scalars(select(SnapshotTable.page)).all() == []
    assert db.session.scalars(select(SnapshotBehind.page)).all() == []


def test_no_table_crosses_more_than_three_dimensions_or_three_traits() -> None:
    for table in TABLES:
        for filters in table.filters:
            crossed = {table.rows, *filters} - {"starts"}
            assert len(crossed) <= 3 and len(crossed & SENSITIVE) <= 2, table
