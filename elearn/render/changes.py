"""What is new in a revision: the units and chapters that came, went or read differently."""

from __future__ import annotations

from collections.abc import Iterator

from elearn.document.catalogue import Revision
from elearn.document.comparison import Change as Difference
from elearn.document.comparison import compare
from elearn.document.course import Course, TestBank
from elearn.render.manifest import Change

_NO_BANK = TestBank(())


def changes(before: Revision, after: Revision) -> tuple[Change, ...]:
    """Return the units, then the chapters, that differ between two revisions, in order of reading.

    A unit whose trainer notes alone differ is news for trainers, as every chapter is.
    """
    touched: dict[str, list[Difference]] = {}
    for each in compare(before.course, after.course, (_NO_BANK, _NO_BANK)):
        touched.setdefault(each.home, []).append(each)
    old, new = dict(_homes(before.course)), dict(_homes(after.course))
    chapters = {chapter.id for held in (before, after) for chapter in held.course.chapters}
    found = (Change("changed" if key in old else "new", title,
                    all(each.is_for_trainers for each in touched[key]))
             for key, title in new.items() if key in touched)
    gone = (Change("gone", title, is_for_trainers=key in chapters)
            for key, title in old.items() if key not in new)
    return (*found, *gone)


def _homes(course: Course) -> Iterator[tuple[str, str]]:
    """Yield id and title of each unit, then of each chapter."""
    for module in course.modules:
        yield from ((unit.id, unit.title) for unit in module.units)
    yield from ((chapter.id, chapter.title) for chapter in course.chapters)
