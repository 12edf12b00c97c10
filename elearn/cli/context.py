"""What a command that needs the database runs in: settings, database and queue, without the web."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from elearn.kernel import config, db, jobs
from elearn.kernel.db import transaction
from elearn.kernel.errors import ElearnError
from elearn.learning import hearing


@contextmanager
def application() -> Iterator[config.Settings]:
    """Run the block with the settings of this process and its database.

    Raise click.ClickException, naming the variable, where a setting cannot be used.
    """
    try:
        settings = config.load_settings()
        settings.refuse_half_restored()
    except config.SettingsError as error:
        raise click.ClickException(str(error)) from None
    app = Flask("elearn")
    try:
        jobs.init_app(app, settings)
    except (OSError, sqlite3.OperationalError) as error:
        raise click.ClickException(f"ELEARN_DATA: {settings.data} cannot be used ({error})") from None
    except SQLAlchemyError as error:
        raise click.ClickException(f"DATABASE_URL: {error}") from None
    hearing.listen()
    with app.app_context():
        _reach(settings)
        try:
            yield settings
        finally:
            db.db.session.remove()
            db.db.engine.dispose()


def _reach(settings: config.Settings) -> None:
    """Raise click.ClickException, without address or password, where a database server does not answer."""
    if settings.database_url:
        try:
            db.db.engine.connect().close()
        except DBAPIError as error:
            raise click.ClickException(f"DATABASE_URL: no answer ({error.orig})") from None


@contextmanager
def writing() -> Iterator[None]:
    """Run the block in one transaction; an error of the house becomes a line on the screen."""
    with application():
        try:
            with transaction():
                yield
        except ElearnError as error:
            raise click.ClickException(error.message) from None
