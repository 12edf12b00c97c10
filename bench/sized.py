"""A database of so many imagined learners under measurement, with a learner and an officer signed in."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from flask import Flask

from bench.people import Learner, page_of, somebody
from bench.server import peak_of
from elearn.accounts.models import AccessRole, Person
from elearn.app import create_app
from elearn.cli.record import activate_shipped
from elearn.kernel import db, jobs
from elearn.kernel.config import Settings
from elearn.learning import hearing, queries
from elearn.learning.named.filters import Filters
from elearn.learning.named.services import open_list
from elearn.learning.population import invented_learners, populate
from elearn.web.identity import TOKEN
from tests.factories.people import person, session_token

_HOST = "https://127.0.0.1"


@dataclass(frozen=True)
class Sized:
    """So many learners; `officer` is what the browser of an officer sends, `look` a list they opened."""

    settings: Settings
    learners: int
    learner: Learner
    officer: dict[str, str]
    look: int
    filled_in: float | None

    @property
    def environ(self) -> dict[str, str]:
        """The variables by which a server or a command finds this database."""
        return {"ELEARN_DATA": str(self.settings.data), "DATABASE_URL": self.settings.database_url}

    def bytes(self) -> int:
        """Return what the database takes on disk, indexes and all."""
        if self.settings.database_url:
            with psycopg.connect(self.settings.database_url) as connection:
                row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
                return int(row[0]) if row else 0
        return (self.settings.data / "elearn.db").stat().st_size


@dataclass(frozen=True)
class Ran:
    """What a command took: seconds by the clock and of CPU, and megabytes at its peak."""

    seconds: float
    cpu: float
    megabytes: float


def sized(settings: Settings, learners: int) -> Sized:
    """Return a database with so many learners, filled up to that number where it has fewer."""
    app = Flask("bench")
    jobs.init_app(app, settings)
    hearing.listen()
    with app.app_context():
        db.upgrade()
        with db.transaction():
            activate_shipped(settings.course)
        missing = learners - invented_learners()
        revision = queries.catalogue().current(settings.course, "en")
        db.db.session.rollback()
        begun = time.monotonic()
        populate(max(0, missing), revision)
        took = time.monotonic() - begun
        officer = _officer()
        token = session_token(officer)
        learner_token = somebody(settings)
        with db.transaction():
            look = open_list(officer.id, Filters(settings.course), "To measure how long it takes")
        there = invented_learners()
        db.db.session.remove()
        db.db.engine.dispose()
    client = create_app(settings).test_client()
    return Sized(settings, there, page_of(client, learner_token), _cookie(settings, token), look,
                 took / missing if missing > 0 else None)


def ran(held: Sized, *words: str) -> Ran:
    """Run `elearn …` over a database; raise RuntimeError with what it said where it fails."""
    command = [sys.executable, "-m", "elearn", *words]
    begun = time.monotonic()
    process = subprocess.Popen(
        command, env={**os.environ, **held.environ}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said, most = bytearray(), 0.0
    # What the system says of an ended process is no less than what this one held when it began that.
    while process.stdout and (part := process.stdout.read1()):
        said += part
        most = max(most, peak_of(process.pid))
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"elearn {' '.join(words)}: {said.decode(errors='replace')[-2000:]}")
    return Ran(time.monotonic() - begun, used.ru_utime + used.ru_stime, most)


def existing(folder: str, url: str = "") -> Settings:
    """Return the settings of a data folder, and of a database on a server where `url` names one."""
    return Settings.model_validate({"data": Path(folder), "DATABASE_URL": url})


def _officer() -> Person:
    return person(
        access_role=AccessRole.OFFICER, country="XA", email=f"officer{time.time_ns()}@example.org")


def _cookie(settings: Settings, token: str) -> dict[str, str]:
    client = create_app(settings).test_client()
    with client.session_transaction(base_url=_HOST) as session:
        session[TOKEN] = token
    client.get("/en/reports/", base_url=_HOST)
    cookie = client.get_cookie("__Host-session", domain="127.0.0.1")
    assert cookie is not None, "the desk of an officer keeps its session"
    return {"Cookie": f"{cookie.key}={cookie.value}"}


def middle(values: Sequence[float]) -> float:
    """Return the median."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
