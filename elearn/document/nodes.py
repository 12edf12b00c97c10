"""Prose as typed nodes: inline spans, paragraphs, lists, tables, quotes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """One cited place: `bp` and `2.5`; an empty paragraph cites the whole instrument."""

    source: str
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link out (`https:`, `mailto:`) or, where `target` begins with `#`, to an id of the course."""

    target: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class LineBreak:
    pass


Inline = Text | Emphasis | Strong | Code | Link | Citation | LineBreak
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    children: Inlines


@dataclass(frozen=True, slots=True)
class ListItem:
    body: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    items: tuple[ListItem, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """`header` and each row hold one cell per column; `alignments` says `start`, `center`, `end` or ``."""

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    alignments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    body: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


Prose = Paragraph | BulletList | NumberedList | Table | Quote | CodeBlock | Rule
