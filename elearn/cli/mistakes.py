"""`elearn mistakes`: what readers found wrong in a passage, beside the line that an author must look at."""

from __future__ import annotations

from collections.abc import Mapping

import click

from elearn.cli.context import application
from elearn.cli.desk import Desk, with_desk
from elearn.document.problems import Problem
from elearn.kernel import errors
from elearn.kernel.audit import COMMAND_LINE
from elearn.kernel.db import transaction
from elearn.learning.mistakes import queries, services
from elearn.learning.mistakes.models import MistakeState

_ANSWERS = [state.value for state in MistakeState if state is not MistakeState.OPEN]


@click.group()
def mistakes() -> None:
    """List the mistakes that readers reported, and answer them.

    \b
    Example:
      elearn mistakes list
    """


@mistakes.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those answered already.")
@with_desk
def list_reports(desk: Desk, everything: bool) -> None:
    """Print each report with the file and line where its passage stands now.

    \b
    Example:
      elearn mistakes list --all
    """
    with application():
        held = queries.reports(None if everything else MistakeState.OPEN)
    places = _places(desk, sorted({each.lang for each in held}))
    for each in held:
        where = places.get((each.lang, each.block_id), "no longer in the content")
        click.echo(f"{where}: {each.block_id} [{each.state.value}] {each.id}")
        click.echo(f"    {each.said_at:%Y-%m-%d}, revision {each.revision_id[:12]}")
        for line in each.said.splitlines() or ("(whoever reported it was erased)",):
            click.echo(f"    > {line}")
    click.echo(f"{len(held)} {'report' if len(held) == 1 else 'reports'}", err=True)


@mistakes.command()
@click.argument("report_id", metavar="REPORT")
@click.argument("state", type=click.Choice(_ANSWERS))
@click.argument("words")
def answer(report_id: str, state: str, words: str) -> None:
    """Answer REPORT: the text is mended, or it stands; WORDS are for the person who reported it.

    \b
    Example:
      elearn mistakes answer 5d0c… mended "You are right: paragraph 2.5 was meant. Thank you."
    """
    with application():
        try:
            with transaction():
                services.answer(COMMAND_LINE, report_id, MistakeState(state), words)
        except errors.ElearnError as error:
            raise click.ClickException(error.message) from None
    click.echo(f"{report_id} is answered: {state}")


def _places(desk: Desk, langs: list[str]) -> Mapping[tuple[str, str], str]:
    """Return where each id stands now as `file:line`, by language; content with errors is read as well."""
    found: dict[tuple[str, str], str] = {}
    for rules in desk.rules()[0] if langs else ():
        for lang in langs:
            for block_id, (file, line) in desk.load(rules, lang).positions.items():
                at = desk.placed(Problem(file, line, "", ""), desk.folder(rules))
                found[lang, block_id] = f"{at.file}:{at.line}"
    return found


commands = (mistakes,)
