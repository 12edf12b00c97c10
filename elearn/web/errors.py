"""Errors as pages that say what to do next and show nothing of the inside.

The tree of `kernel.errors`, the errors of HTTP and a database or a disk that cannot write all end here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, Response, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    InterfaceError,
    InternalError,
    OperationalError,
    SQLAlchemyError,
)
from werkzeug.exceptions import BadHost, HTTPException

from elearn.kernel.db import db
from elearn.kernel.errors import ElearnError, TooOften
from elearn.web import identity, kept, navigation, saving
from elearn.web.templating import Frame

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wording:
    """The heading of an error page, and the sentence that says what to do next."""

    heading: Callable[[], str]
    advice: Callable[[], str]


PAGES = {
    400: Wording(
        lambda: gettext("This could not be read"),
        lambda: gettext("Go back, check what you entered, and send it again.")),
    401: Wording(
        lambda: gettext("Please sign in"),
        lambda: gettext("You are not signed in, or your sign-in has ended. Sign in and try again.")),
    403: Wording(
        lambda: gettext("This page is not open to you"),
        lambda: gettext("Your account does not have the role that this page asks for. If you think it "
                        "should, write to your focal point.")),
    404: Wording(
        lambda: gettext("There is no such page"),
        lambda: gettext("The address may be mistyped, or the page may have moved. Start again from the "
                        "course page.")),
    405: Wording(
        lambda: gettext("This address only takes forms"),
        lambda: gettext("Open the page that the form stands on and send it from there.")),
    409: Wording(
        lambda: gettext("This has changed meanwhile"),
        lambda: gettext("Open the page again to see how it stands now.")),
    410: Wording(
        lambda: gettext("This is closed"),
        lambda: gettext("It takes no more answers. What you sent before is kept.")),
    413: Wording(
        lambda: gettext("This is too long"),
        lambda: gettext("Go back, shorten what you wrote, and send it again.")),
    429: Wording(
        lambda: gettext("Too many tries"),
        lambda: gettext("Wait a few minutes, then try again. Nothing is lost.")),
    500: Wording(
        lambda: gettext("Something went wrong on our side"),
        lambda: gettext("What the page showed as saved is safe. Go back and try again; if it happens "
                        "again, tell your focal point when it happened.")),
    503: Wording(
        lambda: gettext("This page cannot be shown at the moment"),
        lambda: gettext("What the page showed as saved is safe. Wait a few minutes, then open the page "
                        "again.")),
}


# What was sent and not saved: a form stays on the page with all that is in it.
_NOT_SAVED = Wording(
    lambda: gettext("This was not saved"),
    lambda: gettext("The course cannot save at the moment. Keep this page open, wait a few minutes, and "
                    "send it again."))
_WAIT = 60
_OWN_FIELDS = ("csrf_token",)
# The fields that hold whole sentences of a person. Nothing else of a form is ever printed here, so that
# no password comes back.
_SENTENCES = ("text", "said", "answer", "display_name", "name", "purpose", "title")
_READING = ("GET", "HEAD")
# What passes by itself, so that opening the same page again helps.
_PASSING = (429, 500, 503)


def init_app(app: Flask) -> None:
    """Answer every error with a page."""
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(ElearnError, _of_the_house)
    app.register_error_handler(CSRFError, _of_forgery)
    for kind in (OperationalError, InternalError, InterfaceError):
        app.register_error_handler(kind, _of_the_database)
    app.register_error_handler(OSError, _of_the_disk)
    app.register_error_handler(DataError, _of_a_value)
    app.after_request(_kept_here)


def page(status: int, message: str = "") -> Response:
    """Return the page for `status`; `message` is a sentence written for the reader, or empty."""
    known = status if status in PAGES else (500 if status >= 500 else 400)
    if known >= 500:
        _need_nothing()
    return _drawn(status, PAGES[known], message=message, typed=_typed(status))


def _drawn(status: int, wording: Wording, **shown: object) -> Response:
    answer = make_response(render_template(
        "errors/error.html", status=status, heading=wording.heading(), advice=wording.advice(),
        again=_again(status), **{"message": "", "fields": (), "typed": (), "is_unsaved": False, **shown}),
        status)
    if request.method not in _READING:
        answer.headers["Cache-Control"] = "no-store"
    return answer


def _again(status: int) -> str:
    """Return the page to open again: this one, or that of the form; empty where none helps."""
    if request.method in _READING:
        return request.full_path.rstrip("?") if status in _PASSING else ""
    came_from = urlsplit(request.referrer or "")
    return navigation.local_path(came_from.path, "") if came_from.netloc == request.host else ""


def _typed(status: int) -> tuple[str, ...]:
    """Return the sentences of the form of this request, if one of our own pages sent it.

    A form that is too long (413) is not read at all.
    """
    if request.method in _READING or status == 413 or not navigation.is_from_here():
        return ()
    try:
        return tuple(held for name in _SENTENCES for held in request.form.getlist(name) if held.strip())
    except HTTPException:
        return ()  # It was the form that could not be read.


def _of_http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()
    if isinstance(error, BadHost):
        # Without a host no address can be built, so that the page with its links cannot be either.
        return make_response(PAGES[400].heading(), 400, {"Content-Type": "text/plain; charset=utf-8"})
    answer = page(error.code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            answer.headers[name] = value
    return answer


def _kept_here(response: Response) -> Response:
    """Make a redirect of the router a path: the Host of a request is whatever its sender wrote."""
    parts = urlsplit(response.location or "")
    if parts.scheme:
        response.location = parts._replace(scheme="", netloc="").geturl()
        response.data = b""
    return response


def _of_the_house(error: ElearnError) -> ResponseReturnValue:
    answer = page(error.status, error.message)
    if isinstance(error, TooOften) and error.wait:
        answer.headers["Retry-After"] = str(error.wait)
    return answer


def _of_forgery(error: CSRFError) -> ResponseReturnValue:
    return kept.instead() or page(400, gettext(
        "The form was open for long, or you signed in or out in another window. Open the page again "
        "and send it once more."))


def _of_the_database(error: DBAPIError) -> ResponseReturnValue:
    # A full disk, a lock that does not end, a database that restarts or may only be read: it mends
    # itself or is mended, and meanwhile the reader must know that this one thing was not stored.
    log.error("the database refused: %s", error.orig)
    return _unsaved(saving.why(error))


def _of_a_value(error: DataError) -> ResponseReturnValue:
    # PostgreSQL takes no zero byte and no number beyond its columns; no browser sends one either.
    log.warning("a value that no column takes: %s", type(error.orig).__name__)
    return page(400)


def _of_the_disk(error: OSError) -> ResponseReturnValue:
    reason = saving.why(error)
    if not reason:
        raise error
    log.error("the disk refused: %s", error.strerror)
    return _unsaved(reason)


def _unsaved(reason: str) -> Response:
    """Return the page that says that nothing was saved, with the form of a learning act to send again."""
    if reason:
        saving.current().failed(reason)
    if request.method in _READING:
        answer = page(503)
    else:
        _need_nothing()
        # Of the forms that bear our mark alone can all be sent again.
        fields = _sent() if kept.sender() else []
        answer = _drawn(503, _NOT_SAVED, fields=fields, typed=_typed(503), is_unsaved=True)
    answer.headers["Retry-After"] = str(_WAIT)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _need_nothing() -> None:
    """Let the page be made without what may just have failed, the database above all."""
    with suppress(SQLAlchemyError):
        db.session.rollback()
    g.frame = Frame(is_bare=True)
    identity.ask_no_more()


def _sent() -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.form.items(multi=True) if name not in _OWN_FIELDS]
