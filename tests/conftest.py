"""What every test may ask for: settings in a folder of its own, an application over a fresh database.

A test that asks for any of it runs on SQLite and on PostgreSQL, as `databases.chosen` says.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from elearn.kernel import db
from elearn.kernel.config import Settings
from tests import databases, routes_once
from tests.chromium import launched
from tests.databases import Database, Postgresql, Sqlite, bare_application
from tests.postgres import CannotStart, server

# Whoever runs the tests may have a real database in their environment: it is none of ours.
os.environ.pop("DATABASE_URL", None)
# epubcheck runs for seconds: it ends before a thorough compilation of it would be of use.
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
routes_once.keep_compiled()
databases.spare_the_disk()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let a test that touches the database run on those that are chosen for it."""
    if "database" in metafunc.fixturenames:
        room = metafunc.definition.path.relative_to(Path(__file__).parent).parts[0]
        metafunc.parametrize(
            "database", databases.chosen(metafunc.definition, room), indirect=True, scope="session")


def pytest_collection_finish() -> None:
    """Let the garbage collector leave alone what every test shares, for it never becomes waste.

    It is most of this process, and whoever makes a PDF walks through all that is left.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for every test of this process that looks at a page."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Sqlite:
    """SQLite, a file for each test."""
    return Sqlite(tmp_path_factory.mktemp("template"), _fill)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgresql]:
    """PostgreSQL, a server for this process; where it does not start the tests fail and say so."""
    try:
        with server() as running:
            yield Postgresql(tmp_path_factory.mktemp("template"), _fill, running)
    except CannotStart as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest) -> Database:
    """The database that this test runs on."""
    held: Database = request.getfixturevalue(request.param)
    return held


@pytest.fixture
def settings(tmp_path: Path, database: Database) -> Iterator[Settings]:
    """Settings of a data folder of this test's own, with the tables made and the small course activated."""
    held = database.fresh(tmp_path / "data")
    yield held
    database.drop(held)


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
    app = bare_application(settings)
    with app.app_context():
        yield app
        db.db.session.remove()
        db.db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, on this machine."""
    return app.test_client()


def _fill(settings: Settings) -> None:
    """Make the tables in an empty data folder and activate the small course."""
    from elearn.learning import services
    from tests.factories.courses import small_revision

    with bare_application(settings).app_context():
        db.upgrade()
        revision = small_revision()
        with db.transaction():
            services.activate(revision.course, revision.bank)
        db.db.session.remove()
        db.db.engine.dispose()
