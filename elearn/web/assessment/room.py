"""The blueprint of the room, its addresses and the moves that its views share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from elearn.document.catalogue import Revision
from elearn.kernel import db
from elearn.kernel.errors import NotFound
from elearn.learning.acts import is_event_id
from elearn.learning.attempts import queries
from elearn.learning.attempts.queries import Attempt
from elearn.learning.attempts.states import TestName
from elearn.learning.queries import Enrolled
from elearn.web import context, identity, languages

blueprint = Blueprint("assessment", __name__, url_prefix="/<lang:lang>")
TEST = "/tests/<any(entry, post, final):test>"


def begins_to_write(
    view: Callable[..., ResponseReturnValue],
) -> Callable[..., ResponseReturnValue]:
    """Find out who sends a form in the transaction that stores it: a second one costs as much again."""

    @wraps(view)
    def writing(*args: Any, **values: Any) -> ResponseReturnValue:
        if identity.has_session():
            db.begin_write()
        return view(*args, **values)

    return writing


def revision() -> Revision:
    """Return the course as it is served in the language of this request."""
    return context.current().revision(languages.current())


def revision_of(held: Attempt) -> Revision:
    """Return the revision an attempt was begun in, whatever is served now."""
    found = context.current().catalogue.by_id(held.revision_id)
    if found is None:
        raise NotFound
    return found


def enrolled() -> Enrolled:
    """Return the enrolment of this reader; raise NotFound for anyone who has none."""
    found = enrolled_or_none()
    if found is None:
        raise NotFound
    return found


def enrolled_or_none() -> Enrolled | None:
    """Return the enrolment of this reader, or None."""
    visitor = identity.visitor()
    return visitor.enrolled if visitor else None


def attempt_named(test: str) -> Attempt | None:
    """Return the attempt that the request names, else the latest one at this test, else None.

    Raise NotFound for an attempt of another person or at another test.
    """
    sent = request.form if request.method == "POST" else request.args
    mine, named = enrolled_or_none(), sent.get("attempt", "")
    if mine is None:
        if named:
            raise NotFound
        return None
    if named and not is_event_id(named):
        raise NotFound
    found = queries.attempt(mine.id, named) if named else queries.latest(mine.id, TestName(test))
    if found is not None and found.test.value != test:
        raise NotFound
    return found
