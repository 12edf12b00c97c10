"""Where the ids of a course stand in its files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

Place = tuple[str, int]

_DEFINITION = re.compile(r"^(?::::|#{1,6}\s).*\{#([A-Za-z0-9-]+)[\s}]")
_FRONT_ID = re.compile(r"^id:\s*(\S+)\s*$")


class Places:
    """Answers the question "in which file, on which line?" for ids and for words near them."""

    def __init__(self, positions: Mapping[str, Place], content_dir: Path) -> None:
        self._positions = positions
        self._content_dir = content_dir
        self._lines: dict[str, tuple[str, ...]] = {}

    def of(self, id_: str) -> Place:
        """Return file and line of an id; an empty file and line 1 where it is unknown."""
        return self._positions.get(id_, ("", 1))

    def near(self, id_: str, words: str) -> Place:
        """Return the first line with `words` at or after the id in its file, or the id's own line."""
        file, line = self.of(id_)
        for number, text in enumerate(self.lines(file)[line - 1:], start=line):
            if words in text:
                return file, number
        return file, line

    def definitions(self, lang: str) -> Mapping[str, tuple[Place, ...]]:
        """Return every line of the language's files that gives an id, in the order of reading."""
        found: dict[str, list[Place]] = {}
        for path in sorted((self._content_dir / lang).rglob("*.md")):
            file = path.relative_to(self._content_dir).as_posix()
            for number, text in enumerate(self.lines(file), start=1):
                match = _DEFINITION.match(text) or (_FRONT_ID.match(text) if number < 10 else None)
                if match:
                    found.setdefault(match.group(1), []).append((file, number))
        return {id_: tuple(places) for id_, places in found.items()}

    def lines(self, file: str) -> tuple[str, ...]:
        """Return the lines of a file of the content folder; none where it cannot be read."""
        if file not in self._lines:
            path = self._content_dir / file
            text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
            self._lines[file] = tuple(text.splitlines())
        return self._lines[file]
