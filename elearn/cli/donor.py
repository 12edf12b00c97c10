"""`elearn report donor`: the report to a donor as a file."""

from __future__ import annotations

from pathlib import Path

import click

from elearn.cli.context import application
from elearn.kernel import words
from elearn.kernel.errors import ElearnError
from elearn.render.report import donor_pdf
from elearn.reports.files import donor as reports
from elearn.reports.files.donor import Scope

_TAGS = [each.tag for each in words.INTERFACE]


@click.command()
@click.option("--out", required=True, metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
              help="PDF to write; one that is there is replaced.")
@click.option("--year", default="", metavar="YYYY-MM",
              help="Reporting year by its first month; without it everything since the course began.")
@click.option("--country", default="", metavar="CODE", help="This country alone, such as KE.")
@click.option("--lang", type=click.Choice(_TAGS), default=_TAGS[0], show_default=True)
def donor(out: Path, year: str, country: str, lang: str) -> None:
    """Write the report to a donor, of the latest count: the same count gives the same bytes.

    \b
    Example:
      elearn report donor --year 2026-04 --out report.pdf
    """
    with application() as settings:
        try:
            made = donor_pdf(reports.report(settings.course, Scope(year, country), lang))
        except ElearnError as error:
            raise click.ClickException(error.message) from None
    out.write_bytes(made)
    click.echo(f"{out}  {len(made) // 1024} KB")
