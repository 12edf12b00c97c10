"""`elearn audit`, `elearn erase`, `elearn retention`: what was done, who goes, what is over."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

from elearn.accounts import queries
from elearn.accounts.looks import looks
from elearn.accounts.models import Person
from elearn.cli.context import application, writing
from elearn.kernel import audit
from elearn.kernel.audit import COMMAND_LINE
from elearn.kernel.db import db, transaction
from elearn.kernel.errors import ElearnError
from elearn.learning import erasure, retention
from elearn.learning.erasure import Reason
from elearn.learning.named.queries import taken_in

_REASONS = [each.value for each in (Reason.ON_REQUEST, Reason.DUPLICATE, Reason.UNUSED)]


@click.group("audit")
def audit_log() -> None:
    """Check the audit log, and show what it holds about a person.

    \b
    Example:
      elearn audit verify
    """


@audit_log.command()
def verify() -> None:
    """Follow the chain of digests; name the first entry that was changed, taken away or slipped in.

    Note the last digest somewhere else: with it nobody can write the log anew from its beginning.

    \b
    Example:
      elearn audit verify
    """
    with application():
        found = audit.verify()
    if found.broken is not None:
        click.echo(f"entry {found.broken.id} is broken: {found.broken.reason}")
        click.echo(f"the {found.count} entries before it follow on each other")
        sys.exit(1)
    click.echo(f"{found.count} entries follow on each other; the last digest is {found.digest or 'none'}")


@audit_log.command()
@click.option("--person", required=True, help="E-mail address, sign-in name, or the random id.")
@click.option("--most", type=click.IntRange(1, 100_000), default=100, show_default=True)
def show(person: str, most: int) -> None:
    """Show what was done with someone's account, newest first; the look is an entry of its own.

    \b
    Example:
      elearn audit show --person ana@court.example
    """
    with writing():
        person_id = _person_id(person)
        found = looks(person_id, most, also=taken_in(person_id))
        audit.record(COMMAND_LINE, "log_read", person_id)
    for each in found:
        said = (each.at.isoformat(timespec="seconds"), each.action, each.by.value, each.purpose)
        click.echo("\t".join(said).rstrip())
    click.echo(f"{len(found)} entries")


@click.command()
@click.argument("person", required=False)
@click.option("--reason", type=click.Choice(_REASONS), help="Why; without it nothing is erased.")
@click.option("--yes", is_flag=True, help="Do not ask once more.")
@click.option("--resume", is_flag=True, help="Complete every erasure that was cut off.")
def erase(person: str | None, reason: str | None, yes: bool, resume: bool) -> None:
    """Count what would go with PERSON and, with a reason, erase them for ever.

    PERSON is an e-mail address, a sign-in name or the random id. The key goes too, so that no backup
    opens what they wrote; the id is put on erasures.log, which every restore applies. The reason is one of
    a list: words typed here would stay in the audit log and might name the one who is gone.

    \b
    Example:
      elearn erase ana@court.example
      elearn erase ana@court.example --reason on-request
      elearn erase --resume
    """
    if resume:
        with application():
            click.echo(f"completed {erasure.resume()} erasures")
        return
    if not person:
        raise click.UsageError("say whom, or --resume")
    with application():
        try:
            _erase(person, reason, yes)
        except ElearnError as error:
            raise click.ClickException(error.message) from None


@click.command("retention")
@click.option("--dry-run", is_flag=True, help="Only count what would go.")
def retain(dry_run: bool) -> None:
    """Delete what its time is over for, as the worker does daily; the settings ELEARN_KEEP_… say when.

    \b
    Example:
      elearn retention --dry-run
    """
    with application():
        if dry_run:
            _list(retention.counted(), "would go")
            return
        with transaction():
            found = dict(retention.sweep())
        erased = retention.erase_unused()
    _list({**found, **({"accounts_erased": erased} if erased else {})}, "went")


def _erase(person: str, reason: str | None, yes: bool) -> None:
    with transaction():
        person_id = _person_id(person)
        audit.record(COMMAND_LINE, "erasure_previewed", person_id)
        counted = erasure.listing(person_id)
    _list(counted, "would go")
    if reason is None:
        click.echo("nothing was erased; give --reason to do it")
        return
    if not yes:
        click.confirm(f"Erase {person} for ever?", abort=True)
    erasure.erase(person_id, COMMAND_LINE, Reason(reason))
    click.echo("erased; the key is destroyed and the id is on erasures.log")


def _list(counted: Mapping[str, int], verb: str) -> None:
    for name, count in counted.items():
        click.echo(f"{count:>8}  {name.replace('_', ' ')}")
    if not counted:
        click.echo(f"nothing {verb}")


def _person_id(person: str) -> str:
    held = queries.find_account(person)
    if held is not None:
        return held.person_id
    if db.session.get(Person, person) is not None or audit.count_about(person):
        return person
    raise click.ClickException(f"there is no account {person!r}")


commands = [audit_log, erase, retain]
