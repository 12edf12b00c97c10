"""`elearn demo`: a population of imagined learners, for demonstrations and measurements."""

from __future__ import annotations

import sys
import time

import click

from elearn.cli.context import application
from elearn.kernel import db
from elearn.learning import queries
from elearn.learning.population import invented_learners, populate, real_learners


@click.command()
@click.option("--learners", type=click.IntRange(min=0), default=600, show_default=True, metavar="N",
              help="How many imagined learners there should be; missing ones are added.")
@click.option("--seed", type=int, default=1, show_default=True,
              help="Another seed draws other people.")
@click.option("--if-none", is_flag=True, help="Do nothing where there are learners already.")
def demo(learners: int, seed: int, if_none: bool) -> None:
    """Fill the database with imagined learners from six invented countries.

    They enrolled over the last 14 months and got as far as people do. Nobody can sign in as one of
    them. A database with learners from countries that exist is refused.

    \b
    Example:
      elearn demo --learners 600
    """
    with application() as settings:
        if if_none and (real_learners() or invented_learners()):
            return
        if real_learners():
            raise click.ClickException("this database holds real learners; imagined ones stay out of it")
        try:
            revision = queries.catalogue().current(settings.course, "en")
        except LookupError as error:
            raise click.ClickException(str(error)) from None
        missing = max(0, learners - invented_learners())
        db.db.session.rollback()
        begun = time.monotonic()
        populate(missing, revision, seed, lambda done: _tell(done, missing))
    click.echo(f"{missing} imagined learners added in {time.monotonic() - begun:.1f} s")


def _tell(done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done} of {total}", err=True, nl=done == total)


commands = [demo]
