"""`elearn remark`: who is concerned by a corrected test item, and judging them anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from elearn.cli.context import application
from elearn.kernel import audit, db
from elearn.kernel.errors import ElearnError
from elearn.learning import queries
from elearn.learning.attempts import corrections, remarking
from elearn.learning.attempts.corrections import Found, Stand
from elearn.learning.attempts.remarking import Outcome
from elearn.learning.attempts.states import AttemptState

_BATCH = 100
_SHOWN = 50


@click.command()
@click.argument("item", metavar="ITEM")
@click.option("--withdraw", is_flag=True,
              help="The item was taken out of the test bank: let it count in no result any more.")
@click.option("--reason", default="", metavar="TEXT",
              help="Why, in one sentence: learners read it beside their result and in a letter.")
@click.option("--apply", "is_applied", is_flag=True, help="Do it; without this only the dry run is shown.")
@click.option("--all", "is_all", is_flag=True, help=f"List every attempt that changes, not {_SHOWN}.")
def remark(item: str, withdraw: bool, reason: str, is_applied: bool, is_all: bool) -> None:
    """Judge handed-in attempts anew by the key that ITEM has in the revision served now.

    Shows who would change and how; --apply does it, in batches, and can be run again after an
    interruption: what is done is done once. Nobody loses a pass. Attempts that are still running are
    judged by the key they were begun with; run it again when they are handed in.

    \b
    Examples:
      elearn remark t-2-q7
      elearn remark t-2-q7 --reason "The second answer is sound too." --apply
      elearn remark t-2-q9 --withdraw --reason "The question could be read in two ways." --apply
    """
    with application() as settings:
        try:
            if is_applied and not reason.strip():
                raise click.UsageError("--apply needs a --reason: learners read it beside their result")
            correction = corrections.correction_of(
                queries.catalogue(), settings.course, item, withdraw=withdraw)
            found = corrections.find(correction)
            outcomes = (_applied(correction, found, reason) if is_applied
                        else remarking.preview(correction, found.enrolment_ids))
            _tell(list(outcomes), found, is_applied=is_applied, most=None if is_all else _SHOWN)
        except ElearnError as error:
            raise click.ClickException(error.message) from None


def _applied(correction: corrections.Correction, found: Found, reason: str) -> Iterator[Outcome]:
    """Yield what was done, batch by batch, each committed before the next begins."""
    db.db.session.rollback()
    for start in range(0, len(found.enrolment_ids), _BATCH):
        batch = found.enrolment_ids[start:start + _BATCH]
        with db.transaction():
            done = remarking.apply(correction, batch, audit.COMMAND_LINE, reason)
        yield from done


def _tell(outcomes: Sequence[Outcome], found: Found, *, is_applied: bool, most: int | None) -> None:
    others = [each for each in outcomes if each.is_other]
    for each in others[:most]:
        click.echo(_line(each))
    if most is not None and len(others) > most:
        click.echo(f"and {len(others) - most} more; --all lists them")
    done = "re-marked" if is_applied else "to be re-marked"
    persons = {each.enrolment_id for each in outcomes}
    click.echo(f"{_count(len(outcomes), 'attempt')} {done} of {_count(len(persons), 'person')}: "
               f"{len(others)} with another result, {sum(each.passes for each in others)} failed → passed, "
               f"{sum(each.completes for each in others)} completed by it")
    if kept := sum(each.after.is_passed and each.after.right < each.after.pass_mark for each in outcomes):
        click.echo(f"{_count(kept, 'attempt')} below the pass mark by it: the pass is kept")
    if apart := found.counts[Stand.APART]:
        click.echo(f"{_count(apart, 'attempt')} offered other options and cannot be judged by this key")
    if running := found.counts[Stand.RUNNING]:
        click.echo(f"{_count(running, 'attempt')} still running by the earlier key: run this again "
                   "when they are handed in")
    if not is_applied and outcomes:
        click.echo("nothing was changed; --apply does it")


def _line(each: Outcome) -> str:
    completes = ", completes the course" if each.completes else ""
    return (f"{each.enrolment_id}  {each.test.value}  {_worth(each.before)} → {_worth(each.after)}"
            f"{completes}")


def _worth(state: AttemptState) -> str:
    passed = "passed" if state.is_passed else "failed"
    return f"{state.right} of {state.of} (pass mark {state.pass_mark}, {passed})"


def _count(number: int, noun: str) -> str:
    plural = {"person": "persons"}.get(noun, f"{noun}s")
    return f"{number} {noun if number == 1 else plural}"


commands = [remark]
