"""Gathering what is wrong with one file: every problem, in one place, each only once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from elearn.document.problems import Problem

LIMIT = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file; `number` counts from 1."""

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


class Findings:
    """The problems of one file. After `LIMIT` of them further ones are dropped: reading may stop."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: set[Problem] = set()

    def add(self, line: int, code: str, message: str) -> None:
        """Note one problem at a line of the file."""
        if not self.is_full:
            self._found.add(Problem(self.file, max(line, 1), code, message))

    @property
    def is_full(self) -> bool:
        return len(self._found) >= LIMIT

    def __len__(self) -> int:
        return len(self._found)

    def in_order(self) -> tuple[Problem, ...]:
        """Return the problems by line."""
        return tuple(sorted(self._found))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` (did you mean “…”?)` for the nearest of `known`, or what is allowed."""
    return _did_you_mean(word[:60], tuple(sorted(known)))


@lru_cache(maxsize=2048)
def _did_you_mean(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    if near:
        return f" (did you mean “{near[0]}”?)"
    if not known:
        return ""
    return " (allowed: " + ", ".join(known[:20]) + (", …)" if len(known) > 20 else ")")
