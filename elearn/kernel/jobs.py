"""Work for later: a queue in the data folder, filled after the commit, emptied by the worker."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from flask import Flask, current_app
from huey import SqliteHuey
from sqlalchemy import event
from sqlalchemy.orm import Session

from elearn.kernel import config
from elearn.kernel.config import Settings
from elearn.kernel.db import db
from elearn.kernel.db import init_app as init_database

log = logging.getLogger(__name__)

Handler = Callable[..., None]
_handlers: dict[str, Handler] = {}
_WAITING = "elearn_jobs"


class Queue:
    """The queue of a data folder. It pickles: nothing but this program may write its file.

    `around` gives the context in which a job runs, such as that of the application.
    """

    def __init__(self, data: Path, around: Callable[[], AbstractContextManager[object]]) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self.huey = SqliteHuey("elearn", filename=str(data / "jobs.db"), fsync=True)
        self.put = self.huey.task(name="run", retries=5, retry_delay=30)(self._run)
        self._around = around

    def _run(self, name: str, *ids: str) -> None:
        with self._around():
            run(name, *ids)


def init_app(app: Flask, settings: Settings) -> None:
    """Lay the foundation under `app`: its settings, its database, its queue; the web comes on top.

    Raise OSError or sqlite3.OperationalError where the data folder cannot be used.
    """
    config.init_app(app, settings)
    init_database(app, settings.sqlalchemy_url)
    app.extensions["elearn_queue"] = Queue(settings.data, app.app_context)


def handler(name: str) -> Callable[[Handler], Handler]:
    """Register the function that does the job `name`; its arguments are ids."""

    def register(function: Handler) -> Handler:
        _handlers[name] = function
        return function

    return register


def run(name: str, *ids: str) -> None:
    """Do the job `name` now; raise LookupError where nobody registered it."""
    if name not in _handlers:
        raise LookupError(f"no handler for the job {name!r}")
    _handlers[name](*ids)


def enqueue(name: str, *ids: str) -> None:
    """Ask for the job `name` once the present transaction is committed; nothing if it is not."""
    session = db.session()
    session.info.setdefault(_WAITING, []).append((name, ids))


def put(name: str, *ids: str) -> None:
    """Put a job into the queue of the application at once, without waiting for a commit."""
    queue: Queue = current_app.extensions["elearn_queue"]
    queue.put(name, *ids)


@event.listens_for(Session, "after_commit")
def _send(session: Session) -> None:
    for name, ids in session.info.pop(_WAITING, []):
        try:
            put(name, *ids)
        except (OSError, sqlite3.Error):
            # What was asked for is committed, and nobody may be told otherwise because the queue is
            # full or locked: the worker finds by itself what nobody put into it.
            log.exception("the job %s was not put into the queue", name)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_WAITING, None)
