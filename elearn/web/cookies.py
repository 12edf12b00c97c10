"""How cookies are named and protected: `__Host-` and Secure on https and on this machine alone."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, current_app
from werkzeug.wrappers import Response

from elearn.kernel.config import Settings

# The longest form: 20,000 characters take at most nine bytes each. Taking a megabyte of empty fields
# apart would cost half a second, before anyone asks who sent it.
MOST_BYTES = 1 << 18


def init_app(app: Flask, settings: Settings) -> None:
    """Set the rules for the session cookie and for forms."""
    # Browsers keep Secure cookies on https and, from this machine alone, on http.
    secure = settings.is_reached_safely
    app.secret_key = settings.key("secret_key")
    app.config.update(
        SESSION_COOKIE_NAME=name_of("session", secure),
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        # A judge may read for an afternoon before answering; the token lives as long as the session.
        WTF_CSRF_TIME_LIMIT=None,
        ELEARN_SECURE_COOKIES=secure,
    )


def name_of(plain: str, secure: bool | None = None) -> str:
    """Return the name of a cookie under the rules of this server."""
    protected = current_app.config["ELEARN_SECURE_COOKIES"] if secure is None else secure
    return f"__Host-{plain}" if protected else plain


def put(response: Response, plain: str, value: str, seconds: int, *, http_only: bool = True) -> None:
    """Set a cookie for the whole server, under the same protection as the session."""
    response.set_cookie(
        name_of(plain), value, max_age=seconds, path="/", httponly=http_only, samesite="Lax",
        secure=current_app.config["ELEARN_SECURE_COOKIES"])


def drop(response: Response, plain: str) -> None:
    """Take a cookie away."""
    response.delete_cookie(
        name_of(plain), path="/", httponly=True, samesite="Lax",
        secure=current_app.config["ELEARN_SECURE_COOKIES"])
