"""What was found, ready to be shown: a name, a place, an address, and the words around what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from elearn.document.catalogue import Revision
from elearn.document.findable import PlaceKind
from elearn.document.nodes import Reference
from elearn.document.search_text import Piece, excerpt
from elearn.learning.search import Found
from elearn.web import paragraphs

MOST = 20
_FURTHEST = 1000


@dataclass(frozen=True, slots=True)
class Result:
    """`kind` is a word of the interface, `within` the way to the place, in the language of the course."""

    address: str
    title: str
    kind: str
    within: tuple[str, ...]
    pieces: tuple[Piece, ...]


def after(typed: str) -> int:
    """Return how many results to skip, as an address says it; nonsense skips none."""
    return min(int(typed), _FURTHEST) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0


def results(revision: Revision, places: Sequence[Found], words: Sequence[str]) -> tuple[Result, ...]:
    """Return what was found as it is shown, in the same order."""
    units = {unit.id: (module.title, unit.title)
             for module in revision.open.modules for unit in module.units}
    kinds = _kinds()
    return tuple(_result(revision, place, kinds[place.kind], units.get(place.unit_id, ()),
                         excerpt(place.body, words, revision.lang)) for place in places)


def _result(
    revision: Revision, place: Found, kind: str, within: tuple[str, ...], pieces: tuple[Piece, ...],
) -> Result:
    if place.kind in (PlaceKind.PARAGRAPH, PlaceKind.SOURCE):
        reference = paragraphs.reference_at(revision, place.block_id) or Reference(place.block_id)
        label = paragraphs.citations(revision).label(reference)
        names = (label, place.title) if place.kind is PlaceKind.PARAGRAPH else (place.title,)
        title = ": ".join(filter(None, names))
        source = revision.open.sources.find(reference.source)
        held = (source.title,) if source and place.kind is PlaceKind.PARAGRAPH else ()
        return Result(paragraphs.address(reference), title, kind, held, pieces)
    if place.kind is PlaceKind.TERM:
        address = url_for("course.glossary", _anchor=place.block_id)
        return Result(address, place.title, kind, (), pieces)
    is_opening = place.block_id == place.unit_id
    address = url_for("course.unit", unit_id=place.unit_id, _anchor=None if is_opening else place.block_id)
    return Result(address, place.title, kind, within[:1] if is_opening else within, pieces)


def _kinds() -> dict[PlaceKind, str]:
    return {
        PlaceKind.SECTION: gettext("Unit"), PlaceKind.CASE: gettext("Case"),
        PlaceKind.PARAGRAPH: gettext("Paragraph"), PlaceKind.SOURCE: gettext("Instrument"),
        PlaceKind.TERM: gettext("Glossary")}
