"""`elearn report`: count, print, and explain the figures."""

from __future__ import annotations

import click

from elearn.cli.context import application
from elearn.cli.donor import donor
from elearn.cli.progress import Progress
from elearn.kernel import clock, errors
from elearn.kernel.db import transaction
from elearn.reports import services
from elearn.reports.reading import queries
from elearn.reports.tables import DIMENSIONS, PAGES


@click.group()
def report() -> None:
    """Count, print, and explain the figures.

    \b
    Example:
      elearn report snapshot
    """


@report.command()
def snapshot() -> None:
    """Count every table now; pages show this count from then on.

    \b
    Example:
      elearn report snapshot
    """
    with application() as settings:
        progress = Progress("enrolments counted")
        with transaction(at_one_moment=True):
            number = services.take_snapshot(settings.course, clock.now(), progress.reach)
        click.echo(f"snapshot {number} of {settings.course} taken")


@report.command()
@click.argument("table", type=click.Choice(PAGES), metavar="TABLE")
@click.option("--filter", "filters", multiple=True, metavar="NAME=VALUE", help="Such as country=XA.")
def show(table: str, filters: tuple[str, ...]) -> None:
    """Print a table as officers see it.

    \b
    Example:
      elearn report show by-role --filter country=XA
    """
    with application() as settings:
        try:
            printed = queries.printed(settings.course, table, _chosen(filters))
        except errors.ElearnError as error:
            raise click.ClickException(error.message) from None
        click.echo("\t".join((printed.rows_are, *printed.columns)))
        for row in printed.rows:
            click.echo("\t".join((row.value or "all", *row.cells)))


@report.command()
@click.argument("table", type=click.Choice(PAGES), metavar="TABLE")
@click.option("--filter", "filters", multiple=True, metavar="NAME=VALUE", help="Such as country=XA.")
def explain(table: str, filters: tuple[str, ...]) -> None:
    """Print the unrounded counts behind a table. For the administrator of this machine alone.

    \b
    Example:
      elearn report explain by-country
    """
    with application() as settings:
        try:
            rows = list(queries.explained(settings.course, table, _chosen(filters)))
        except errors.ElearnError as error:
            raise click.ClickException(error.message) from None
    if not rows:
        raise click.ClickException("nothing has been counted yet; run: elearn report snapshot")
    measures = list(dict.fromkeys(name for _, counts in rows for name in counts))
    click.echo("\t".join((table.removeprefix("by-"), *measures)))
    for value, counts in rows:
        click.echo("\t".join((value or "all", *(str(counts.get(measure, 0)) for measure in measures))))


def _chosen(filters: tuple[str, ...]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for each in filters:
        name, mark, value = each.partition("=")
        if not mark or name not in DIMENSIONS:
            raise click.BadParameter(f"{each!r} is not NAME=VALUE with NAME of {', '.join(DIMENSIONS)}")
        chosen[name] = value
    return chosen


report.add_command(donor)

commands = [report]
