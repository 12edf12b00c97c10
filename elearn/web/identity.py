"""Who is at the other end: a token in the signed cookie, and one question to the database a request.

Views ask `principal()` (or Flask-Login's `current_user`, which wraps the same), behind a guard
`reader()`. Whoever gave a password but still owes a second factor is nobody yet: only
`half_signed_in()` knows them.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, Request, g, session
from flask_login import LoginManager

from elearn.accounts import tokens
from elearn.accounts.principal import Principal
from elearn.kernel import config
from elearn.kernel.errors import NotAllowed
from elearn.learning import queries
from elearn.learning.queries import Visitor

TOKEN = "sign-in"
_UNKNOWN = object()

manager = LoginManager()


@dataclass(frozen=True)
class Reader:
    """What Flask-Login calls the current user."""

    principal: Principal | None

    @property
    def is_authenticated(self) -> bool:
        return self.principal is not None

    is_active = is_authenticated

    @property
    def is_anonymous(self) -> bool:
        return self.principal is None

    def get_id(self) -> str | None:
        return self.principal.person_id if self.principal else None


def init_app(app: Flask) -> None:
    """Let Flask-Login ask this module who is reading."""
    manager.init_app(app)
    manager.session_protection = None
    manager.anonymous_user = lambda: Reader(None)
    manager.request_loader(_load)


def sign_in(token: str) -> None:
    """Put a new sign-in into the cookie; whatever the session held before is dropped."""
    session.clear()
    session.permanent = True
    session[TOKEN] = token
    g.pop("visitor", None)
    g.pop("_login_user", None)


def sign_out() -> None:
    """Take the sign-in out of the cookie; ending it in the record is the caller's part."""
    session.clear()
    g.pop("visitor", None)
    g.pop("_login_user", None)


def ask_no_more() -> None:
    """Take whoever asks for nobody from here on: what would tell who it is may just have failed."""
    g.visitor, g._login_user = None, Reader(None)


def has_session() -> bool:
    """Say whether this browser claims to be signed in, without asking the database."""
    return TOKEN in session


def token() -> str:
    """Return the token of this sign-in, or an empty text."""
    held: str = session.get(TOKEN, "")
    return held


def visitor() -> Visitor | None:
    """Return who is fully signed in, with their enrolment; None for anyone else."""
    found = _found()
    return found if found is not None and found.principal.is_complete else None


def principal() -> Principal | None:
    """Return who is fully signed in, or None."""
    found = visitor()
    return found.principal if found else None


def reader() -> Principal:
    """Return who is fully signed in, behind a guard that lets nobody else in; else raise NotAllowed."""
    found = principal()
    if found is None:
        raise NotAllowed
    return found


def half_signed_in() -> Principal | None:
    """Return who gave a password and still owes the second factor of their role, or None."""
    found = _found()
    return found.principal if found is not None and not found.principal.is_complete else None


def _found() -> Visitor | None:
    held = g.get("visitor", _UNKNOWN)
    if held is _UNKNOWN:
        raw = session.get(TOKEN)
        held = queries.visitor(tokens.digest_of(raw), config.current().course) if raw else None
        g.visitor = held
    found: Visitor | None = held
    return found


def _load(request: Request) -> Reader | None:
    found = principal()
    return Reader(found) if found else None
