"""What is new in a revision: the units and chapters that came, went or read differently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from elearn.document import canonical
from elearn.document.catalogue import Revision
from elearn.render.manifest import Change


def changes(before: Revision, after: Revision) -> tuple[Change, ...]:
    """Return the units, then the chapters, that differ between two revisions, in order of reading."""
    old, new = dict(_pieces(before)), dict(_pieces(after))
    found = [Change("new" if key not in old else "changed", piece.title)
             for key, piece in new.items()
             if key not in old or canonical.digest(old[key]) != canonical.digest(piece)]
    return (*found, *(Change("gone", piece.title) for key, piece in old.items() if key not in new))


def _pieces(revision: Revision) -> Iterator[tuple[str, Any]]:
    for module in revision.course.modules:
        for unit in module.units:
            yield unit.id, unit
    for chapter in revision.course.chapters:
        yield chapter.id, chapter
