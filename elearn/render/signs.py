"""The signs of a course that no shipped font draws: on paper they would be empty boxes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from elearn.document.course import Course
from elearn.kernel import paths

# Nothing of these is drawn: separators of lines, marks of direction, variation selectors.
_UNDRAWN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


def strange_signs(course: Course) -> Iterator[tuple[str, str]]:
    """Yield the id of a block and each sign in it that no font of ours has, in the order of reading.

    Nothing is yielded where fontTools, which reads the fonts, is not installed: no PDF is made there.
    """
    drawn = _drawn()
    if drawn:
        yield from _strange((course.modules, course.chapters, course.glossary), "", drawn)


def told(sign: str) -> str:
    """Return how a sign is named to an author: `U+10330 GOTHIC LETTER AHSA`."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'without a name')}"


def _strange(node: Any, block: str, drawn: frozenset[str]) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        for sign in dict.fromkeys(node):
            if sign not in drawn and unicodedata.category(sign) not in _UNDRAWN:
                yield block, sign
    elif isinstance(node, tuple):
        for child in node:
            yield from _strange(child, block, drawn)
    elif is_dataclass(node) and not isinstance(node, type):
        inner = str(getattr(node, "id", "") or block)
        for field in fields(node):
            yield from _strange(getattr(node, field.name), inner, drawn)


@cache
def _drawn() -> frozenset[str]:
    """Return every sign that a shipped font has."""
    try:
        from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
    except ModuleNotFoundError:
        return frozenset()
    found: set[str] = set()
    for path in sorted((paths.shipped("assets") / "fonts").glob("*-Regular.ttf")):
        with TTFont(path, lazy=True) as font:
            found.update(map(chr, font.getBestCmap()))
    return frozenset(found)
