"""What is new in a revision: the units and chapters that came, went or read differently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from elearn.document import canonical
from elearn.document.catalogue import Revision
from elearn.document.walk import acting_blocks
from elearn.render.manifest import Change


def changes(before: Revision, after: Revision) -> tuple[Change, ...]:
    """Return the units, then the chapters, that differ between two revisions, in order of reading.

    A unit whose trainer notes alone differ is news for trainers, as every chapter is.
    """
    old, new = dict(_pieces(before)), dict(_pieces(after))
    found = [Change("new" if key not in old else "changed", piece.title, _is_same(old, key, learnt))
             for key, (piece, learnt) in new.items()
             if key not in old or canonical.digest(old[key][0]) != canonical.digest(piece)]
    gone = (Change("gone", piece.title, is_for_trainers=learnt is None)
            for key, (piece, learnt) in old.items() if key not in new)
    return (*found, *gone)


def _is_same(old: dict[str, tuple[Any, Any]], key: str, learnt: Any) -> bool:
    """Say whether a learner has nothing new here: a chapter, or a unit that reads and answers as before."""
    return learnt is None or (key in old and canonical.digest(old[key][1]) == canonical.digest(learnt))


def _pieces(revision: Revision) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Yield each unit and chapter by its id, with what learners are given of it: nothing of a chapter."""
    answers = revision.self_study.answers
    read = {unit.id: unit for module in revision.open.modules for unit in module.units}
    for module in revision.course.modules:
        for unit in module.units:
            asked = [item.id for item in acting_blocks(unit)]
            told = tuple(held[each] for each in asked
                         for held in (answers.questions, answers.scenarios, answers.models) if each in held)
            yield unit.id, (unit, (read[unit.id], told))
    for chapter in revision.course.chapters:
        yield chapter.id, (chapter, None)
