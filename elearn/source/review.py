"""A course under review: the whole of it, where its parts stand and who sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from elearn.document import blocks as b
from elearn.document.course import (
    Chapter,
    Course,
    GlossaryEntry,
    Module,
    Section,
    TestBank,
    Unit,
)
from elearn.document.problems import Problem
from elearn.source.check_codes import WARNINGS
from elearn.source.places import Places

EVERYONE = frozenset({"course", "self-directed", "manual"})
TRAINERS = frozenset({"manual"})
NOBODY: frozenset[str] = frozenset()
_HOMES = (Module, Unit, Chapter, GlossaryEntry)


@dataclass(frozen=True)
class Seen:
    """A node, the publications it stands in, the nearest id at or around it, and its unit or the like."""

    node: Any
    audience: frozenset[str]
    near: str
    home: str


@dataclass(frozen=True)
class Review:
    """What the checks look at; `problem` makes a finding of theirs."""

    course: Course
    bank: TestBank
    places: Places
    content_dir: Path

    @cached_property
    def seen(self) -> tuple[Seen, ...]:
        """Every node, those of the test bank last: they stand in no publication."""
        return (*each_seen(self.course), *each_item_seen(self.bank))

    @property
    def units(self) -> tuple[Unit[b.Block], ...]:
        return tuple(unit for module in self.course.modules for unit in module.units)

    def found(self, kind: type) -> Iterator[Any]:
        """Yield every node of one class, in the order of reading, those of the test bank last."""
        return (each.node for each in self.seen if isinstance(each.node, kind))

    def problem(self, code: str, id_: str, message: str, words: str = "") -> Problem:
        """Report at the line of an id or, where given, at the first line after it with `words`."""
        file, line = self.places.near(id_, words) if words else self.places.of(id_)
        return Problem(file, line, code, message, code in WARNINGS)


def problem_at(code: str, file: str, line: int, message: str) -> Problem:
    """Report at a known place; the code says whether it is a warning."""
    return Problem(file, line, code, message, code in WARNINGS)


def each_seen(course: Course) -> Iterator[Seen]:
    """Yield every node of a course with its readers, in the order of reading."""
    for part in (course.modules, course.chapters, course.glossary):
        yield from _walk(part, EVERYONE, "", "")


def each_item_seen(bank: TestBank) -> Iterator[Seen]:
    """Yield every node of a test bank, which no publication holds, in the order of reading."""
    yield from _walk(bank.items, NOBODY, "", "")


def has_id(node: object) -> bool:
    """Say whether a node carries an id of its own; the text before a first heading has its unit's."""
    return bool(getattr(node, "id", "")) and not (isinstance(node, Section) and node.level == 1)


def _walk(node: Any, audience: frozenset[str], near: str, home: str) -> Iterator[Seen]:
    if isinstance(node, tuple):
        for child in node:
            yield from _walk(child, audience, near, home)
    elif is_dataclass(node):
        audience &= _readers(node)
        near = getattr(node, "id", "") or near
        home = near if isinstance(node, _HOMES) else home
        yield Seen(node, audience, near, home)
        for field in fields(node):
            yield from _walk(getattr(node, field.name), audience, near, home)


def _readers(node: object) -> frozenset[str]:
    if isinstance(node, (b.Trainer, b.Session, b.Agenda, b.Form, Chapter)):
        return TRAINERS
    if isinstance(node, b.Only):
        return frozenset({node.publication})
    return EVERYONE
