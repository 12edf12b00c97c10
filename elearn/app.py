"""Lays the pipes: the only file that knows every room."""

from __future__ import annotations

import gc
import logging
import sqlite3
import time

from flask import Flask
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.middleware.proxy_fix import ProxyFix

from elearn import web
from elearn.accounts import keys
from elearn.cli.record import activate_shipped
from elearn.document.catalogue import Catalogue
from elearn.kernel import config, db, jobs
from elearn.kernel.config import Settings, SettingsError
from elearn.learning import hearing, queries
from elearn.web.context import Context

log = logging.getLogger(__name__)

# How long a process may go on serving a revision after another was activated, in seconds.
_FRESH = 5.0
# Seconds until a process that found no database looks again.
_WAIT = 1.0


def create_app(settings: Settings | None = None) -> Flask:
    """Return the web application over the database and the content of `settings`.

    Raise SettingsError where it could not serve safely or where the tables are missing.
    """
    settings = settings or config.load_settings()
    settings.refuse_plain_http()
    settings.refuse_half_restored()
    app = Flask("elearn", static_folder=None, template_folder=None)
    jobs.init_app(app, settings)
    hearing.listen()
    with app.app_context():
        catalogue = _catalogue(settings)
        keys.ring()  # Made with the first start, so that its absence later on means a loss.
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]
    web.register(app, Context(settings, catalogue))
    app.before_request(_Freshness(app, settings).look)
    return app


def served() -> Flask:
    """Return the application for a process that goes on serving it.

    What is loaded by now, courses above all, lives as long as the process: the garbage collector
    need not walk through it again and again (measured: 5 to 10 % of the CPU of an answer).
    """
    while True:
        try:
            app = create_app()
            break
        except (OperationalError, sqlite3.OperationalError) as error:
            # A process that gives up at its start takes the whole server down with it; what it waits
            # for, such as a database that restarts or a disk that is full, mostly passes.
            log.error("waiting for the database: %s", getattr(error, "orig", error))
            time.sleep(_WAIT)
    gc.collect()
    gc.freeze()
    return app


def _catalogue(settings: Settings) -> Catalogue:
    """Return what is active; the first start activates what is shipped."""
    if not db.schema_revision():
        raise SettingsError("the database has no tables yet; run: elearn db upgrade")
    catalogue = queries.catalogue()
    if settings.course not in catalogue.course_keys():
        with db.transaction():
            activate_shipped(settings.course)
        catalogue = queries.catalogue()
    db.db.session.remove()
    return catalogue


class _Freshness:
    """Looks now and then whether another revision was activated, and serves it from then on."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._app, self._settings, self._looked_at = app, settings, time.monotonic()

    def look(self) -> None:
        """Exchange the catalogue where what is current has changed; at most one query in 5 s."""
        if time.monotonic() - self._looked_at < _FRESH:
            return
        self._looked_at = time.monotonic()
        context: Context = self._app.extensions["elearn"]
        try:
            if queries.current_ids() != dict(context.catalogue.current_ids):
                self._app.extensions["elearn"] = Context(self._settings, queries.catalogue())
        except SQLAlchemyError:
            # Whether a database that is away matters is for the page to say: some need none.
            db.db.session.rollback()
