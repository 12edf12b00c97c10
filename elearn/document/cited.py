"""Where a course cites what: of each paragraph, the units that teach it and the items that practise it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from elearn.document import blocks as b
from elearn.document.course import OpenCourse, Unit
from elearn.document.nodes import Citation, Reference
from elearn.document.questions import OpenQuestion
from elearn.document.sources import SourceCatalogue
from elearn.document.walk import descendants, items


class UseKind(StrEnum):
    """`text` teaches; the others practise, as `elearn coverage` counts them."""

    TEXT = "text"
    CASE = "case"
    QUESTION = "question"
    SCENARIO = "scenario"


_PRACTISING: dict[type[Any], UseKind] = {
    b.Case: UseKind.CASE, OpenQuestion: UseKind.QUESTION, b.OpenScenario: UseKind.SCENARIO}


@dataclass(frozen=True, slots=True)
class Use:
    """One place that leans on a paragraph. A question without a title has its `number` in the unit."""

    kind: UseKind
    unit_id: str
    block_id: str
    title: str
    number: int = 0


def uses(course: OpenCourse) -> Mapping[Reference, tuple[Use, ...]]:
    """Return of each paragraph every place of the course that cites it, in the order of reading.

    The Commentary on a paragraph counts for that paragraph.
    """
    found: dict[Reference, dict[tuple[UseKind, str], Use]] = {}
    for module in course.modules:
        for unit in module.units:
            for reference, use in _in_unit(unit):
                held = found.setdefault(canonical(course.sources, reference), {})
                held.setdefault((use.kind, use.block_id), use)
    return {reference: tuple(held.values()) for reference, held in found.items()}


def canonical(sources: SourceCatalogue, reference: Reference) -> Reference:
    """Return the paragraph itself for one that is cited through another instrument."""
    source = sources.find(reference.source)
    if source is None or not source.paragraphs_of or not reference.paragraph:
        return reference
    return Reference(source.paragraphs_of, reference.paragraph)


def _in_unit(unit: Unit[b.OpenBlock]) -> Iterator[tuple[Reference, Use]]:
    questions = [item.id for item in items(unit) if isinstance(item, OpenQuestion)]
    numbers = {item_id: number for number, item_id in enumerate(questions, start=1)}
    for section in unit.sections:
        use = Use(UseKind.TEXT, unit.id, section.id, unit.title)
        for block in section.body:
            yield from _in_block(block, use, numbers)


def _in_block(block: Any, use: Use, numbers: Mapping[str, int]) -> Iterator[tuple[Reference, Use]]:
    if isinstance(block, b.Only) and block.publication != "course":
        return
    kind = _PRACTISING.get(type(block))
    if kind is not None:
        use = Use(kind, use.unit_id, block.id, block.title, numbers.get(block.id, 0))
        yield from ((reference, use) for reference in block.cites)
    if isinstance(block, OpenQuestion):
        yield from _cited(block, use)
    elif isinstance(block, b.OpenScenario):
        yield from _cited((block.body, block.steps[0]), use)
    elif hasattr(block, "body"):
        for child in block.body:
            yield from _in_block(child, use, numbers)
    else:
        yield from _cited(block, use)


def _cited(node: object, use: Use) -> Iterator[tuple[Reference, Use]]:
    for found in descendants(node):
        if isinstance(found, Citation):
            yield from ((reference, use) for reference in found.references)
