"""Every single edit of a text: what a slip of the pen, the editor or the keyboard can do to it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

NASTY = (
    *':[]>{}#- \n=x"*`|<\\1',
    "：",
    "х",
    "س",
    "\u200f",
    "\u200b",
    "\u00a0",
    "\t",
    "\u2028",
    "\ue000",
)
STRUCTURE = frozenset(':[]>{}#-="\n')


@dataclass(frozen=True)
class Edit:
    """A text after one edit, and the line (from 1) of the old text where it was made."""

    what: str
    line: int
    text: str


def edits(text: str, stride: int = 1, seed: int = 1) -> Iterator[Edit]:
    """Yield single edits: of characters, of lines, of the whole file.

    With `stride` 1 every one of them. Otherwise each place where the language acts (before and after a
    mark or a line end, the first three characters of a line) is still edited in every
    way, and of the other places one in `stride`, picked by `seed`; in lines that act twice as many.
    """
    places = set(range(len(text) + 1)) if stride == 1 else _places(text, stride, seed)
    for place in sorted(places):
        yield from _at(text, place)
    yield from _of_lines(text)
    yield Edit("CRLF", 1, text.replace("\n", "\r\n"))
    yield Edit("CR", 1, text.replace("\n", "\r"))
    yield Edit("BOM", 1, "\ufeff" + text)
    yield Edit("no end", text.count("\n"), text.rstrip("\n"))


def _places(text: str, stride: int, seed: int) -> set[int]:
    dice = random.Random(seed)
    places = {0, len(text)}
    start = 0
    for line in text.split("\n"):
        acts = line.startswith((":::", "---", "##")) or "{#" in line
        for place in range(start, start + len(line) + 1):
            is_mark = place - start < 3 or STRUCTURE & set(text[max(0, place - 1) : place + 1])
            if is_mark or dice.randrange(stride) < (2 if acts else 1):
                places.add(place)
        start += len(line) + 1
    return places


def _at(text: str, place: int) -> Iterator[Edit]:
    line = text.count("\n", 0, place) + 1
    before, after = text[:place], text[place + 1 :]
    if place < len(text):
        yield Edit(f"delete {text[place]!r} at {place}", line, before + after)
        yield Edit(f"double {text[place]!r} at {place}", line, before + text[place] * 2 + after)
        if text[place + 1 : place + 2] not in ("", text[place]):
            yield Edit(f"swap at {place}", line, before + text[place + 1] + text[place] + text[place + 2 :])
    for char in NASTY:
        yield Edit(f"insert {char!r} at {place}", line, before + char + text[place:])
        if place < len(text) and text[place] != char:
            yield Edit(f"{text[place]!r} to {char!r} at {place}", line, before + char + after)


def _of_lines(text: str) -> Iterator[Edit]:
    lines = text.split("\n")
    for n, line in enumerate(lines):
        above, below = lines[:n], lines[n + 1 :]
        yield Edit("delete line", n + 1, "\n".join([*above, *below]))
        yield Edit("double line", n + 1, "\n".join([*above, line, line, *below]))
        yield Edit("blank line", n + 1, "\n".join([*above, "", *below]))
        for indent in (" ", "  ", "    ", "\t", "> ", "- "):
            yield Edit(f"indent by {indent!r}", n + 1, "\n".join([*above, indent + line, *below]))
        if line != line.lstrip():
            yield Edit("unindent", n + 1, "\n".join([*above, line.lstrip(), *below]))
        if below:
            yield Edit("join lines", n + 1, "\n".join([*above, line + " " + below[0].lstrip(), *below[1:]]))
