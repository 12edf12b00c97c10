"""The steps of the database end where the models are, and lead back."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text

from elearn.kernel import audit as _audit  # The models of every room must be loaded to compare.
from elearn.kernel import config, db
from elearn.kernel import mail as _mail
from elearn.kernel.config import Settings
from elearn.learning import models as _learning
from elearn.learning.certificates import models as _certificates
from elearn.learning.mistakes import models as _mistakes
from elearn.reports import models as _reports

_LOADED = (_audit, _mail, _learning, _certificates, _reports, _mistakes)


@pytest.fixture
def empty_app(tmp_path: Path) -> Flask:
    settings = Settings(data=tmp_path)
    app = Flask("elearn")
    config.init_app(app, settings)
    db.init_app(app, settings.sqlalchemy_url)
    return app


def _triggers() -> dict[str, str]:
    with db.db.engine.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
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
