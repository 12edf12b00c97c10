"""`elearn demo`: a population of imagined learners, for demonstrations and measurements."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import click

from elearn.cli.context import application
from elearn.cli.progress import Progress
from elearn.document.catalogue import Catalogue, Revision
from elearn.kernel import config, db
from elearn.learning import queries
from elearn.learning.population import BYTES_EACH, invented_learners, populate, real_learners

_GIGABYTE = 10**9


@click.command()
@click.option("--learners", type=click.IntRange(0, 9_000_000), default=600, show_default=True, metavar="N",
              help="How many imagined learners there should be; missing ones are added.")
@click.option("--seed", type=int, default=1, show_default=True,
              help="Another seed draws other people.")
@click.option("--if-none", is_flag=True, help="Do nothing where there are learners already.")
def demo(learners: int, seed: int, if_none: bool) -> None:
    """Fill the database with imagined learners from six invented countries.

    They enrolled over the last 14 months, by each of the three routes, and got as far as people do.
    Nobody can sign in as one of them, and their certificates bear no name. A database with learners
    from countries that exist is refused. Stopped with Ctrl-C, those written so far stay, each whole;
    the same command adds the others. A million take about 8 GB.

    \b
    Examples:
      elearn demo --learners 600
      elearn demo --learners 1000000
    """
    with application() as settings:
        there = invented_learners()
        if if_none and (there or real_learners()):
            return
        if real_learners():
            raise click.ClickException("this database holds real learners; imagined ones stay out of it")
        revision, *also = _served(queries.catalogue(), settings.course)
        missing = max(0, learners - there)
        _require_room(settings, missing)
        db.db.session.rollback()
        begun, progress = time.monotonic(), Progress("imagined learners")
        try:
            populate(missing, revision, seed, lambda done: progress.reach(done, missing), also)
        except KeyboardInterrupt:
            raise click.ClickException(
                f"stopped: {progress.done} of {missing} imagined learners were added; "
                "the same command adds the others") from None
    click.echo(f"{missing} imagined learners added in {time.monotonic() - begun:.1f} s")


def _served(catalogue: Catalogue, course: str) -> list[Revision]:
    """Return the course in every language it is served in, English first where it is one of them."""
    found = [catalogue.current(key, lang) for key, lang in catalogue.current_ids if key == course]
    if not found:
        raise click.ClickException(f"no course {course!r} is served; run `elearn activate` first")
    return sorted(found, key=lambda revision: (revision.lang != "en", revision.lang))


def _require_room(settings: config.Settings, learners: int) -> None:
    """Raise click.ClickException where the disk of the data folder cannot hold so many learners.

    How much room a database server has is not known here.
    """
    if settings.database_url:
        return
    needed, free = learners * BYTES_EACH, shutil.disk_usage(_existing(settings.data)).free
    if needed > free:
        raise click.ClickException(
            f"{learners} learners need about {needed / _GIGABYTE:.1f} GB, and {settings.data} has "
            f"{free / _GIGABYTE:.1f} GB left; ask for fewer, or set ELEARN_DATA to a larger disk")


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)


commands = [demo]
