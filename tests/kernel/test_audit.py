"""The audit log."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from elearn.accounts import services
from elearn.accounts.models import AccessRole
from elearn.kernel import audit
from elearn.kernel.db import db, transaction
from tests.factories.people import person

# Each database has a way round its own triggers.
WAYS_ROUND = {
    "sqlite": "INSERT OR REPLACE INTO audit_entry (id, at, actor_id, action, detail) "
              "VALUES (1, '2026', 'x', 'y', '{}')",
    "postgresql": "TRUNCATE audit_entry",
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
        services.set_role(other.id, made.id, AccessRole.TRAINER, "academy")
        services.lock(other.id, made.id)
        services.lock(other.id, other.id)
        services.note_look(other.id, made.id, "completion for the certificate")
    found = audit.about(made.id)
    assert [each.action for each in found] == ["looked_at", "locked", "role_changed"]
    assert found[0].detail == {"purpose": "completion for the certificate"}
    assert found[2].detail == {
        "before": "learner", "after": "trainer", "site_before": "", "site_after": "academy"}
    assert {each.actor_id for each in found} == {other.id}
