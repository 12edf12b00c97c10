"""`elearn backup` and `elearn restore`: a copy of the record, its keys apart, and the way back."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from elearn.backup import restoring, taking
from elearn.cli.context import application
from elearn.kernel import config
from elearn.kernel.errors import ElearnError

_FOLDER = click.Path(file_okay=False, path_type=Path)
_HELD = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--to", "shelf", type=_FOLDER, required=True, help="Folder of backups; each gets its own.")
@click.option("--keys-to", type=_FOLDER, help="Another folder, best on another disk, for the keys.")
@click.option("--without-keys", is_flag=True, help="Copy no keys; texts and names stay sealed.")
@click.option("--keep", type=click.IntRange(min=1), help="Delete all but the newest so many afterwards.")
def backup(shelf: Path, keys_to: Path | None, without_keys: bool, keep: int | None) -> None:
    """Copy the record as it stands at this moment, while the server goes on.

    Into a folder of its own, named by the moment in UTC: a file for each table, the list of the
    erased, letters, and a manifest with a digest of each file. The keys go elsewhere, under the same
    name. A backup that is cut off leaves nothing that looks whole. Publications are not in it: the
    worker makes them again.

    \b
    Example:
      elearn backup --to /backup/record --keys-to /media/safe/keys --keep 30
    """
    if (keys_to is None) is not without_keys:
        raise click.UsageError("say --keys-to DIR, or --without-keys where you keep the keys another way")
    with application():
        progress = Progress()
        try:
            taken = taking.take(shelf, keys_to, progress.tell, keep=keep or 0)
        except (ElearnError, OSError, SQLAlchemyError) as error:
            raise click.ClickException(f"nothing was kept: {_said(error)}") from None
    size = sum(each.size for each in taken.manifest.files.values())
    progress.end()
    click.echo(f"{taken.folder}: {sum(taken.manifest.rows.values())} rows, {size / 1e6:.1f} MB")
    if taken.keys is not None:
        click.echo(f"{taken.keys}: the keys; keep them where the record is not")
    for name in taken.without:
        click.echo(f"{name} is set in your configuration and was not copied: keep it yourself")
    for old in taken.cleared:
        click.echo(f"{old} was deleted")


@click.command()
@click.option("--from", "record", type=_HELD, required=True, help="The folder of one backup.")
@click.option("--keys-from", type=_HELD, required=True, help="The folder of its keys, or of newer ones.")
@click.option("--erasures", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="The newest erasures.log, kept apart.")
def restore(record: Path, keys_from: Path, erasures: Path | None) -> None:
    """Bring a backup into an empty data folder and an empty database, of either kind.

    Every file is checked before anything is written. Whoever was erased is erased again: those on
    the list in the backup, and on the newest list where you give it. Everybody is signed out. At the
    end everything derived is recomputed and compared; until that agrees nothing can be served.

    \b
    Example:
      ELEARN_DATA=/srv/new elearn restore --from /backup/record/20270131T020000Z \\
        --keys-from /media/safe/keys/20270131T020000Z --erasures /media/safe/erasures.log
    """
    try:
        settings = config.load_settings()
        restoring.refuse_used_folder(settings.data)
        halves = restoring.checked(record, keys_from, settings)
    except config.SettingsError as error:
        raise click.ClickException(str(error)) from None
    except (ElearnError, OSError) as error:
        raise click.ClickException(f"nothing was changed: {_said(error)}") from None
    click.echo(f"every file is as it was written on {halves.about.taken_at:%Y-%m-%d %H:%M} UTC")
    _bring(halves, erasures, settings.data)


def _bring(halves: restoring.Halves, erasures: Path | None, data: Path) -> None:
    progress = Progress()
    with application():
        try:
            done = restoring.restore(halves, erasures, progress.tell)
        except (ElearnError, OSError, ValueError, SQLAlchemyError) as error:
            raise click.ClickException(
                f"{_said(error)}. {data} stays closed: empty it and the database, begin again") from None
    progress.end()
    for line in done.wrong:
        click.echo(line, err=True)
    if done.wrong:
        click.echo(f"what was restored does not agree with itself, so {data} stays closed", err=True)
        sys.exit(1)
    rows = sum(halves.about.rows.values())
    click.echo(f"{rows} rows; {done.erased} erased once more; everybody is signed out")
    if erasures is None:
        click.echo("no newer erasures.log was given: whoever was erased after the backup is there again. "
                   "Where you have one, empty this place and restore once more with --erasures FILE")
    click.echo("verified: everything follows from the events. Next: elearn serve")


class Progress:
    """Says on a terminal which table is at work and how far it is."""

    def tell(self, table: str, rows: int) -> None:
        """Show a table and its rows, over the line before."""
        if sys.stderr.isatty():
            click.echo(f"\r{table}: {rows}".ljust(60), err=True, nl=False)

    def end(self) -> None:
        """Clear the line."""
        if sys.stderr.isatty():
            click.echo("\r".ljust(61) + "\r", err=True, nl=False)


def _said(error: Exception) -> str:
    if isinstance(error, ElearnError):
        return error.message
    if isinstance(error, SQLAlchemyError):
        return f"the database says {type(getattr(error, 'orig', None) or error).__name__}"
    return str(error)


commands = [backup, restore]
