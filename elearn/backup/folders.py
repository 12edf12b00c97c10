"""Folders that are there whole or not at all, and that nobody else on the machine may look into."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from elearn.backup import manifest
from elearn.kernel.errors import BadInput, Conflict

_BEGUN = ".begun-"
_LOCK = ".lock"


@contextmanager
def only_one(shelf: Path) -> Iterator[None]:
    """Hold a shelf of backups alone, and clear away what a backup that was cut off left there.

    Raise Conflict where another backup is being made, OSError where the folder cannot be used.
    """
    shelf.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (shelf / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(f"another backup is being written to {shelf}") from None
        for left in shelf.glob(f"{_BEGUN}*"):
            shutil.rmtree(left)
        yield


@contextmanager
def begun(shelf: Path, name: str) -> Iterator[Path]:
    """Give a folder to write into; it is taken away again where the block ends by an error."""
    folder = shelf / f"{_BEGUN}{name}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def give_name(folder: Path) -> Path:
    """Let a folder that is whole be found under its name; return where it is now."""
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    final = folder.with_name(folder.name.removeprefix(_BEGUN))
    folder.rename(final)
    handle = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return final


def free_name(shelves: list[Path], name: str) -> str:
    """Return `name`, with a number behind it where a backup of the same second is there."""
    free, number = name, 1
    while any((shelf / free).exists() for shelf in shelves):
        number += 1
        free = f"{name}-{number}"
    return free


def all_but_newest(shelf: Path, count: int) -> list[Path]:
    """Return the backups on a shelf but the newest `count`, oldest first."""
    held = sorted(path for path in shelf.iterdir()
                  if manifest.is_name(path.name) and (path / manifest.FILE).is_file())
    return held[:-count]


def refuse_places(shelves: list[Path], data: Path) -> None:
    """Raise BadInput where record and keys would lie together, or beside what they are a copy of."""
    record = shelves[0]
    if any(_is_within(each, record) or _is_within(record, each) for each in shelves[1:]):
        raise BadInput(
            f"the keys would lie with the record that they open: choose a folder for --keys-to that is not "
            f"in {record} nor around it, best on another disk that other people keep")
    for each in shelves:
        if _is_within(each, data):
            raise BadInput(f"{each} lies in the data folder: what destroys that takes the backup with it")


def _is_within(one: Path, other: Path) -> bool:
    return one.resolve().is_relative_to(other.resolve())
