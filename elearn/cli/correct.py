"""`elearn correct`: a wrong record of somebody set right, with a reason; the person is told."""

from __future__ import annotations

import secrets
from dataclasses import replace

import click

from elearn.accounts import looks
from elearn.accounts.models import JudicialRole
from elearn.accounts.queries import find_account
from elearn.accounts.services import correcting
from elearn.cli.context import writing
from elearn.kernel.audit import COMMAND_LINE
from elearn.learning import withdrawal
from elearn.learning.acts import EventKind
from elearn.learning.certificates.rules import Fate, shown_code
from elearn.learning.withdrawal import Foretold, OnRecord

_FATES = {
    Fate.NONE: "there is no valid certificate", Fate.KEPT: "the certificate {code} stays valid",
    Fate.REPLACED: "the certificate {code} is superseded by another that says what is true",
    Fate.REVOKED: "the certificate {code} is revoked with the reason"}
_APPLY = click.option(
    "--apply", "is_applied", is_flag=True, help="Do it; without this only what it would do is shown.")


@click.group()
def correct() -> None:
    """Set right what was recorded wrongly of somebody. Nothing is changed without --apply.

    \b
    Example:
      elearn correct record ana@court.example
    """


@correct.command()
@click.argument("person")
@click.option("--withdraw", "wrong", default="", metavar="ID",
              help="What was recorded wrongly, by the id that this command lists.")
@click.option("--reason", default="", metavar="TEXT", help="Why; the person reads it in a letter.")
@_APPLY
def record(person: str, wrong: str, reason: str, is_applied: bool) -> None:
    """List the workshops and declared readings on record of PERSON, or withdraw one of them.

    What is withdrawn counts as if it had never been: a completion that rested on it alone goes, and its
    certificate is revoked. Whoever completed otherwise too keeps that. The look is in the audit log.

    \b
    Examples:
      elearn correct record ana@court.example
      elearn correct record ana@court.example --withdraw 4be9…
      elearn correct record ana@court.example --withdraw 4be9… --reason "Another Ana was there." --apply
    """
    if is_applied and not (wrong and reason.strip()):
        raise click.UsageError("--apply needs --withdraw and a --reason, which the person reads")
    with writing():
        person_id = _person(person)
        looks.note_look(COMMAND_LINE, person_id, reason or "correction of a record, at the command line")
        lines = _withdrawn(person_id, wrong, reason, is_applied=is_applied) if wrong else _listed(person_id)
    for line in lines:
        click.echo(line)


@correct.command("person")
@click.argument("person")
@click.option("--country", metavar="CODE", help="Two capital letters, such as KE.")
@click.option("--site", metavar="KEY", help="The key of a training site of that country, or an empty text.")
@click.option("--work", type=click.Choice([each.value for each in JudicialRole]), help="Their work.")
@click.option("--reason", default="", metavar="TEXT", help="Why; the person reads it in a letter.")
@_APPLY
def correct_person(
    person: str, country: str | None, site: str | None, work: str | None, reason: str, is_applied: bool,
) -> None:
    """Set right by which country, training site and work the reports count PERSON.

    \b
    Example:
      elearn correct person ana@court.example --country KE --site nairobi --reason "Moved." --apply
    """
    if is_applied and not reason.strip():
        raise click.UsageError("--apply needs a --reason, which the person reads")
    with writing():
        person_id = _person(person)
        traits = _traits(correcting.traits_of(person_id), country, site, work)
        changed = correcting.corrected(person_id, traits)
        if is_applied:
            correcting.correct_traits(COMMAND_LINE, person_id, traits, reason)
    fields = ", ".join(name.replace("judicial_role", "work") for name in changed)
    click.echo(f"{'corrected' if is_applied else 'to be corrected'}: {fields}" if fields else
               "nothing to correct: all of it stands so")
    if fields and not is_applied:
        click.echo("nothing was changed; --apply does it")


def _traits(
    held: correcting.Traits, country: str | None, site: str | None, work: str | None,
) -> correcting.Traits:
    """Return the traits with those replaced that were given."""
    return replace(
        held, country=held.country if country is None else country,
        site=held.site if site is None else site,
        judicial_role=JudicialRole(work) if work else held.judicial_role)


def _person(name: str) -> str:
    held = find_account(name)
    if held is None:
        raise click.ClickException(f"there is no account {name!r}")
    return held.person_id


def _listed(person_id: str) -> list[str]:
    found = [_line(each) for each in withdrawal.on_record_of(person_id)]
    return found or ["neither a workshop nor a declared reading is on record"]


def _line(each: OnRecord) -> str:
    what = (f"workshop of {each.minutes} minutes held on {each.held_on}"
            if each.kind is EventKind.ATTEND else "declared reading")
    return f"{each.event_id}\t{what}\trecorded on {each.recorded_at:%Y-%m-%d}"


def _withdrawn(person_id: str, wrong: str, reason: str, *, is_applied: bool) -> list[str]:
    named = [each for each in withdrawal.on_record_of(person_id) if each.event_id.startswith(wrong)]
    if len(named) != 1:
        raise click.ClickException(
            f"{len(named)} workshops or declared readings that stand have an id beginning {wrong!r}")
    [one] = named
    said = _said(withdrawal.foretell(one.enrolment_id, one.event_id))
    if not is_applied:
        return [*said, "nothing was changed; --apply with a --reason does it"]
    withdrawal.withdraw(one.enrolment_id, one.event_id, COMMAND_LINE, reason, secrets.token_hex(16))
    return [*said, "withdrawn; the person is told by letter"]


def _said(foretold: Foretold) -> list[str]:
    """Say in lines what a withdrawal does."""
    before, after = foretold.before, foretold.after
    lines = [_line(foretold.wrong)]
    if before.completed_at and after.completed_at is None:
        lines.append(f"withdraws the completion of {before.completed_at:%Y-%m-%d}")
    elif before.completed_at != after.completed_at and after.completed_at:
        lines.append(f"the completion is that of {after.completed_at:%Y-%m-%d}")
    if before.route is not after.route:
        lines.append(f"the route is {after.route.value} and no more {before.route.value}")
    code = shown_code(foretold.certificate) if foretold.certificate else ""
    return [*lines, _FATES[foretold.fate].format(code=code)]


commands = [correct]
