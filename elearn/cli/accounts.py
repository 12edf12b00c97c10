"""`elearn user`: people from the command line; the first administrator is made here."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import click

from elearn.accounts import hashing, links, queries, services, sites
from elearn.accounts.countries import CODES, INVENTED
from elearn.accounts.models import AccessRole, JudicialRole
from elearn.accounts.password_rules import PasswordProblem, password_problem
from elearn.accounts.profile import Profile
from elearn.accounts.queries import Account
from elearn.accounts.rules import BadName, clean_name
from elearn.accounts.tokens import new_code
from elearn.cli.context import application, writing
from elearn.kernel import audit, mail
from elearn.kernel.audit import COMMAND_LINE
from elearn.kernel.db import transaction

_REFUSALS = {
    PasswordProblem.TOO_SHORT: "it needs at least 12 characters",
    PasswordProblem.TOO_LONG: "it may have at most 256 characters",
    PasswordProblem.COMMON: "it is among the first that a guesser tries",
    PasswordProblem.REPEATED: "it repeats a few characters",
    PasswordProblem.SEQUENCE: "it follows the keyboard or the alphabet",
    PasswordProblem.PERSONAL: "it is made of the name or the address",
}


def _one_of(kind: type[StrEnum]) -> click.Choice[str]:
    return click.Choice([member.value for member in kind])


@click.group()
def user() -> None:
    """Make and change accounts.

    A passphrase is asked for or drawn, never given on the command line.

    \b
    Example, the first administrator:
      elearn user add admin@court.example --name "Ana Silva" --country BR --role administrator
    """


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="Name as it stands on the certificate.")
@click.option("--country", required=True, help="ISO 3166 code of two letters.")
@click.option("--role", type=_one_of(AccessRole), default="learner", show_default=True)
@click.option("--judicial-role", type=_one_of(JudicialRole), default="other", show_default=True)
@click.option("--site", default="", help="Key of a training site in the register.")
@click.option("--language", default="en", show_default=True)
@click.option("--generate", is_flag=True, help="Draw a passphrase and print it, once.")
def add(
    email: str, name: str, country: str, role: str, judicial_role: str, site: str, language: str,
    generate: bool,
) -> None:
    """Make an account for EMAIL.

    \b
    Example:
      elearn user add ana@court.example --name "Ana Silva" --country BR --role officer --generate
    """
    profile = Profile(_name(name), _country(country), JudicialRole(judicial_role), language)
    if not mail.is_address(email):
        raise click.ClickException(f"{email!r} is not an e-mail address")
    passphrase = new_code(5).lower() if generate else _asked(email, profile.display_name)
    password_hash = hashing.hash_password(passphrase)
    with writing():
        if site:
            sites.require_open(site)
        person = services.add_person(
            profile, email=email, password_hash=password_hash, access_role=AccessRole(role), site=site)
        audit.record(COMMAND_LINE, "account_made", person.id, role=role, site=site)
    click.echo(f"{email} may sign in as {role}")
    if generate:
        click.echo(f"passphrase, shown this once: {passphrase}")


@user.command()
@click.argument("person")
@click.argument("role", type=_one_of(AccessRole))
@click.option("--site", default=None, help="Key of the training site; stays as it is unless given.")
def role(person: str, role: str, site: str | None) -> None:
    """Give PERSON (e-mail address or sign-in name) another ROLE and sign them out everywhere.

    \b
    Example:
      elearn user role ana@court.example focal_point --site sao-paulo
    """
    with writing():
        held = _found(person)
        kept = held.site if site is None else site
        services.set_role(COMMAND_LINE, held.person_id, AccessRole(role), kept)
    # A learner chooses a site and, as a focal point, sees its tables: whoever gives the role should know.
    where = f" of {kept}" if kept else ""
    click.echo(f"{person} is {role}{where} now and was signed out everywhere")


@user.command()
@click.argument("person")
def lock(person: str) -> None:
    """Close the account of PERSON and sign them out everywhere.

    \b
    Example:
      elearn user lock ana@court.example
    """
    with writing():
        services.lock(COMMAND_LINE, _found(person).person_id)
    click.echo(f"{person} is locked")


@user.command()
@click.argument("person")
def unlock(person: str) -> None:
    """Open the account of PERSON again.

    \b
    Example:
      elearn user unlock ana@court.example
    """
    with writing():
        services.unlock(COMMAND_LINE, _found(person).person_id)
    click.echo(f"{person} may sign in again")


@user.command()
@click.argument("person")
@click.option("--second-factor", is_flag=True, help="Take away the second factor instead: a lost phone.")
def reset(person: str, second_factor: bool) -> None:
    """Print a link by which PERSON chooses a new passphrase within ten minutes, once.

    \b
    Example:
      elearn user reset ana@court.example
      elearn user reset ana@court.example --second-factor
    """
    with writing():
        held = _found(person)
        if second_factor:
            services.remove_totp(held.person_id, COMMAND_LINE)
            services.end_all_sessions(held.person_id)
            text = f"{person} has no second factor any more; staff set up a new one at the next sign-in"
        else:
            text = links.reset_address(
                held.profile.language, services.new_reset(held.person_id, COMMAND_LINE))
    click.echo(text)


@user.command("list")
@click.option("--role", type=_one_of(AccessRole), help="Only people with this role.")
def list_people(role: str | None) -> None:
    """List accounts: name to sign in by, role, site, country, whether locked.

    \b
    Example:
      elearn user list --role administrator
    """
    with application():
        held = queries.accounts(AccessRole(role) if role else None)
        with transaction():
            audit.record(COMMAND_LINE, "accounts_listed", role=role or "all", count=len(held))
    for each in held:
        click.echo("\t".join((
            each.email or each.sign_in_name, each.access_role.value, each.site or "-",
            each.profile.country, "locked" if each.is_locked else "open")))


@user.command()
@click.option("--uses", type=click.IntRange(1, 500), default=30, show_default=True, help="How many people.")
@click.option("--days", type=click.IntRange(1, 365), default=30, show_default=True, help="For how long.")
@click.option("--label", default="", help="What it is for, as the audit log will say.")
@click.option("--site", default="", help="Key of the registered training site the people belong to.")
def invite(uses: int, days: int, label: str, site: str) -> None:
    """Print a code with which people without an e-mail address register.

    \b
    Example:
      elearn user invite --uses 25 --days 14 --label "Workshop in Nairobi" --site nairobi
    """
    with writing():
        code = services.invite(COMMAND_LINE, uses=uses, days=days, label=label, site=site)
    click.echo(f"invitation code for {uses} people within {days} days, shown this once: {code}")


def _found(person: str) -> Account:
    held = queries.find_account(person)
    if held is None:
        raise click.ClickException(f"there is no account {person!r}")
    return held


def _name(text: str) -> str:
    try:
        return clean_name(text)
    except BadName as error:
        raise click.ClickException(f"this cannot be a name: {error}") from None


def _country(code: str) -> str:
    if code not in CODES and code not in INVENTED:
        raise click.ClickException(f"{code!r} is no country code of two capital letters, such as KE")
    return code


def _asked(email: str, name: str) -> str:
    """Ask for a passphrase until it is a good one."""

    def good(text: str) -> str:
        problem = password_problem(text, email=email, name=name)
        if problem:
            raise click.UsageError(_REFUSALS[problem])
        return text

    asked: Callable[..., str] = click.prompt
    return asked("Passphrase", hide_input=True, confirmation_prompt=True, value_proc=good)


commands = [user]
