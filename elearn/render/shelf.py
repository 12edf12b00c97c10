"""The shelf: built publications in the data folder, each revision with a manifest of its files."""

from __future__ import annotations

import fcntl
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from elearn import __version__
from elearn.document.catalogue import Revision
from elearn.render import manifest, proof
from elearn.render.manifest import Manifest, Outcome, ShelfFile, Since, State
from elearn.render.proof import ParityRow
from elearn.render.publication import WHOLE, Part, Publication
from elearn.render.publications import PUBLICATIONS

_ID = re.compile(r"[0-9a-f]{16,64}")
_TRIES = 3
_PARITY = "parity.json"


def store(data: Path, revision: Revision, publication: Publication, made: bytes,
          part: Part = WHOLE) -> ShelfFile:
    """Put a file on the shelf: whoever reads meanwhile sees the old file or the new one."""
    folder = _folder(data, revision.id)
    path = folder / publication.part_key(part.key)
    stored = ShelfFile(
        publication.name, publication.format, publication.file_name(revision.course.header, part.key),
        publication.media_type, path, len(made), _pages(publication, made),
        hashlib.sha256(made).hexdigest(), __version__, part.key, part.title)

    def put(held: Manifest) -> Manifest:
        manifest.write(path, made)
        return replace(held, files=(*(f for f in held.files if f.path != path), stored))

    manifest.change(folder, put)
    return stored


def files(data: Path, revision_id: str) -> tuple[ShelfFile, ...]:
    """Return what is on the shelf for a revision, in the order of the register; nothing if not built."""
    place = {(p.name, p.format): i for i, p in enumerate(PUBLICATIONS)}
    known = (f for f in told(data, revision_id).files if (f.publication, f.format) in place)
    return tuple(sorted((f for f in known if f.path.is_file()),
                        key=lambda f: place[f.publication, f.format]))


def told(data: Path, revision_id: str) -> Manifest:
    """Return the manifest of a revision; an empty one where nothing was begun."""
    return manifest.read(_folder(data, revision_id))


def note(data: Path, revision_id: str, key: str, outcome: Outcome) -> None:
    """Write down what became of a publication, or of one file of it that somebody asked for."""
    manifest.change(_folder(data, revision_id),
            lambda held: replace(held, outcomes={**held.outcomes, key: outcome}))


def claim(data: Path, revision_id: str, key: str, outcome: Outcome) -> bool:
    """Write down `outcome` and say True, unless what it is about is waiting or being made already.

    However many ask at one moment, one of them is told to put the job.
    """
    claimed = False

    def take(held: Manifest) -> Manifest:
        nonlocal claimed
        before = held.outcomes.get(key)
        claimed = (before is None or before.program != outcome.program
                   or before.state not in (State.WAITING, State.WORKING))
        return replace(held, outcomes={**held.outcomes, key: outcome}) if claimed else held

    manifest.change(_folder(data, revision_id), take)
    return claimed


def note_since(data: Path, revision_id: str, since: Since) -> None:
    """Write down which revision was served before, and what is new."""
    manifest.change(_folder(data, revision_id), lambda held: replace(held, since=since))


def note_parity(data: Path, revision_id: str, rows: tuple[ParityRow, ...]) -> None:
    """Keep the proof of parity beside the files it is about."""
    folder = _folder(data, revision_id)
    folder.mkdir(parents=True, exist_ok=True)
    manifest.write(folder / _PARITY, proof.written(rows))


def parity_rows(data: Path, revision_id: str) -> tuple[ParityRow, ...]:
    """Return the proof of parity; nothing where it was not made yet."""
    path = _folder(data, revision_id) / _PARITY
    return proof.read(path.read_bytes()) if path.is_file() else ()


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
    """Return the publications that this version has yet to make for a revision, or to try again."""
    outcomes = told(data, revision_id).outcomes
    return tuple(p for p in PUBLICATIONS if not _is_settled(outcomes.get(p.key)))


def _is_settled(outcome: Outcome | None) -> bool:
    """Say whether trying again is of no use: made by this version, or failed too often.

    What lacks a library is always tried again, since the library may have come.
    """
    if outcome is None or outcome.program != __version__:
        return False
    return outcome.state is State.MADE or (outcome.state is State.FAILED and outcome.tries >= _TRIES)


def _folder(data: Path, revision_id: str) -> Path:
    if not _ID.fullmatch(revision_id):
        raise ValueError(f"not the id of a revision: {revision_id!r}")
    return data / "publications" / revision_id


def _pages(publication: Publication, made: bytes) -> int:
    if publication.format != "pdf":
        return 0
    from elearn.render.pdf import page_count

    return page_count(made)
