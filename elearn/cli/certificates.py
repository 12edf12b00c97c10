"""`elearn certificate`: certificates listed, revoked, issued again; each act is in the audit log."""

from __future__ import annotations

import click

from elearn.accounts.queries import find_account
from elearn.cli.context import writing
from elearn.kernel import audit
from elearn.kernel.audit import COMMAND_LINE
from elearn.learning.certificates import queries, services
from elearn.learning.certificates.rules import State, shown_code


@click.group()
def certificate() -> None:
    """List, revoke and issue certificates again.

    \b
    Example:
      elearn certificate revoke 7Q2M-XKTA-93ZD-VHP0-B1NC --reason "The test was taken by another person."
    """


@certificate.command("list")
@click.option("--state", help="Only those in this state.",
              type=click.Choice([each.value for each in State]))
@click.option("--person", default="", help="Only those of this e-mail address or sign-in name.")
@click.option("--most", type=click.IntRange(1, 100_000), default=1000, show_default=True)
def list_certificates(state: str | None, person: str, most: int) -> None:
    """List certificates without names, the newest first: code, state, day of issue, route, edition.

    \b
    Example:
      elearn certificate list --state revoked
      elearn certificate list --person ana@court.example
    """
    with writing():
        person_id = _person(person) if person else ""
        held = queries.listed(State(state) if state else None, person_id, most)
        audit.record(COMMAND_LINE, "certificates_listed", person_id or None, state=state or "all",
                     count=len(held))
    for each in held:
        click.echo("\t".join((
            each.code, each.state.value if each.is_confirmed else "name not confirmed",
            each.issued_on.isoformat(), each.route, each.edition)))


@certificate.command()
@click.argument("code")
@click.option("--reason", required=True, help="Why; its holder may read it.")
def revoke(code: str, reason: str) -> None:
    """Revoke the certificate CODE: from now on its page says so.

    \b
    Example:
      elearn certificate revoke 7Q2M-XKTA-93ZD-VHP0-B1NC --reason "Issued by mistake."
    """
    with writing():
        services.revoke(code, COMMAND_LINE, reason)
    click.echo(f"{code} is revoked")


@certificate.command()
@click.argument("code")
@click.option("--name", required=True, help="The name, as it should be printed.")
def reissue(code: str, name: str) -> None:
    """Issue the certificate CODE again with another name; CODE is superseded from now on.

    \b
    Example:
      elearn certificate reissue 7Q2M-XKTA-93ZD-VHP0-B1NC --name "Amara A. Okello"
    """
    with writing():
        made = services.reissue(services.enrolment_of(code), name, COMMAND_LINE)
    click.echo(f"{code} is superseded by {shown_code(made)}")


def _person(name: str) -> str:
    held = find_account(name)
    if held is None:
        raise click.ClickException(f"there is no account {name!r}")
    return held.person_id


commands = [certificate]
