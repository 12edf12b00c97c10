"""Brings a backup into an empty place; nothing can be served from there before all of it agrees."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import delete, inspect

from elearn.accounts import erasures
from elearn.accounts.models import LoginSession, ResetLink
from elearn.backup import manifest, tables, taking
from elearn.backup.manifest import Kind, Manifest
from elearn.kernel import audit, clock, config, jobs, mail
from elearn.kernel.config import RESTORING, Settings
from elearn.kernel.db import db, steps, transaction, upgrade
from elearn.kernel.errors import BadInput, Conflict
from elearn.learning import clearing, erasure
from elearn.learning.notes import services as notes
from elearn.learning.verification import verify

_SHOWN = 20
_ALLOWED = {"lost+found", "jobs.db", "jobs.db-wal", "jobs.db-shm"}


@dataclass(frozen=True, slots=True)
class Halves:
    """The two folders of a backup with what they say of themselves, each file checked."""

    record: Path
    keys: Path
    about: Manifest
    about_keys: Manifest


@dataclass(frozen=True, slots=True)
class Restored:
    """How many were erased once more, and what does not agree, which must be nothing."""

    erased: int
    wrong: tuple[str, ...]


def checked(record: Path, keys_folder: Path, settings: Settings) -> Halves:
    """Return a backup whose every file is what was written; raise BadInput, saying what is wrong."""
    about, about_keys = manifest.read(record, Kind.RECORD), manifest.read(keys_folder, Kind.KEYS)
    if about_keys.taken_at < about.taken_at:
        raise BadInput(
            f"the keys of {about_keys.taken_at:%Y-%m-%d %H:%M} are older than the record of "
            f"{about.taken_at:%Y-%m-%d %H:%M}: take the keys of the same backup, or newer ones")
    if about.step not in steps():
        raise BadInput(f"the record is of a newer version ({about.program}): install that first")
    for name in about_keys.without:
        if name not in {config.variable_of(each) for each in taking.KEY_FILES if getattr(settings, each)}:
            raise BadInput(f"{name} was set where the backup was made and is not in it: set it here too")
    if _master(keys_folder, settings) != about_keys.master:
        raise BadInput("ELEARN_MASTER_KEY is not the master key that sealed these keys")
    for folder, each in ((keys_folder, about_keys), (record, about)):
        manifest.check(folder, each)
    return Halves(record, keys_folder, about, about_keys)


def refuse_used_folder(data: Path) -> None:
    """Raise Conflict where something lies in the data folder already."""
    held = sorted(path.name for path in data.iterdir()) if data.is_dir() else []
    found = [name for name in held if name not in _ALLOWED]
    if found:
        raise Conflict(
            f"{data} is not empty ({', '.join(found[:3])} …): a backup is restored into an empty folder "
            "alone. Set ELEARN_DATA to a new one, or move what is there away")


def refuse_used_database() -> None:
    """Raise Conflict where the database has tables already."""
    if inspect(db.engine).get_table_names():
        raise Conflict(
            "the database has tables already: a backup is restored into an empty database alone. Make a "
            "new one and set DATABASE_URL to it")


def restore(halves: Halves, newest: Path | None, tell: tables.Tell) -> Restored:
    """Bring a checked backup into the empty place of the application at work, and open it where all agrees.

    `newest` is a list of erasures that was kept apart. Where something does not agree the place stays
    closed.
    """
    data = config.current().data
    refuse_used_database()
    listed = erasures.noted(newest) if newest else ()
    marker = data / RESTORING
    marker.write_text("Being restored; see `elearn restore --help`.\n", encoding="utf-8")
    _bring_keys(halves, data)
    _bring_rows(halves, tell)
    _bring_letters(halves.record / taking.MAIL, data / taking.MAIL)
    upgrade()
    erased = erasure.apply_log(halves.record / erasures.FILE)
    if newest and listed:
        erased += erasure.apply_log(newest)
    _end_what_was_open()
    _destroy_what_was_deleted()
    wrong = tuple(islice(_disagreements(), _SHOWN))
    if not wrong:
        _put_letters()
        marker.unlink()
    return Restored(erased, wrong)


def _master(folder: Path, settings: Settings) -> str:
    """Return the fingerprint of the master key that would open these keys here."""
    path = folder / taking.KEY_FILES["master_key"]
    held = settings.master_key or (path.read_text(encoding="ascii").strip() if path.is_file() else "")
    return taking.fingerprint(held)


def _bring_keys(halves: Halves, data: Path) -> None:
    for name in {taking.KEYS, *taking.KEY_FILES.values()} & set(halves.about_keys.files):
        made = os.open(data / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(made, "wb") as copy, (halves.keys / name).open("rb") as source:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())


def _bring_rows(halves: Halves, tell: tables.Tell) -> None:
    """Make the tables of the step that the backup is of, and fill them."""
    upgrade(halves.about.step)
    with db.engine.connect() as connection:
        there = tables.names(connection)
        if set(there) != set(halves.about.rows):
            raise BadInput("the backup has other tables than its step: it was not made by this program")
        for name in there:
            path = halves.record / taking.TABLES / f"{name}.jsonl.gz"
            count = tables.read(connection, name, path, tell)
            if count != halves.about.rows[name]:
                raise BadInput(f"{path} has {count} rows, and {halves.about.rows[name]} were written")
            tables.settle_counters(connection, name)


def _bring_letters(source: Path, target: Path) -> None:
    if source.is_dir() and any(source.iterdir()):
        shutil.copytree(source, target)
        target.chmod(0o700)


def _destroy_what_was_deleted() -> None:
    """Destroy the keys of texts and notes that their writers deleted, which an older copy may hold."""
    connection = db.session.connection()
    clearing.destroy_cleared(connection)
    notes.destroy_deleted(connection)
    db.session.rollback()


def _end_what_was_open() -> None:
    """End sign-ins and links: what was ended or used after the backup must not come to life again."""
    with transaction():
        db.session.execute(delete(LoginSession))
        db.session.execute(delete(ResetLink))


def _disagreements() -> Iterator[str]:
    yield from map(str, verify())
    chain = audit.verify()
    db.session.rollback()
    if chain.broken is not None:
        yield f"audit entry {chain.broken.id}: {chain.broken.reason}"


def _put_letters() -> None:
    """Let letters go that were on their way: the queue is not in a backup."""
    for letter_id in mail.waiting(clock.now()):
        jobs.put("mail", letter_id)
    db.session.rollback()
