"""A course as a list of things a reader should find: what `parity` looks for in each publication."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.course import Chapter, Course, Section

READING = ("course", "self-directed", "manual")

_UNNAMED = (b.Trainer, b.Only, b.Aside, b.Tip, b.TakeAway)
_FOR_TRAINERS = (Chapter, b.Trainer, b.Session, b.Agenda, b.Form)
AFTER = ("feedback", "explanation", "model", "debrief")
_SPOKEN = ("title", "summary", "term", "objectives", "aim", "outcomes", "alt")


@dataclass
class Thing:
    """Something an author wrote. `has_id` says whether its name must be an id of the publication.

    `excused` holds, by publication, why it is not there; `stands_for` the name of what replaces it.
    """

    name: str
    kind: str
    has_id: bool
    words: list[str] = field(default_factory=list)
    excused: dict[str, str] = field(default_factory=dict)
    stands_for: dict[str, str] = field(default_factory=dict)


def things(course: Course) -> tuple[Thing, ...]:
    """Return everything in a course that a publication must hold or excuse, in order."""
    walker = _Walker()
    whole = Thing(course.header.key, "course", has_id=False)
    walker.walk((course.modules, course.chapters, course.glossary), whole)
    return tuple(walker.found)


class _Walker:
    def __init__(self) -> None:
        self.found: list[Thing] = []
        self._counts: dict[str, int] = {}

    def walk(self, node: Any, within: Thing) -> None:
        if isinstance(node, (n.Text, n.Code, n.CodeBlock)):
            within.words.append(node.text)
        elif isinstance(node, tuple):
            for place, child in enumerate(node):
                self.walk(child, self._only(child, node, place, within))
        elif is_dataclass(node) and not isinstance(node, type):
            self._fields(node, self._thing(node, within))

    def _fields(self, node: Any, within: Thing) -> None:
        for each in fields(node):
            value = getattr(node, each.name)
            if each.name in _SPOKEN:
                spoken = value if isinstance(value, tuple) else (value,)
                within.words.extend(word for word in spoken if isinstance(word, str) and word)
            if each.name in AFTER and value:
                self.walk(value, self._new(f"{within.name}/{each.name}", each.name, within))
            else:
                self.walk(value, within)

    def _thing(self, node: Any, within: Thing) -> Thing:
        """Return the thing that `node` begins, or the one it is in."""
        kind = type(node).__name__.lower()
        if isinstance(node, b.Only):
            return within
        if isinstance(node, _UNNAMED):
            return self._excuse(node, self._new(self._count(within, kind), kind, within))
        if not hasattr(node, "id") or (isinstance(node, Section) and not node.title):
            return within
        return self._excuse(node, self._new(node.id, kind, within, has_id=True))

    def _new(self, name: str, kind: str, within: Thing, *, has_id: bool = False) -> Thing:
        made = Thing(name, kind, has_id, excused=dict(within.excused), stands_for=dict(within.stands_for))
        self.found.append(made)
        return made

    def _excuse(self, node: Any, thing: Thing) -> Thing:
        if isinstance(node, _FOR_TRAINERS):
            thing.excused |= {name: "for trainers" for name in READING if name != "manual"}
        return thing

    def _only(self, child: Any, siblings: tuple[Any, ...], place: int, within: Thing) -> Thing:
        """Begin an `only` block: left out elsewhere for its reason, or replaced by the one beside it."""
        if not isinstance(child, b.Only):
            return within
        made = self._new(self._count(within, "only"), "only", within)
        beside = {x.publication for x in _neighbours(siblings, place)}
        for name in READING:
            if name in beside:
                made.stands_for[name] = f"the words for {name} beside it"
            elif name != child.publication:
                made.excused.setdefault(name, child.reason)
        return made

    def _count(self, within: Thing, kind: str) -> str:
        key = f"{within.name}/{kind}"
        self._counts[key] = self._counts.get(key, 0) + 1
        return f"{key}-{self._counts[key]}"


def _neighbours(siblings: tuple[Any, ...], place: int) -> Iterator[b.Only[Any]]:
    for at in (place - 1, place + 1):
        if 0 <= at < len(siblings) and isinstance(siblings[at], b.Only):
            yield siblings[at]
