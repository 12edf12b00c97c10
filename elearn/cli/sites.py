"""`elearn site`: the register of training sites."""

from __future__ import annotations

import csv
from pathlib import Path

import click

from elearn.accounts import sites
from elearn.accounts.sites import Site
from elearn.cli.context import application, writing
from elearn.kernel.audit import COMMAND_LINE
from elearn.kernel.errors import BadInput

_COLUMNS = ["key", "country", "name"]
_BYTES_MOST = 5_000_000


@click.group()
def site() -> None:
    """Keep the register of training sites. Nothing is ever deleted: people and figures name its keys.

    \b
    Example:
      elearn site add nairobi KE "Judiciary Academy, Nairobi"
    """


@site.command()
@click.argument("key")
@click.argument("country")
@click.argument("name")
def add(key: str, country: str, name: str) -> None:
    """Register a site: KEY of small letters, digits and hyphens, COUNTRY of two capitals, and its NAME.

    \b
    Example:
      elearn site add sao-paulo BR "Escola Paulista da Magistratura"
    """
    with writing():
        sites.add(COMMAND_LINE, key, country, name)
    click.echo(f"{key} is registered")


@site.command("list")
@click.option("--country", default="", help="Only those of a country, by its code of two letters.")
def list_sites(country: str) -> None:
    """List the register: key, country, open or closed, name.

    \b
    Example:
      elearn site list --country KE
    """
    with application():
        found = sites.every(country)
    for each in found:
        click.echo("\t".join((each.key, each.country, "open" if each.is_open else "closed", each.name)))
    click.echo(f"{len(found)} {'site' if len(found) == 1 else 'sites'}", err=True)


@site.command()
@click.argument("key")
@click.argument("name")
def rename(key: str, name: str) -> None:
    """Call the site KEY something else; the key stays.

    \b
    Example:
      elearn site rename nairobi "Kenya Judiciary Academy"
    """
    with writing():
        sites.rename(COMMAND_LINE, key, name)
    click.echo(f"{key} is called {name} now")


@site.command()
@click.argument("key")
@click.option("--open", "reopens", is_flag=True, help="Open it again instead.")
def close(key: str, reopens: bool) -> None:
    """Close the site KEY: nobody new may choose it or be invited to it; its people and figures stay.

    \b
    Example:
      elearn site close nairobi
      elearn site close nairobi --open
    """
    with writing():
        (sites.reopen if reopens else sites.close)(COMMAND_LINE, key)
    click.echo(f"{key} is {'open again' if reopens else 'closed'}")


@site.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_sites(file: Path) -> None:
    """Register every site of FILE, a CSV in UTF-8 whose first line is `key,country,name`.

    All or nothing: every line that cannot be used is named, and then none is registered. A line whose
    key is registered already is passed over where it says the same, and named where it does not.

    \b
    Example:
      elearn site import sites.csv
    """
    with writing():
        found = _read(file)
        fresh = sites.add_all(COMMAND_LINE, found)
    click.echo(f"{len(fresh)} registered, {len(found) - len(fresh)} were there already")


def _read(file: Path) -> list[Site]:
    """Return the sites of a file; raise click.ClickException that lists all that is wrong, line by line."""
    wrong: list[str] = []
    found: dict[str, Site] = {}
    known = {each.key: each for each in sites.every()}
    for number, cells in _lines(file):
        try:
            held = _site(cells)
            other = found.get(held.key) or known.get(held.key)
            if other and (held.key in found or (other.country, other.name) != (held.country, held.name)):
                where = "above" if held.key in found else f"as {other.name} ({other.country})"
                raise BadInput(f"the key {held.key!r} is taken {where}")
            found[held.key] = held
        except BadInput as error:
            wrong.append(f"{file}:{number}: {error.message}")
    if wrong:
        raise click.ClickException("\n".join(["nothing was registered", *wrong]))
    return list(found.values())


def _site(cells: list[str]) -> Site:
    if len(cells) != len(_COLUMNS):
        raise BadInput(f"{len(cells)} cells, should be 3: key, country, name (quote a name with commas)")
    return sites.checked(*(cell.strip() for cell in cells))


def _lines(file: Path) -> list[tuple[int, list[str]]]:
    """Return (line number, cells) of every line but the first and empty ones."""
    if file.stat().st_size > _BYTES_MOST:
        raise click.ClickException(f"{file}: this is larger than any register")
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.reader(opened, strict=True)
            lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except UnicodeDecodeError:
        raise click.ClickException(f"{file}: this is not UTF-8; save it as CSV UTF-8") from None
    except csv.Error as error:
        raise click.ClickException(f"{file}:{reader.line_num}: {error}") from None
    if not lines or [cell.strip().casefold() for cell in lines[0][1]] != _COLUMNS:
        raise click.ClickException(f"{file}:1: the first line should be {','.join(_COLUMNS)}")
    return lines[1:]


commands = [site]
