"""Where the ids of a course stand in its files."""

from __future__ import annotations

from collections.abc import Mapping

Place = tuple[str, int]


class Places:
    """Answers the question "in which file, on which line?" for ids and for words near them."""

    def __init__(self, positions: Mapping[str, Place], texts: Mapping[str, str]) -> None:
        self._positions = positions
        self._texts = texts

    def of(self, id_: str) -> Place:
        """Return file and line of an id, or of an option as `id/key`; no file and line 1 where unknown."""
        return self._positions.get(id_, ("", 1))

    def near(self, id_: str, words: str) -> Place:
        """Return the first line with `words` at or after the id in its file, or the id's own line."""
        file, line = self.of(id_)
        for number, text in enumerate(self._texts.get(file, "").splitlines()[line - 1:], start=line):
            if words in text:
                return file, number
        return file, line
