"""The places of a course that a national edition fills, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from elearn.document import blocks as b
from elearn.document.course import Chapter, Course, Unit
from elearn.document.walk import descendants


@dataclass(frozen=True, slots=True)
class Gap:
    """A slot: its id, what its editor is asked for, and the unit (or chapter) that it stands in."""

    id: str
    note: str
    home: str
    home_title: str


def gaps(course: Course) -> tuple[Gap, ...]:
    """Return the slots of all units, then those of the chapters of the manual."""
    return tuple(_gaps(course))


def _gaps(course: Course) -> Iterator[Gap]:
    homes: list[Unit[b.Block] | Chapter] = [unit for module in course.modules for unit in module.units]
    for home in (*homes, *course.chapters):
        for found in descendants(home):
            if isinstance(found, b.Slot):
                yield Gap(found.id, found.note, home.id, home.title)
