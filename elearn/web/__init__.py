"""The web: one shell around the rooms, and the list of the rooms."""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from elearn.web import (
    commit,
    context,
    cookies,
    errors,
    headers,
    identity,
    kept,
    languages,
    rooms,
    saving,
    sessions,
    templating,
)
from elearn.web.context import Context


def register(app: Flask, held: Context) -> None:
    """Put the shell and every room into `app`, which has its settings and database already."""
    context.init_app(app, held)
    # Asked last after a view: whatever page goes out, it carries the banner.
    with app.app_context():
        saving.init_app(app)
    cookies.init_app(app, held.settings)
    sessions.init_app(app)
    languages.init_app(app)
    identity.init_app(app)
    CSRFProtect(app)
    templating.init_app(app)
    errors.init_app(app)
    headers.init_app(app)
    rooms.init_app(app)
    commit.init_app(app)
    # Registered last, this is asked first after a view: what it forgets is in the same commit.
    kept.init_app(app)
