"""Who may open a view: every view carries exactly one of these, and a test lists them all.

`open_to_all` asks nothing; `password_given` a password (the page where the second factor is given);
`signed_in` all that this person's role asks for; `for_roles` one of the roles named as well.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.models import AccessRole
from elearn.web import identity, kept

View = Callable[..., ResponseReturnValue]
_GUARD = "guard"


def open_to_all(view: View) -> View:
    """Let anyone in."""
    return _marked(view, "open")


def password_given(view: View) -> View:
    """Let in whoever gave a password, even where a second factor is still to come."""

    @wraps(view)
    def guarded(*args: Any, **values: Any) -> ResponseReturnValue:
        if identity.principal() is None and identity.half_signed_in() is None:
            return _ask_to_sign_in()
        return view(*args, **values)

    return _marked(guarded, "password")


def signed_in(view: View) -> View:
    """Let in whoever is signed in, with a second factor where the role asks for one."""

    @wraps(view)
    def guarded(*args: Any, **values: Any) -> ResponseReturnValue:
        if identity.principal() is None:
            return _ask_to_sign_in()
        return view(*args, **values)

    return _marked(guarded, "signed-in")


def for_roles(*roles: AccessRole) -> Callable[[View], View]:
    """Let in whoever is signed in with one of `roles`; others are told that they may not (403)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **values: Any) -> ResponseReturnValue:
            principal = identity.principal()
            if principal is None:
                return _ask_to_sign_in()
            if not principal.may(*roles):
                abort(403)
            return view(*args, **values)

        return _marked(guarded, "roles " + " ".join(sorted(role.value for role in roles)))

    return decorate


def guard_of(view: object) -> str:
    """Return how a registered view is guarded, or an empty text where somebody forgot."""
    return getattr(view, _GUARD, "")


def _marked(view: View, guard: str) -> View:
    setattr(view, _GUARD, guard)
    return view


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.method not in ("GET", "HEAD"):
        return kept.instead() or abort(401)
    half = identity.half_signed_in() is not None
    endpoint = "accounts.second_factor" if half else "accounts.sign_in"
    if endpoint not in current_app.view_functions:
        abort(401)
    return redirect(url_for(endpoint, next=request.full_path.rstrip("?")), 303)
