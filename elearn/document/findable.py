"""What a search can find in a course: sections, cases, paragraphs, instruments, the glossary.

All of it from the open cut. A story is found by how it begins, since how it goes on is for its reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from elearn.document import blocks as b
from elearn.document.course import OpenCourse, Section, Unit
from elearn.document.questions import OpenQuestion
from elearn.document.sources import Source
from elearn.document.walk import plain_text

_LEFT_OVER = re.compile(" +(?=[.,;)])")


class PlaceKind(StrEnum):
    SECTION = "section"
    CASE = "case"
    PARAGRAPH = "paragraph"
    SOURCE = "source"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Findable:
    """A place and its words. `block_id` is `bp-2.5` for a paragraph; `unit_id` is empty outside units.

    `number` is what a paragraph is asked for by, and no part of its text.
    """

    kind: PlaceKind
    block_id: str
    unit_id: str
    title: str
    body: str
    number: str = ""


def findable(course: OpenCourse) -> tuple[Findable, ...]:
    """Return every place that a search can find, in the order of reading, instruments and glossary last."""
    units = [unit for module in course.modules for unit in module.units]
    return (*(place for unit in units for place in _in_unit(unit)),
            *(place for source in course.sources.sources for place in _in_source(source)),
            *(Findable(PlaceKind.TERM, entry.id, "", entry.term, _line(plain_text(entry.definition)))
              for entry in course.glossary))


def _in_unit(unit: Unit[b.OpenBlock]) -> Iterator[Findable]:
    for section in unit.sections:
        yield _section(unit, section)
        for case in _cases(section.body):
            yield Findable(PlaceKind.CASE, case.id, unit.id, case.title, _told(case.body))


def _section(unit: Unit[b.OpenBlock], section: Section[b.OpenBlock]) -> Findable:
    is_first = section.id == unit.id
    aims = "; ".join(unit.objectives) + "." if is_first and unit.objectives else ""
    title = unit.title if is_first else plain_text(section.title)
    return Findable(PlaceKind.SECTION, section.id, unit.id, title, _line(aims, _told(section.body)))


def _cases(body: tuple[Any, ...]) -> Iterator[b.Case[b.OpenBlock]]:
    for block in body:
        if isinstance(block, b.Case):
            yield block
        elif _is_shown(block) and hasattr(block, "body"):
            yield from _cases(block.body)


def _told(body: tuple[Any, ...]) -> str:
    """Return the words of a run of blocks, but those of cases in it, which are found by themselves."""
    return _line(*(_words(block) for block in body if not isinstance(block, b.Case) and _is_shown(block)))


def _words(block: Any) -> str:
    if isinstance(block, b.Figure):
        return _line(block.alt, plain_text(block.caption))
    if isinstance(block, OpenQuestion):
        return _titled(block.title, _told(block.stem),
                     *(plain_text(each.text) for each in (*block.options, *block.counterparts)))
    if isinstance(block, b.OpenScenario):
        return _titled(block.title, _told(block.body), _told(block.steps[0].body))
    if isinstance(block, (b.Aside, b.Tip, b.Checklist, b.OpenReflection)):
        return _titled(block.title, _told(block.body))
    if isinstance(block, (b.TakeAway, b.OpenSlot, b.Only)):
        return _told(block.body)
    return plain_text(block)


def _is_shown(block: Any) -> bool:
    return not isinstance(block, b.Only) or block.publication == "course"


def _in_source(source: Source) -> Iterator[Findable]:
    yield Findable(PlaceKind.SOURCE, source.key, "", source.title, _line(source.body, str(source.year)))
    for each in source.paragraphs:
        yield Findable(PlaceKind.PARAGRAPH, f"{source.key}-{each.key}", "", each.name, each.gist, each.key)


def _titled(title: str, *parts: str) -> str:
    said = title if not title or title[-1] in ".?!…" else f"{title}:"
    return _line(said, *parts)


def _line(*parts: str) -> str:
    # Where a citation stood before a full stop, a space is left over.
    return _LEFT_OVER.sub("", " ".join(part for part in parts if part))

