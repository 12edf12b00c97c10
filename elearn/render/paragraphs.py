"""The index by paragraph: which places of a publication lean on § 2.5."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.document.nodes import Reference
from elearn.render.citations import Citations


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in a publication an index may send its reader: an id and the words for it."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class IndexEntry:
    reference: Reference
    label: str
    gist: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """The entries of one instrument, in the order of its paragraphs."""

    title: str
    entries: tuple[IndexEntry, ...]


class ParagraphIndex:
    """Gathers, while a publication is made, what is cited where."""

    def __init__(self) -> None:
        self._found: dict[Reference, dict[str, Place]] = {}

    def add(self, references: Iterable[Reference], place: Place | None) -> None:
        """Note that `place` leans on `references`; nothing where there is no place to name."""
        if place is not None:
            for reference in references:
                self._found.setdefault(reference, {}).setdefault(place.id, place)

    def groups(self, citations: Citations) -> tuple[IndexGroup, ...]:
        """Return the entries in the order of the catalogue of sources."""
        groups = []
        for source in citations.sources.sources:
            base = citations.sources.find(source.paragraphs_of) if source.paragraphs_of else source
            keys = ("", *(p.key for p in base.paragraphs)) if base else ("",)
            entries = tuple(
                self._entry(Reference(source.key, key), citations) for key in keys
                if Reference(source.key, key) in self._found
            )
            if entries:
                groups.append(IndexGroup(source.title, entries))
        return tuple(groups)

    def _entry(self, reference: Reference, citations: Citations) -> IndexEntry:
        return IndexEntry(
            reference, citations.own_label(reference), citations.gist(reference),
            tuple(self._found[reference].values()),
        )
