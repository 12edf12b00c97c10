"""Erasing a person: whole, once, completed after any cut, and without moving a printed figure."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import String, func, select

from elearn.accounts import erasures, keys
from elearn.accounts.models import AccessRole, Person
from elearn.kernel import audit, clock, jobs
from elearn.kernel.config import Settings
from elearn.kernel.db import Base, db, transaction
from elearn.kernel.errors import BadInput, Conflict, NotFound
from elearn.learning import erasure, verification
from elearn.learning.certificates import queries as certificates
from elearn.learning.certificates.rules import State
from elearn.learning.erasure import Reason
from elearn.learning.mistakes import services as mistakes
from elearn.learning.mistakes.models import MistakeReport
from elearn.learning.nameless import NamelessCount
from elearn.reports import services as counting
from elearn.reports.reading import queries as reports
from elearn.work import consumer
from tests.factories.certificates import certified
from tests.factories.learners import Learner, learner
from tests.factories.people import person, session_token


@pytest.fixture(autouse=True)
def context(bare_app: Flask) -> Iterator[None]:
    """An application over the small course; afterwards the record and the audit log agree."""
    yield
    db.session.rollback()
    assert [str(each) for each in verification.verify()] == []
    assert audit.verify().broken is None


@pytest.fixture
def amara() -> Learner:
    """A judge with a certificate, a text, a report and a sign-in."""
    made = certified(country="KE", site="nairobi")
    made.write("what I only ever told this page", base=made.own("m2-r1").event_id)  # type: ignore[union-attr]
    with transaction():
        mistakes.report(made.person_id, made.revision, "m1-q1", "My own words on it")
    session_token(db.session.get_one(Person, made.person_id))
    return made


def _where(*ids: str) -> dict[str, int]:
    """Return how often any of these ids stands in any column of any table, by column."""
    found = {}
    for table in Base.metadata.sorted_tables:
        for column in table.c:
            if isinstance(column.type, String):
                wanted = select(func.count()).select_from(table).where(column.in_(ids))
                found[f"{table.name}.{column.name}"] = int(db.session.scalar(wanted) or 0)
    return {name: count for name, count in found.items() if count}


def test_nothing_of_a_person_stays_but_the_random_id_in_the_audit_log(amara: Learner) -> None:
    [held] = certificates.held(amara.person_id)
    before = _where(amara.person_id, amara.id)
    assert before["event.enrolment_id"] > 10 and before["certificate.enrolment_id"] == 1
    erasure.erase(amara.person_id, amara.person_id, Reason.OWN_WISH)
    assert set(_where(amara.person_id, amara.id)) <= {"audit_entry.actor_id", "audit_entry.subject_id"}
    assert audit.about(amara.person_id)[0].action == "erased"
    with pytest.raises(NotFound):
        keys.seal(amara.person_id, "m2-r1", "again")
    entry = certificates.register_entry(held.code)
    assert entry is not None and entry.state is State.ERASED and not entry.sheet.name
    [report] = db.session.scalars(select(MistakeReport))
    assert (report.reporter_id, report.said, report.block_id) == (None, "", "m1-q1")


def test_an_erasure_done_twice_is_done_once(amara: Learner) -> None:
    for _ in range(2):
        erasure.erase(amara.person_id, "command-line", Reason.ON_REQUEST)
    assert [each.action for each in audit.about(amara.person_id)].count("erased") == 1
    assert erasures.noted() == (amara.person_id,)
    assert db.session.scalar(select(func.sum(NamelessCount.number))) == 4
    assert erasure.resume() == 0


def test_nobody_with_such_an_id_is_not_erased() -> None:
    with pytest.raises(NotFound):
        erasure.erase("ab" * 16, "command-line", Reason.ON_REQUEST)
    assert erasures.noted() == ()


def test_others_keep_everything(amara: Learner) -> None:
    other = learner()
    other.do_everything()
    other.write("mine", base=other.own("m2-r1").event_id)  # type: ignore[union-attr]
    before = _where(other.person_id, other.id)
    erasure.erase(amara.person_id, amara.person_id, Reason.OWN_WISH)
    assert _where(other.person_id, other.id) == before
    own = other.own("m2-r1")
    assert own is not None and own.text == "mine"


@pytest.mark.parametrize("cut_at", ["_delete", "erase_key", "_scrub"])
def test_an_erasure_cut_off_anywhere_is_completed(
    amara: Learner, monkeypatch: pytest.MonkeyPatch, cut_at: str,
) -> None:
    def cut(*args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(keys if cut_at == "erase_key" else erasure, cut_at, cut)
        with pytest.raises(KeyboardInterrupt):
            erasure.erase(amara.person_id, amara.person_id, Reason.OWN_WISH)
    assert erasures.noted() == (amara.person_id,)
    assert erasure.resume() == (0 if cut_at == "_scrub" else 1)
    assert set(_where(amara.person_id, amara.id)) <= {"audit_entry.actor_id", "audit_entry.subject_id"}
    assert amara.person_id in keys.ring().destroyed()
    assert db.session.scalar(select(func.sum(NamelessCount.number))) == 4


def test_a_backup_brings_nobody_back(amara: Learner, tmp_path: Path) -> None:
    """After a restore the rows are there, the list of the old machine names them, ours does not."""
    erasures.note(amara.person_id)
    listed = erasures.path().rename(tmp_path / "erasures.log")
    assert erasure.apply_log(listed) == 1
    assert set(_where(amara.person_id, amara.id)) <= {"audit_entry.actor_id", "audit_entry.subject_id"}
    assert erasures.noted() == (amara.person_id,)
    assert amara.person_id in keys.ring().destroyed()
    assert erasure.apply_log(listed) == 0


def test_the_last_administrator_stays() -> None:
    last, locked = (person(access_role=AccessRole.ADMINISTRATOR, is_locked=each) for each in (False, True))
    with pytest.raises(Conflict):
        erasure.erase(last.id, last.id, Reason.OWN_WISH)
    assert erasures.noted() == () and db.session.get(Person, last.id) is not None
    erasure.erase(locked.id, last.id, Reason.ON_REQUEST)
    other = person(access_role=AccessRole.ADMINISTRATOR)
    erasure.erase(last.id, last.id, Reason.OWN_WISH)
    assert db.session.scalars(select(Person.id)).all() == [other.id]


def _tables() -> list[Any]:
    with transaction():
        counting.take_snapshot("small_course", clock.now())
    asked = [("by-country", {}), ("by-role", {}), ("by-month", {}), ("by-country", {"role": "judge"}),
             ("by-role", {"country": "KE"}), ("by-month", {"country": "KE"})]
    return [
        (reports.printed("small_course", page, chosen).rows,
         list(reports.explained("small_course", page, chosen))) for page, chosen in asked]


def test_published_figures_stand_after_an_erasure(amara: Learner) -> None:
    """So many that none of the counts that are not kept, such as by gender, falls under ten."""
    people = [learner(country="KE" if number % 2 else "UG") for number in range(30)]
    people[0].do_everything()
    before = _tables()
    assert dict(before[0][1])["KE"] == {"enrolled": 16, "started": 1, "completed": 1, "certified": 1}
    for each in (amara, *people[:4]):
        erasure.erase(each.person_id, each.person_id, Reason.OWN_WISH)
    assert _tables() == before


def test_what_would_go_is_counted_first(amara: Learner) -> None:
    counted = erasure.listing(amara.person_id)
    assert counted["event"] == len(amara.events()) and counted["certificate"] == 1
    assert counted["mistake_report"] == 1 and counted["enrolment"] == 1
    erasure.erase(amara.person_id, "command-line", Reason.ON_REQUEST)
    with pytest.raises(NotFound):
        erasure.listing(amara.person_id)


@pytest.mark.parametrize(("torn", "left"), [
    (lambda whole: whole[:-9], ("b" * 32,)), (lambda whole: whole + b'{"pers', ("a" * 32, "b" * 32))])
def test_a_line_torn_by_a_power_cut_swallows_no_other(
    torn: Callable[[bytes], bytes], left: tuple[str, ...],
) -> None:
    erasures.note("a" * 32)
    erasures.path().write_bytes(torn(erasures.path().read_bytes()))
    erasures.note("b" * 32)
    assert erasures.noted() == left


def test_a_list_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.log").write_text("GET /en/ 200\n")
    with pytest.raises(BadInput):
        erasure.apply_log(tmp_path / "other.log")


def test_the_worker_completes_at_its_start_what_was_cut_off(
    amara: Learner, settings: Settings, monkeypatch: pytest.MonkeyPatch,
) -> None:
    erasures.note(amara.person_id)
    monkeypatch.setattr(consumer.tasks, "put_what_is_missing", lambda: None)
    consumer.run(settings, once=True)
    assert db.session.get(Person, amara.person_id) is None and amara.person_id in keys.ring().destroyed()


@pytest.mark.only_on("sqlite")
def test_while_somebody_reads_what_was_before_the_log_is_emptied_later(
    bare_app: Flask, amara: Learner, settings: Settings,
) -> None:
    log, queue = settings.data / "elearn.db-wal", bare_app.extensions["elearn_queue"].huey
    while queue.dequeue() is not None:
        pass
    with closing(sqlite3.connect(settings.data / "elearn.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM event").fetchone()
        erasure.erase(amara.person_id, amara.person_id, Reason.OWN_WISH)
        assert log.stat().st_size > 0 and len(queue) == 1
        with pytest.raises(RuntimeError, match="still reads"):
            jobs.run(erasure.SCRUB)
    jobs.run(erasure.SCRUB)
    assert log.stat().st_size == 0
