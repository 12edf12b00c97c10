"""The audit log."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from elearn.accounts import looks, services, sites
from elearn.accounts.models import AccessRole
from elearn.kernel import audit
from elearn.kernel.audit import AuditEntry
from elearn.kernel.db import db, downgrade, transaction, upgrade
from tests.factories.people import person

# Each database has a way round its own triggers.
WAYS_ROUND = {
    "sqlite": "INSERT OR REPLACE INTO audit_entry (id, at, actor_id, action, detail) "
              "VALUES (1, '2026', 'x', 'y', '{}')",
    "postgresql": "TRUNCATE audit_entry CASCADE",
}


@pytest.mark.parametrize("statement", [
    "UPDATE audit_entry SET action = 'nothing'", "DELETE FROM audit_entry", ""])
def test_an_entry_is_never_changed_replaced_or_deleted(bare_app: Flask, statement: str) -> None:
    with transaction():
        audit.record("command-line", "locked", "a" * 32)
    tried = statement or WAYS_ROUND[db.engine.dialect.name]
    with pytest.raises(DatabaseError, match="audit entry is never"), transaction():
        db.session.execute(text(tried))


def test_what_concerns_a_person_is_found_newest_first(bare_app: Flask) -> None:
    made, other = person(), person()
    with transaction():
        sites.add("command-line", "academy", "KE", "Judiciary Academy")
        services.set_role(other.id, made.id, AccessRole.TRAINER, "academy")
        services.lock(other.id, made.id)
        services.lock(other.id, other.id)
        services.note_look(other.id, made.id, "completion for the certificate")
    found = audit.about(made.id)
    assert [each.action for each in found] == ["looked_at", "locked", "role_changed"]
    assert looks.looks(made.id)[0].purpose == "completion for the certificate"
    assert "completion" not in str(found[0].detail)
    assert found[2].detail == {
        "before": "learner", "after": "trainer", "site_before": "", "site_after": "academy"}
    assert {each.actor_id for each in found} == {other.id}


def _three() -> list[int]:
    for _ in range(3):
        with transaction():
            audit.record("command-line", "locked", "a" * 32, why="é ü 法官", count=3)
    return [entry.id for entry in audit.about("a" * 32)][::-1]


def test_each_entry_follows_on_the_one_before(bare_app: Flask) -> None:
    ids = _three()
    db.session.expire_all()
    entries = list(db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
    assert [entry.previous for entry in entries] == ["", *(entry.digest for entry in entries[:-1])]
    assert audit.verify() == audit.Checked(len(ids), entries[-1].digest)


def _behind_the_guards(*statements: str) -> None:
    """Do what only whoever owns the database file can: lift the guards, change rows."""
    with transaction():
        if db.engine.dialect.name == "sqlite":
            for name in ("changes", "goes", "replaced"):
                db.session.execute(text(f"DROP TRIGGER audit_entry_never_{name}"))
        else:
            db.session.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        for statement in statements:
            db.session.execute(text(statement))


@pytest.mark.parametrize(("statement", "broken"), [
    ("UPDATE audit_entry SET subject_id = 'b' WHERE id = {1}", 1),
    ("UPDATE audit_entry SET detail = '{{}}' WHERE id = {1}", 1),
    ("UPDATE audit_entry SET actor_id = 'b' WHERE id = {0}", 0),
    ("DELETE FROM audit_entry WHERE id = {1}", 2),
    ("DELETE FROM audit_entry WHERE id = {0}", 1),
])
def test_an_entry_changed_or_taken_away_is_found(bare_app: Flask, statement: str, broken: int) -> None:
    ids = _three()
    _behind_the_guards(statement.format(*ids))
    found = audit.verify().broken
    assert found is not None and found.id == ids[broken]


def test_an_entry_slipped_in_is_found(bare_app: Flask) -> None:
    ids = _three()
    with transaction():
        db.session.execute(text(
            "INSERT INTO audit_entry (id, at, actor_id, action, detail) "
            f"SELECT {ids[-1]} + 1, at, actor_id, action, detail FROM audit_entry WHERE id = {ids[0]}"))
    found = audit.verify().broken
    assert found is not None and found.id == ids[-1] + 1


def test_writers_at_the_same_moment_make_one_chain(bare_app: Flask) -> None:
    def write(number: int) -> None:
        with bare_app.app_context():
            for _ in range(5):
                with transaction():
                    audit.record("command-line", "locked", f"{number}" * 32)
            db.session.remove()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    found = audit.verify()
    assert (found.count, found.broken) == (20, None)


def test_entries_of_before_are_chained_by_the_step_that_brought_digests(bare_app: Flask) -> None:
    _three()
    digest = audit.verify().digest
    db.session.remove()
    downgrade("0004")
    upgrade()
    assert audit.verify() == audit.Checked(3, digest)
    with pytest.raises(DatabaseError, match="audit entry is never"), transaction():
        db.session.execute(text("UPDATE audit_entry SET action = 'nothing'"))
