"""The address and the name of each paragraph that the course cites: `bp-2.5` is § 2.5."""

from __future__ import annotations

from collections.abc import Mapping

from flask import url_for

from elearn.document.catalogue import Revision
from elearn.document.nodes import Reference
from elearn.document.sources import SourceParagraph
from elearn.render.citations import Citations
from elearn.render.words import words_in
from elearn.web.shelf import Shelf

_places: Shelf[Mapping[str, Reference]] = Shelf(64)


def place_of(reference: Reference) -> str:
    """Return the last part of the address of a paragraph or, where it names none, of an instrument."""
    return f"{reference.source}-{reference.paragraph}" if reference.paragraph else reference.source


def address(reference: Reference) -> str:
    """Return the address of the page of a paragraph or instrument."""
    return url_for("principles.paragraph", paragraph=place_of(reference))


def citations(revision: Revision) -> Citations:
    """Return how the places that a revision cites are called, in its language."""
    return Citations(revision.open.sources, words_in(revision.lang))


def reference_at(revision: Revision, place: str) -> Reference | None:
    """Return the paragraph or instrument at an address, or None."""
    return _places.get(revision.id, lambda: _all_places(revision)).get(place)


def _all_places(revision: Revision) -> Mapping[str, Reference]:
    sources = revision.open.sources
    found = [Reference(source.key) for source in sources.sources]
    for source in sources.sources:
        base = sources.find(source.paragraphs_of) if source.paragraphs_of else source
        paragraphs: tuple[SourceParagraph, ...] = base.paragraphs if base else ()
        found += [Reference(source.key, each.key) for each in paragraphs]
    return {place_of(reference): reference for reference in found}
