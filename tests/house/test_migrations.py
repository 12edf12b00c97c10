"""The steps of the database end where the models are, and lead back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text

from elearn.kernel import audit as _audit  # The models of every room must be loaded to compare.
from elearn.kernel import db
from elearn.kernel import mail as _mail
from elearn.learning import models as _learning
from elearn.learning.certificates import models as _certificates
from elearn.learning.mistakes import models as _mistakes
from elearn.reports import models as _reports
from tests.databases import Database, bare_application

_LOADED = (_audit, _mail, _learning, _certificates, _reports, _mistakes)


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
            context = MigrationContext.configure(connection, opts={"compare_type": True})
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
