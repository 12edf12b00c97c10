"""The shelf: built publications in the data folder, each revision with a manifest of its files."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from elearn import __version__
from elearn.document.catalogue import Revision
from elearn.render.publications import PUBLICATIONS, Publication

_ID = re.compile(r"[0-9a-f]{16,64}")
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class ShelfFile:
    """One file on the shelf. `size` counts bytes, `pages` is 0 where a format has none.

    `program` is the version that made it: another version sets the same words differently.
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


def store(data: Path, revision: Revision, publication: Publication, made: bytes) -> ShelfFile:
    """Put a publication on the shelf: whoever reads meanwhile sees the old file or the new one."""
    folder = _folder(data, revision.id)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{publication.name}.{publication.format}"
    stored = ShelfFile(
        publication.name, publication.format, publication.file_name(revision.course.header),
        publication.media_type, path, len(made), _pages(publication, made),
        hashlib.sha256(made).hexdigest(), __version__)
    with _alone(folder):
        _write(path, made)
        others = [f for f in files(data, revision.id) if f.path != path]
        _write(folder / _MANIFEST, _manifest([*others, stored]))
    return stored


def files(data: Path, revision_id: str) -> tuple[ShelfFile, ...]:
    """Return what is on the shelf for a revision, in the order of the register; nothing if not built."""
    manifest = _folder(data, revision_id) / _MANIFEST
    if not manifest.is_file():
        return ()
    entries: list[dict[str, Any]] = json.loads(manifest.read_text(encoding="utf-8"))
    found = (ShelfFile(**{**entry, "path": manifest.parent / entry["path"]}) for entry in entries)
    place = {(p.name, p.format): i for i, p in enumerate(PUBLICATIONS)}
    known = (f for f in found if (f.publication, f.format) in place and f.path.is_file())
    return tuple(sorted(known, key=lambda f: place[f.publication, f.format]))


@contextmanager
def builder(data: Path, revision_id: str) -> Iterator[bool]:
    """Say whether this caller may build a revision now: False where another is at it already."""
    folder = _folder(data, revision_id)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".building").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def missing(data: Path, revision_id: str) -> tuple[Publication, ...]:
    """Return the publications that this version has not put on the shelf for a revision yet."""
    there = {(f.publication, f.format) for f in files(data, revision_id) if f.program == __version__}
    return tuple(p for p in PUBLICATIONS if (p.name, p.format) not in there)


def _folder(data: Path, revision_id: str) -> Path:
    if not _ID.fullmatch(revision_id):
        raise ValueError(f"not the id of a revision: {revision_id!r}")
    return data / "publications" / revision_id


def _pages(publication: Publication, made: bytes) -> int:
    if publication.format != "pdf":
        return 0
    from elearn.render.pdf import page_count

    return page_count(made)


def _manifest(entries: list[ShelfFile]) -> bytes:
    told = [{**asdict(entry), "path": entry.path.name} for entry in entries]
    return json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False).encode()


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    with partial.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    partial.replace(path)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time change the manifest of a folder."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
