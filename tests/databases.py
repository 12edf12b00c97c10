"""The two databases that tests run on: each makes a template once, and every test gets a copy of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property, wraps
from itertools import count
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import inspect, text

from elearn.accounts import keys
from elearn.kernel import db as kernel_db
from elearn.kernel import jobs
from elearn.kernel.config import Settings
from elearn.kernel.db import db
from elearn.learning import hearing
from elearn.learning.search_tables import is_of_index
from tests.postgres import Postgres

NAMES = ("sqlite", "postgresql")
CHOICE = "ELEARN_TEST_DATABASE"
# What `make test` tries on both: wherever the record is kept, counted, sealed or read back. The pages
# over it ask the same services; they run on PostgreSQL too where ELEARN_TEST_DATABASE=postgresql.
ON_BOTH = ("accounts", "backup", "cli", "house", "kernel", "learning", "reports", "work")

Fill = Callable[[Settings], None]


class Database(Protocol):
    """Where the tests of a process get their data folders from, each with a database of its own."""

    name: str

    def fresh(self, data: Path) -> Settings:
        """Make `data` a copy of the template; return the settings of it."""

    def empty(self, data: Path) -> Settings:
        """Make `data` a folder with a database that has no tables yet; return the settings of it."""

    def drop(self, settings: Settings) -> None:
        """Let the database go, whoever is still connected to it."""

    def files(self, settings: Settings) -> list[Path]:
        """Return every file of this test, after all that waits in memory was written into them."""


def settings_of(data: Path, url: str = "") -> Settings:
    """Return the settings that tests work with."""
    return Settings.model_validate({
        "data": data, "DATABASE_URL": url, "course": "small_course",
        "secret_key": "s" * 40, "master_key": "m" * 40})


@dataclass
class Sqlite:
    """A file in the data folder; a copy of the folder is a copy of the database."""

    root: Path
    fill: Fill
    name: str = "sqlite"

    @cached_property
    def _template(self) -> Path:
        self.fill(settings_of(self.root / "sqlite"))
        return self.root / "sqlite"

    def fresh(self, data: Path) -> Settings:
        shutil.copytree(self._template, data)
        return settings_of(data)

    def empty(self, data: Path) -> Settings:
        return settings_of(data)

    def drop(self, settings: Settings) -> None:
        """Leave it: the folder goes with the test's own."""

    def files(self, settings: Settings) -> list[Path]:
        with closing(sqlite3.connect(settings.data / "elearn.db")) as held:
            held.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return _files(settings.data)


@dataclass
class Postgresql:
    """A database of its own for each test, on one server for all tests of this process."""

    root: Path
    fill: Fill
    server: Postgres
    name: str = "postgresql"
    _numbers: count[int] = field(default_factory=count)

    @cached_property
    def _template(self) -> Path:
        self.fill(settings_of(self.root / "postgresql", self.server.make("template")))
        return self.root / "postgresql"

    def fresh(self, data: Path) -> Settings:
        shutil.copytree(self._template, data)
        return settings_of(data, self.server.make(f"test{next(self._numbers)}", "template"))

    def empty(self, data: Path) -> Settings:
        return settings_of(data, self.server.make(f"test{next(self._numbers)}"))

    def drop(self, settings: Settings) -> None:
        self.server.drop(_name_of(settings))

    def files(self, settings: Settings) -> list[Path]:
        return [*_files(settings.data), *_files(self.server.folder_of(_name_of(settings)))]


def spare_the_disk() -> None:
    """Let SQLite wait for no disk in this process, as the PostgreSQL of the tests waits for none.

    The folders of tests are thrown away, and what is written is read back all the same.
    """
    for module, name in ((kernel_db, "_settle_sqlite"), (keys, "_settle")):
        setattr(module, name, _hasty(getattr(module, name)))


def _hasty(settle: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    @wraps(settle)
    def settled(connection: Any, record: Any) -> None:
        settle(connection, record)
        connection.execute("PRAGMA synchronous=OFF")

    return settled


def bare_application(settings: Settings) -> Flask:
    """Return an application with database and queue and no web."""
    app = Flask("elearn")
    jobs.init_app(app, settings)
    hearing.listen()
    return app


def chosen(test: pytest.Item | pytest.Function, room: str) -> tuple[str, ...]:
    """Return the names of the databases that a test runs on, given the folder of `tests` it is in."""
    marker = test.get_closest_marker("only_on")
    if marker is not None:
        return tuple(marker.args)
    wanted = os.environ.get(CHOICE, "")
    if wanted:
        if wanted not in NAMES:
            raise pytest.UsageError(f"{CHOICE}={wanted}: choose one of {NAMES}, or leave it out for both")
        return (wanted,)
    return NAMES if room in ON_BOTH else NAMES[:1]


def everything() -> dict[str, list[str]]:
    """Return every row of every table of the application at work, as text and in order.

    The columns of a row are in the order of their names, which a change of the table leaves alone.
    """
    connection = db.session.connection()
    return {name: sorted(str(sorted(row.items())) for row in connection.execute(
                text(f'SELECT * FROM "{name}"')).mappings())
            for name in sorted(inspect(connection).get_table_names()) if not is_of_index(name)}


def unguarded(trigger: str, table: str) -> str:
    """Return the statement that drops the trigger of a table on the database at work."""
    return f"DROP TRIGGER {trigger}" + (f" ON {table}" if db.engine.dialect.name == "postgresql" else "")


def environ_of(settings: Settings) -> dict[str, str]:
    """Return the variables that give a command the same data folder, database, keys and course."""
    return {"ELEARN_DATA": str(settings.data), "DATABASE_URL": settings.database_url,
            "ELEARN_SECRET_KEY": settings.secret_key, "ELEARN_MASTER_KEY": settings.master_key,
            "ELEARN_COURSE": settings.course}


def _name_of(settings: Settings) -> str:
    return urlsplit(settings.database_url).path.strip("/")


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
