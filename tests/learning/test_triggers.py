"""The database itself refuses to change what happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from elearn.kernel.db import begin_write, db, is_writing, transaction
from elearn.learning import queries, services, triggers
from elearn.learning.acts import Act, ActKind
from elearn.learning.models import Enrolment
from tests.factories.learners import Learner, new_id

COLUMNS = ("enrolment_id, seq, id, kind, item_id, base, revision_number, lang, source, actor, payload, "
           "occurred_on, received_at")


def _run(statement: str) -> None:
    with transaction():
        db.session.connection().execute(text(statement))


@pytest.mark.parametrize("statement", [
    "UPDATE event SET item_id = 'm1-q2'",
    "UPDATE event SET payload = '{}' WHERE seq = 2",
    "UPDATE event SET received_at = received_at",
    "DELETE FROM event",
    "DELETE FROM event WHERE seq = 2",
    "UPDATE revision SET json = '[]'",
    "UPDATE revision SET released = '2020-01-01'",
    "UPDATE revision SET number = 7",
    "DELETE FROM revision",
    "DELETE FROM enrolment",
])
def test_what_happened_cannot_be_changed(amara: Learner, statement: str) -> None:
    amara.answer("m1-q1", "a")
    with pytest.raises(DBAPIError):
        _run(statement)


@pytest.mark.parametrize("how", [
    "INSERT OR REPLACE INTO event ({0}) SELECT {0} FROM event WHERE seq = 2",
    "REPLACE INTO event ({0}) SELECT {0} FROM event WHERE seq = 2",
])
@pytest.mark.only_on("sqlite")
def test_an_event_cannot_be_replaced_on_sqlite(amara: Learner, how: str) -> None:
    amara.answer("m1-q1", "a")
    with pytest.raises(DBAPIError, match="is there already"):
        _run(how.format(COLUMNS))


@pytest.mark.parametrize("how", [
    "INSERT INTO event ({0}) SELECT {0} FROM event WHERE seq = 2 "
    "ON CONFLICT (enrolment_id, seq) DO UPDATE SET payload = '{{}}'",
    "MERGE INTO event USING (SELECT 2 AS seq) AS other ON event.seq = other.seq "
    "WHEN MATCHED THEN UPDATE SET payload = '{{}}'",
    "MERGE INTO event USING (SELECT 2 AS seq) AS other ON event.seq = other.seq WHEN MATCHED THEN DELETE",
    "TRUNCATE event CASCADE", "TRUNCATE revision CASCADE", "TRUNCATE enrolment CASCADE",
])
@pytest.mark.only_on("postgresql")
def test_an_event_cannot_be_replaced_or_emptied_on_postgresql(amara: Learner, how: str) -> None:
    amara.answer("m1-q1", "a")
    with pytest.raises(DBAPIError, match=r"refused on|with an erasure alone"):
        _run(how.format(COLUMNS))


def test_an_erasure_alone_may_delete_events(amara: Learner) -> None:
    amara.answer("m1-q1", "a")
    with pytest.raises(DBAPIError), transaction():
        db.session.connection().execute(text("INSERT INTO erasing VALUES ('another')"))
        db.session.connection().execute(text("DELETE FROM event"))
    begin_write()
    db.session.connection().execute(text(f"INSERT INTO erasing VALUES ('{amara.id}')"))
    assert db.session.connection().execute(text("DELETE FROM event")).rowcount == 2
    db.session.rollback()


def test_a_write_in_a_transaction_that_only_reads_is_refused(amara: Learner) -> None:
    held = db.session.get_one(Enrolment, amara.id)
    held.lang = "fr"
    with pytest.raises(RuntimeError, match="begin_write"):
        db.session.flush()
    with pytest.raises(RuntimeError, match="begin_write"):
        db.session.execute(update(Enrolment).values(lang="fr"))
    db.session.rollback()


@pytest.mark.parametrize("verb", [
    lambda amara: services.record_act(
        amara.id, Act(new_id(), ActKind.ANSWER, "m1-q1", "", amara.revision.id, "en", ("a",)),
        amara.revision),
    lambda amara: services.enrol(amara.person_id, "small_course", "en", queries.catalogue()),
    lambda amara: services.activate(amara.revision.course, amara.revision.bank),
])
def test_each_verb_begins_to_write_before_it_reads(
    amara: Learner, verb: Callable[[Learner], object],
) -> None:
    """As in a request: the guard has read already, and nobody opened a writing transaction."""
    db.session.execute(text("SELECT * FROM enrolment"))
    assert not is_writing()
    verb(amara)
    assert is_writing()
    db.session.commit()


@pytest.mark.only_on("sqlite")
def test_an_insert_on_sqlite_asks_for_one_event_and_never_reads_all_of_them(bare_app: Flask) -> None:
    [guard] = [each for each in triggers.on_event("sqlite") if "BEFORE INSERT" in each]
    asked = guard.partition("WHEN")[2].partition("BEGIN")[0]
    for column in ("enrolment_id", "seq", "id"):
        asked = asked.replace(f"NEW.{column}", "'x'")
    with db.engine.connect() as connection:
        plan = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN SELECT {asked}")]
    searches = [step for step in plan if step.startswith("SEARCH")]
    assert len(searches) == 2
    assert all("AND" in step for step in searches), "an index on the enrolment alone reads all its events"
