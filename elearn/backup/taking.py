"""Takes a backup while the server runs: all tables as they stood at one moment, letters, keys apart."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic.migration import MigrationContext

from elearn import __version__
from elearn.accounts import erasures, keys
from elearn.backup import folders, manifest, tables
from elearn.backup.manifest import Kind, Manifest
from elearn.kernel import clock, config
from elearn.kernel.db import db
from elearn.kernel.errors import BadInput

TABLES, MAIL, KEYS = "tables", "mail", "keys.db"
KEY_FILES = {"master_key": "master-key.txt", "secret_key": "secret-key.txt"}


@dataclass(frozen=True, slots=True)
class Taken:
    """Where a backup lies, where its keys (None without), what it says of itself, what was cleared away."""

    folder: Path
    keys: Path | None
    manifest: Manifest
    without: tuple[str, ...]
    cleared: tuple[Path, ...]


def take(shelf: Path, keys_shelf: Path | None, tell: tables.Tell, *, keep: int = 0) -> Taken:
    """Write a new backup onto a shelf and its keys onto another; with `keep` clear away older ones.

    Raise BadInput where the folders cannot be used so, Conflict where another is being made.
    """
    data = config.current().data
    shelves = [shelf, *([keys_shelf] if keys_shelf else [])]
    folders.refuse_places(shelves, data)
    with ExitStack() as stack:
        for each in shelves:
            stack.enter_context(folders.only_one(each))
        moment = clock.now()
        name = folders.free_name(shelves, manifest.name_at(moment))
        record = stack.enter_context(folders.begun(shelf, name))
        written = _tables(record, moment, tell)
        # Keys after the rows, so that each row finds its key; the erased after the keys, so that whose
        # key is gone by now is on the list.
        apart = stack.enter_context(folders.begun(keys_shelf, name)) if keys_shelf else None
        without = _keys(apart, moment) if apart else ()
        _letters(data / MAIL, record / MAIL)
        _erased(data / erasures.FILE, record / erasures.FILE)
        sealed = manifest.seal(record, written)
        # The keys alone are of no use to anybody; a record without its keys would look whole.
        keys_at = folders.give_name(apart) if apart else None
        record_at = folders.give_name(record)
        cleared = [old for each in shelves for old in folders.all_but_newest(each, keep)] if keep else []
        for old in cleared:
            shutil.rmtree(old)
    return Taken(record_at, keys_at, sealed, without, tuple(cleared))


def fingerprint(key: str) -> str:
    """Return a digest by which a master key is known again."""
    return hashlib.sha256(b"elearn fingerprint\0" + key.encode()).hexdigest()[:16]


def _tables(record: Path, moment: datetime, tell: tables.Tell) -> Manifest:
    """Write every table as it stands at one moment, whatever is written meanwhile."""
    (record / TABLES).mkdir()
    with db.engine.connect() as connection:
        step = MigrationContext.configure(connection).get_current_revision()
        if not step:
            raise BadInput("the database has no tables yet: there is nothing to keep")
        rows = {name: tables.write(connection, name, record / TABLES / f"{name}.jsonl.gz", tell)
                for name in tables.names(connection)}
        return Manifest(Kind.RECORD, moment, __version__, step, connection.dialect.name, rows)


def _keys(apart: Path, moment: datetime) -> tuple[str, ...]:
    """Copy keys.db and the keys that lie as files; return the settings that hold the others."""
    settings = config.current()
    keys.ring()  # Made where nobody needed it yet, so that a backup always has one.
    with (closing(sqlite3.connect(settings.data / KEYS)) as held,
          closing(sqlite3.connect(apart / KEYS)) as copy):
        held.backup(copy)
    master, _ = settings.key("master_key"), settings.key("secret_key")
    without = []
    for name, file in KEY_FILES.items():
        if getattr(settings, name):
            without.append(config.variable_of(name))
        else:
            shutil.copyfile(settings.data / file, apart / file)
    manifest.seal(apart, Manifest(
        Kind.KEYS, moment, __version__, without=tuple(without), master=fingerprint(master)))
    return tuple(without)


def _letters(source: Path, copy: Path) -> None:
    """Copy the letters that lie as files where no mail server is set; those on their way are a table."""
    copy.mkdir()
    for letter in sorted(source.glob("*.eml")):
        try:
            shutil.copyfile(letter, copy / letter.name)
        except FileNotFoundError:
            continue  # Its time was over, or its addressee was erased, since the folder was listed.


def _erased(source: Path, copy: Path) -> None:
    copy.write_bytes(source.read_bytes() if source.exists() else b"")
