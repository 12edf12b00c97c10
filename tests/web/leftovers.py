"""Looks for words wherever an instance could hold them: a dump of every table, and every file it keeps."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import select

from elearn.kernel.db import Base, db


def dump() -> Iterator[tuple[str, bytes]]:
    """Yield every table of the application at work, by name, as the bytes of all its rows."""
    with db.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            rows = connection.execute(select(table)).all()
            held = b"\n".join(_bytes(value) for row in rows for value in row)
            yield f"table {table.name}", held


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below a folder, whatever it is."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"file {path.relative_to(folder)}", path.read_bytes()


def found(words: Iterable[str], places: Iterable[tuple[str, bytes]]) -> dict[str, set[str]]:
    """Return where each of these words is, plain or disguised as letters carry text; capitals count not."""
    wanted = {word: _disguises(word) for word in words}
    hits: dict[str, set[str]] = {word: set() for word in wanted}
    for place, held in places:
        lower = held.lower()
        for word, disguises in wanted.items():
            if any(each.lower() in lower for each in disguises):
                hits[word].add(place)
    return hits


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def _disguises(word: str) -> set[bytes]:
    """Return the ways in which a word may lie in a file: as text, in base 64 at each offset, and so on."""
    plain = word.encode()
    shifted = {base64.b64encode(b"x" * shift + plain)[4 if shift else 0:-4] for shift in range(3)}
    escaped = word.encode("unicode-escape")
    return {plain, word.encode("utf-16-le"), plain.hex().encode(), escaped,
            quopri.encodestring(plain).strip(), *(each for each in shifted if len(each) > 8)}
