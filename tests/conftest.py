"""What every test may ask for: settings in a folder of its own, an application over a fresh database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn.kernel import db, jobs
from elearn.kernel.config import Settings


def _bare_application(settings: Settings) -> Flask:
    app = Flask("elearn")
    jobs.init_app(app, settings)
    return app


@pytest.fixture(scope="session")
def template_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the tables made and the small course activated, to copy from."""
    from elearn.learning import services
    from tests.factories.courses import small_revision

    data = tmp_path_factory.mktemp("template")
    app = _bare_application(Settings(data=data))
    with app.app_context():
        db.upgrade()
        revision = small_revision()
        with db.transaction():
            services.activate(revision.course, revision.bank)
        db.db.engine.dispose()
    return data


@pytest.fixture
def settings(tmp_path: Path, template_data: Path) -> Settings:
    """Settings of a data folder of this test's own, with a fresh database in it."""
    shutil.copytree(template_data, tmp_path / "data")
    return Settings(data=tmp_path / "data", course="small_course", secret_key="s" * 40, master_key="m" * 40)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The whole application, as the server runs it."""
    from elearn.app import create_app

    app = create_app(settings)
    app.testing = True
    yield app
    with app.app_context():
        db.db.engine.dispose()


@pytest.fixture
def bare_app(settings: Settings) -> Iterator[Flask]:
    """An application with database and queue and no web, inside its context."""
    app = _bare_application(settings)
    with app.app_context():
        yield app
        db.db.session.remove()
        db.db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, on this machine."""
    return app.test_client()
