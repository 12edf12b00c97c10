"""The passages of a unit: every block with an id of its own, as one that a reader can point at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from elearn.document import blocks as b
from elearn.document.course import OpenCourse, Section, Unit
from elearn.document.questions import OpenQuestion
from elearn.document.walk import descendants, plain_text

_KINDS: dict[type[Any], str] = {
    Section: "section", b.Case: "case", OpenQuestion: "question", b.OpenScenario: "scenario",
    b.OpenReflection: "reflection", b.Figure: "figure", b.Checklist: "checklist", b.OpenSlot: "slot",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A block that can be named: `kind` is one of section, case, question, scenario, reflection,
    figure, checklist, slot; `title` is plain text and may be empty.
    """

    id: str
    unit_id: str
    kind: str
    title: str


def passages(unit: Unit[b.OpenBlock]) -> tuple[Passage, ...]:
    """Return the passages of a unit in the order of reading, its opening text first."""
    return tuple(
        Passage(node.id, unit.id, _KINDS[type(node)], _title(node, unit))
        for node in descendants(unit) if type(node) in _KINDS)


def passage(course: OpenCourse, block_id: str) -> Passage | None:
    """Return the passage with this id, or None where the course has none."""
    for module in course.modules:
        for unit in module.units:
            for each in passages(unit):
                if each.id == block_id:
                    return each
    return None


def _title(node: Any, unit: Unit[b.OpenBlock]) -> str:
    if isinstance(node, b.Figure):
        return node.alt
    if isinstance(node, b.OpenSlot):
        return ""
    if node.id == unit.id:
        return unit.title
    return node.title if isinstance(node.title, str) else plain_text(node.title)
