"""What a backup says of itself: when, of which step, how many rows, and a digest of each file."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from elearn.kernel.errors import BadInput

FILE = "manifest.json"
FORMAT = 1
# Folders sort by name as they do by moment.
_NAME = re.compile(r"\d{8}T\d{6}Z(-\d+)?")
_PIECE = 1 << 20


class Kind(StrEnum):
    """The two halves of a backup, which never lie in one place."""

    RECORD = "record"
    KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Written:
    """A file: its SHA-256 in hexadecimal, its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in `manifest.json`; `step` is that of the database, `rows` counts by table.

    `without` names keys that lay in the configuration and were not copied; `master` is a digest that
    tells whether a master key is the right one.
    """

    kind: Kind
    taken_at: datetime
    program: str
    step: str = ""
    database: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, Written] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    master: str = ""
    format: int = FORMAT


def name_at(moment: datetime) -> str:
    """Return what the folder of a backup taken at a moment, in UTC, is called."""
    return f"{moment:%Y%m%dT%H%M%SZ}"


def is_name(name: str) -> bool:
    """Say whether a folder is called as backups are."""
    return _NAME.fullmatch(name) is not None


def seal(folder: Path, manifest: Manifest) -> Manifest:
    """Write a manifest over all files of a folder, last of all, and everything onto the disk."""
    files = {}
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        files[path.relative_to(folder).as_posix()] = Written(_digest(path), path.stat().st_size)
        _onto_disk(path)
    whole = Manifest(**{**{name: getattr(manifest, name) for name in _FIELDS}, "files": files})
    said = {**asdict(whole), "taken_at": whole.taken_at.isoformat()}
    with (folder / FILE).open("x", encoding="utf-8") as file:
        json.dump(said, file, indent=1, sort_keys=True)
    for path in (folder / FILE, *(each for each in folder.rglob("*") if each.is_dir()), folder):
        _onto_disk(path)
    return whole


def read(folder: Path, kind: Kind) -> Manifest:
    """Return the manifest of a folder; raise BadInput, saying why, where it is no backup of this kind."""
    try:
        said = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if said["format"] > FORMAT:
            raise BadInput(f"{folder} is of a newer version, {said['program']}: install that first")
        files = {name: Written(**each) for name, each in said.pop("files").items()}
        found = Manifest(**{**said, "kind": Kind(said["kind"]), "files": files,
                            "taken_at": datetime.fromisoformat(said["taken_at"]),
                            "without": tuple(said["without"])})
    except FileNotFoundError:
        raise BadInput(f"{folder} is no backup: it has no {FILE}, or making it was cut off") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{folder / FILE} cannot be read ({error})") from None
    if found.kind is not kind:
        raise BadInput(f"{folder} holds the {found.kind.value}, not the {kind.value}")
    return found


def check(folder: Path, manifest: Manifest) -> None:
    """Raise BadInput where a file of a folder is missing or is not what was written."""
    for name, written in manifest.files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
            raise BadInput(f"{path} is missing")
        if path.stat().st_size != written.size or _digest(path) != written.sha256:
            raise BadInput(f"{path} is not what was written: its digest differs. Take another backup")


_FIELDS = tuple(Manifest.__dataclass_fields__)


def _digest(path: Path) -> str:
    made = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            made.update(piece)
    return made.hexdigest()


def _onto_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
