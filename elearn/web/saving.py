"""Whether what is sent can be saved at the moment: learnt by failing, told to everybody, tried again.

A disk that is full or a database that only reads stops no reader. Whoever sends something is told that
it was not saved; every page carries a banner; and every few seconds a little is written to find out
whether it works again, so that nobody has to start anything anew. What one process finds out the others
see by an empty file in the data folder: a name needs no room on most disks, and where it does not fit
each process finds out by itself.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path

from flask import Flask, Response, current_app
from flask_babel import gettext
from markupsafe import escape
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError, SQLAlchemyError

from elearn.kernel import config
from elearn.kernel.db import WRITES, db

FLAG = "NOT-SAVING"
# Seconds between two tries, and between two looks at what other processes found out.
_TRY, _LOOK = 5.0, 1.0
_ROOM = 1 << 18
_FULL, _READS = "the disk is full", "the database only reads"
_FORBIDDEN = "the data folder cannot be written"
_ERRNOS = {errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EFBIG: _FULL,
           errno.EROFS: "the disk only reads", errno.EIO: "the disk cannot be written",
           errno.EACCES: _FORBIDDEN, errno.EPERM: _FORBIDDEN}
_SQLITE = {"SQLITE_FULL": _FULL, "SQLITE_IOERR": "the disk cannot be written", "SQLITE_READONLY": _READS,
           "SQLITE_CANTOPEN": "the data folder cannot be used"}
_POSTGRESQL = {"53100": _FULL, "25006": _READS}
# Each in a transaction that is taken back, or that changes nothing.
_TOUCH = text("UPDATE alembic_version SET version_num = version_num")
_FILL = text("CREATE TEMPORARY TABLE elearn_room ON COMMIT DROP AS SELECT generate_series(1, 20000) AS n")


class Saving:
    """What this process knows about saving; one for each application."""

    def __init__(self, data: Path) -> None:
        self._data, self._flag, self._reason = data, data / FLAG, ""
        self._looked_at = self._tried_at = 0.0
        self._lock = threading.Lock()

    def reason(self) -> str:
        """Return why nothing can be saved, as far as is known; empty where it works. It costs nothing."""
        now = time.monotonic()
        if now - self._looked_at >= _LOOK:
            self._looked_at = now
            if bool(self._reason) is not self._flag.exists():
                self._heed_others(now)
        return self._reason

    def failed(self, reason: str) -> None:
        """Note that something could not be saved, for every process."""
        self._reason, self._tried_at = reason, time.monotonic()
        with suppress(OSError):
            self._flag.touch(mode=0o600)

    def worked(self) -> None:
        """Note that something was saved: the banner goes."""
        if self._reason:
            self._reason = ""
            with suppress(OSError):
                self._flag.unlink(missing_ok=True)

    def look(self) -> None:
        """Where nothing could be saved, try again now and then."""
        if self.reason() and time.monotonic() - self._tried_at >= _TRY:
            self.attempt()

    def attempt(self) -> str:
        """Write a little, at most once in some seconds; return why that cannot be, or nothing."""
        if time.monotonic() - self._tried_at < _TRY or not self._lock.acquire(blocking=False):
            return self._reason
        try:
            self._tried_at = time.monotonic()
            reason = _why_not(self._data)
        finally:
            self._lock.release()
        if reason:
            self.failed(reason)
        else:
            self.worked()
        return reason

    def _heed_others(self, now: float) -> None:
        if self._reason:
            # Another process saved something; or there was no room for the flag, which a try will tell.
            self._tried_at = min(self._tried_at, now - _TRY)
        else:
            self._reason, self._tried_at = "another process could not save", now


def init_app(app: Flask) -> None:
    """Let every request look, and every page tell."""
    app.extensions["elearn_saving"] = Saving(config.current().data)
    app.before_request(lambda: current().look())
    app.after_request(_with_banner)


def current() -> Saving:
    """Return what the application at work knows about saving."""
    held: Saving = current_app.extensions["elearn_saving"]
    return held


def why(error: BaseException) -> str:
    """Return why nothing can be saved where that is what an error says, else nothing.

    A lock that did not end or a database that is restarting concerns one request, not everybody.
    """
    if isinstance(error, OSError):
        return _ERRNOS.get(error.errno or 0, "")
    said = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(said, sqlite3.Error):
        name: str = getattr(said, "sqlite_errorname", "")
        return next((reason for begin, reason in _SQLITE.items() if name.startswith(begin)), "")
    return _POSTGRESQL.get(getattr(said, "sqlstate", None) or "", "")


def _why_not(data: Path) -> str:
    """Write a file and a row as a request would; return why that failed."""
    path = data / f".room-{os.getpid()}"
    try:
        try:
            with path.open("wb") as file:
                file.write(bytes(_ROOM))
                file.flush()
                os.fsync(file.fileno())
        finally:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        with db.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            connection.execute(_TOUCH)
            if connection.dialect.name == "postgresql":
                _fill(connection)
    except OSError as error:
        return why(error) or _FORBIDDEN
    except SQLAlchemyError as error:
        return why(error) or "the database cannot be written"
    return ""


def _fill(connection: object) -> None:
    # A row may find room in a page while no new page can be had; who may make no table is not asked.
    with suppress(ProgrammingError), connection.begin_nested():  # type: ignore[attr-defined]
        connection.execute(_FILL)  # type: ignore[attr-defined]


def _with_banner(response: Response) -> Response:
    """Tell the readers of every page; only while something is wrong is a page taken apart."""
    if current().reason() and response.mimetype == "text/html" and not response.is_streamed:
        told = gettext("Saving does not work at the moment. You can go on reading.")
        page = response.get_data(as_text=True)
        response.set_data(page.replace(
            "<main ", f'<p class="banner" role="status">{escape(told)}</p>\n<main ', 1))
    return response
