"""Sending a list as a file, one at a time in each process, so that the course never waits for it.

A file of a million rows is made while it is sent. Nothing is held between two batches: whoever fetches
slowly, or goes away in the middle, keeps no transaction open; the server closes what is left over, and
a file that was cut off is cut off for the browser too, which says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import BoundedSemaphore

from flask import Response
from flask_babel import gettext

from elearn.kernel import clock
from elearn.kernel.db import db
from elearn.kernel.errors import TooOften
from elearn.learning.named import rows, services
from elearn.reports.files import named
from elearn.web.looking import Look
from elearn.web.people import asking
from elearn.web.sending import CSV, XLSX, to_save

_WAIT = 30
# Of the threads of a process one at most is kept busy by a slow line.
_turn = BoundedSemaphore(1)


def as_csv(look: Look) -> Response:
    """Return the list as a CSV that is read while it is sent; write that it was taken."""
    t = asking.tongue()
    return _sent(look, "csv", CSV, lambda: named.csv_parts(
        t, rows.batches(db.engine, look.filters), is_of_own_site=look.is_of_own_site))


def as_xlsx(look: Look, title: str) -> Response:
    """Return the list as a workbook; write that it was taken."""
    t = asking.tongue()
    return _sent(look, "xlsx", XLSX, lambda: [named.xlsx_file(
        t, title, rows.batches(db.engine, look.filters), clock.now(), is_of_own_site=look.is_of_own_site)])


def _sent(look: Look, suffix: str, media_type: str, made: Callable[[], Iterable[bytes]]) -> Response:
    """Return a file; raise TooOften while another list is being sent."""
    if not _turn.acquire(blocking=False):
        raise TooOften(
            gettext("Another list is being sent at this moment. Try again in half a minute."), _WAIT)
    try:
        services.note_download(look.actor_id, look.id, suffix)
        response = to_save(made(), media_type, f"completions-{look.id}.{suffix}")
    except BaseException:
        _turn.release()
        raise
    response.call_on_close(_turn.release)
    return response
