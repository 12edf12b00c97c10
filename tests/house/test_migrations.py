"""The steps of the database end where the models are, and lead back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text

from elearn.kernel import audit, db  # The models of every room must be loaded to compare.
from elearn.kernel import mail as _mail
from elearn.kernel.paths import shipped
from elearn.learning import models as _learning
from elearn.learning import verification
from elearn.learning.certificates import models as _certificates
from elearn.learning.mistakes import models as _mistakes
from elearn.learning.named import models as _named
from elearn.learning.search_tables import is_of_index
from elearn.reports import models as _reports
from tests.databases import Database, bare_application, everything
from tests.factories.everything import fill

_LOADED = (audit, _mail, _learning, _certificates, _reports, _mistakes, _named)


# What guards a table: every trigger, with the function that it calls.
GUARDS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql":
        "SELECT tgname, pg_get_triggerdef(pg_trigger.oid) || pg_get_functiondef(tgfoid) FROM pg_trigger "
        "WHERE NOT tgisinternal",
}


@pytest.fixture
def empty_app(tmp_path: Path, database: Database) -> Iterator[Flask]:
    settings = database.empty(tmp_path)
    yield bare_application(settings)
    database.drop(settings)


def _triggers() -> dict[str, str]:
    with db.db.engine.connect() as connection:
        rows = connection.execute(text(GUARDS[connection.dialect.name]))
        return {name: " ".join(sql.split()) for name, sql in rows}


def test_the_steps_end_where_the_models_are(empty_app: Flask) -> None:
    with empty_app.app_context():
        db.upgrade()
        with db.db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={
                "compare_type": True, "include_name": lambda name, kind, parents: not is_of_index(name)})
            assert compare_metadata(context, db.Base.metadata) == []
        stepped = _triggers()
        db.downgrade("base")
        db.db.create_all()
        assert stepped == _triggers()
        db.db.engine.dispose()


def test_the_steps_lead_back_to_nothing(empty_app: Flask) -> None:
    with empty_app.app_context():
        db.upgrade()
        assert db.schema_revision()
        db.downgrade("base")
        assert set(inspect(db.db.engine).get_table_names()) <= {"alembic_version"}
        db.db.engine.dispose()


STEPS = sorted(path.name[:4] for path in shipped("migrations").glob("versions/0*.py"))
# Holds rows only while somebody is being erased.
IN_PASSING = {"erasing"}
# Figures that 0013 stores in another form: the count of the next day fills them, whichever way it went.
COUNTED_ANEW = {"snapshot_cell", "snapshot_count"}


def _rows(*tables: str) -> dict[str, list[str]]:
    """Return all rows of these tables, or of all but the one that says at which step they are."""
    db.db.session.rollback()
    held = {name: rows for name, rows in everything().items() if name != "alembic_version"}
    db.db.session.rollback()
    return {name: held[name] for name in tables or held}


def _is_all_derived() -> None:
    """Insist that everything derived follows from the events, and that the audit log is one chain."""
    assert [str(each) for each in verification.verify()] == []
    assert audit.verify().broken is None
    db.db.session.rollback()


@pytest.mark.parametrize("step", STEPS[1:])
def test_a_step_keeps_what_a_populated_database_of_the_step_before_holds(
    bare_app: Flask, step: str,
) -> None:
    """What could be there before the step is written, and goes back to it, up, down, and up to the end."""
    before = STEPS[STEPS.index(step) - 1]
    fill(before)
    _is_all_derived()
    at_the_end = _rows()
    db.downgrade(before)
    then = _rows()
    assert {name for name, rows in then.items() if not rows} <= IN_PASSING | COUNTED_ANEW
    db.upgrade(step)
    db.downgrade(before)
    assert _rows() == then
    db.upgrade()
    kept = then.keys() - COUNTED_ANEW
    assert _rows(*kept) == {name: at_the_end[name] for name in kept}
    _is_all_derived()


def test_each_step_back_from_a_full_database_keeps_what_the_step_before_holds(bare_app: Flask) -> None:
    fill(STEPS[-1])
    empty = {name for name, rows in _rows().items() if not rows}
    assert empty == IN_PASSING, "tests/factories/everything.py must write into every table"
    for step, before in pairwise(reversed(STEPS)):
        db.downgrade(before)
        kept = _rows()
        db.upgrade(step)
        db.downgrade(before)
        assert _rows() == kept, f"{step} up and down again"
