"""The list of the erased: random ids in a file beside the database, which every restore reads first.

`$ELEARN_DATA/erasures.log` is only ever added to: one line of JSON, an id and a moment, on the disk
before anything is deleted. Whatever is cut off after that is completed from it, and a backup of
before the erasure cannot bring anyone back. The ids lead to nobody: their rows and keys are gone.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from elearn.kernel import clock, config
from elearn.kernel.errors import BadInput

FILE = "erasures.log"


def path() -> Path:
    """Return where the list of this data folder lies; it may not be there yet."""
    return config.current().data / FILE


def note(person_id: str) -> None:
    """Put someone on the list, once, and on the disk before this returns."""
    if person_id in noted():
        return
    held = path()
    is_new = not held.exists()
    line = json.dumps({"person": person_id, "at": clock.now().isoformat(timespec="seconds")})
    with os.fdopen(os.open(held, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        # A line that a power cut tore must not swallow the one after it.
        is_torn = not is_new and not held.read_bytes().endswith(b"\n")
        file.write((b"\n" if is_torn else b"") + line.encode("ascii") + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        _fsync_folder(held.parent)


def noted(held: Path | None = None) -> tuple[str, ...]:
    """Return the ids on a list, by default that of this data folder, in order; none where it is missing.

    A line that was torn while it was written counts for nothing: nothing was deleted after it. Raise
    BadInput where any other cannot be read.
    """
    held = held or path()
    try:
        lines = held.read_bytes().split(b"\n")
    except FileNotFoundError:
        return ()
    found: dict[str, None] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found |= dict.fromkeys(_id_in(line, f"{held}:{number}"))
    return tuple(found)


def _id_in(line: bytes, place: str) -> tuple[str, ...]:
    try:
        said = json.loads(line)
        return (str(said["person"]),)
    except (ValueError, KeyError, TypeError):
        if line.startswith(b"{") and not line.endswith(b"}"):
            return ()
        raise BadInput(f"{place}: this is no line of a list of erasures") from None


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
