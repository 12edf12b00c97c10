"""The manifest of a shelf: what files lie there, what became of each publication, what had changed."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

NAME = "manifest.json"


class State(StrEnum):
    WAITING = "waiting"
    WORKING = "working"
    MADE = "made"
    FAILED = "failed"
    LACKING = "lacking"


@dataclass(frozen=True, slots=True)
class ShelfFile:
    """One file on the shelf. `size` counts bytes, `pages` is 0 where a format has none.

    `part` is "" for a whole book; `program` the version that made it: another version sets the same words
    differently.
    """

    publication: str
    format: str
    file_name: str
    media_type: str
    path: Path
    size: int
    pages: int
    sha256: str
    program: str = ""
    part: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a publication, or of a file somebody asked for.

    `reason` is the library that is lacking or the kind of failure; `done` of `total` files are made.
    """

    state: State
    program: str
    reason: str = ""
    tries: int = 0
    done: int = 0
    total: int = 1


@dataclass(frozen=True, slots=True)
class Change:
    """One unit or chapter that differs from the previous revision: `new`, `gone` or `changed`.

    `is_for_trainers` where a learner reads the same words as before.
    """

    kind: str
    title: str
    is_for_trainers: bool = False


@dataclass(frozen=True, slots=True)
class Since:
    """The revision served before, the ISO date of its release, and what is new since then."""

    revision: str
    released: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """`outcomes` by key of a publication or file; `since` is None where nothing was served before."""

    files: tuple[ShelfFile, ...] = ()
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    since: Since | None = None


def read(folder: Path) -> Manifest:
    """Return the manifest of a folder, an empty one where there is none or an older program wrote it."""
    path = folder / NAME
    told: Any = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    if not isinstance(told, dict):
        return Manifest()
    return Manifest(
        tuple(ShelfFile(**{**each, "path": folder / each["path"]}) for each in told["files"]),
        {key: Outcome(**{**each, "state": State(each["state"])}) for key, each in told["outcomes"].items()},
        _since(told["since"]))


def _since(told: Any) -> Since | None:
    if told is None:
        return None
    return Since(told["revision"], told["released"], tuple(Change(**each) for each in told["changes"]))


def written(manifest: Manifest) -> bytes:
    """Return what is written into the file."""
    told = {**asdict(manifest), "files": [{**asdict(f), "path": f.path.name} for f in manifest.files]}
    return json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False).encode()


def change(folder: Path, changed: Callable[[Manifest], Manifest]) -> None:
    """Change the manifest of a folder, one process at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        write(folder / NAME, written(changed(read(folder))))


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    with partial.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    partial.replace(path)
