"""`elearn db`: bring the tables of the database up to this version, or back."""

from __future__ import annotations

import click

from elearn.cli.context import application
from elearn.kernel import db
from elearn.learning import revisions


@click.group("db")
def database() -> None:
    """Bring the tables of the database up to this version, or back.

    \b
    Example:
      elearn db upgrade
    """


@database.command()
def upgrade() -> None:
    """Make or change the tables so that they fit this version.

    \b
    Example:
      elearn db upgrade
    """
    with application():
        before = db.schema_revision()
        db.upgrade()
        after = db.schema_revision()
        # What an earlier version served has no rows yet of what can be searched.
        with db.transaction():
            revisions.make_findable()
    click.echo(f"database at {after}" + ("" if before == after else f" (was {before or 'empty'})"))


@database.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Go back to an earlier REVISION of the tables (`-1` for the one before).

    \b
    Example:
      elearn db downgrade -- -1
    """
    with application():
        db.downgrade(revision)
        click.echo(f"database at {db.schema_revision() or 'nothing'}")


commands = [database]
