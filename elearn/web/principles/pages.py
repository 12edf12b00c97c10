"""The pages of the Principles: each paragraph, its neighbours, and every place that leans on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from elearn.document.catalogue import Revision
from elearn.document.cited import Use, UseKind, uses
from elearn.document.nodes import Reference
from elearn.document.sources import Source, SourceParagraph
from elearn.web import paragraphs
from elearn.web.shelf import Shelf

_uses: Shelf[Mapping[Reference, tuple[Use, ...]]] = Shelf(64)


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph in a list: `label` stands in the margin, `name` is what some of them are called.

    `is_value` heads those that follow, `is_part` belongs to the one before.
    """

    reference: Reference
    address: str
    anchor: str
    label: str
    name: str
    gist: str
    is_value: bool = False
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """An item of a unit: its address, what kind of thing it is, and its name, which may be empty."""

    address: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class UnitPlaces:
    """A unit that leans on a paragraph: where it does so first, and what in it practises it."""

    address: str
    title: str
    module: str
    exercises: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The page of one paragraph, or of a whole instrument, whose `row` then has no gist."""

    row: Row
    source: Source
    above: Row | None
    parts: tuple[Row, ...]
    taught: tuple[UnitPlaces, ...]
    practised: tuple[UnitPlaces, ...]
    before: Row | None
    after: Row | None


def rows(revision: Revision, source: Source) -> tuple[Row, ...]:
    """Return the paragraphs of an instrument in order; none where it is cited by those of another."""
    return tuple(_row(revision, Reference(source.key, each.key), each) for each in source.paragraphs)


def paragraph(revision: Revision, reference: Reference) -> Paragraph:
    """Return the page of a paragraph or instrument; `reference` is one of the catalogue of sources."""
    source = revision.open.sources.find(reference.source)
    if source is None:
        raise LookupError(reference.source)
    every = rows(revision, source)
    at = next((place for place, row in enumerate(every) if row.reference == reference), None)
    row = _row(revision, reference, None) if at is None else every[at]
    parts = _parts(row, every)
    # What cites an example of a paragraph cites the paragraph; a value is more than its paragraphs.
    counted = [reference, *(part.reference for part in parts if part.is_part)]
    return Paragraph(
        row, source, _above(revision, row, every), parts, *_places(revision, counted),
        every[at - 1] if at else None,
        every[at + 1] if at is not None and at + 1 < len(every) else None)


def _row(revision: Revision, reference: Reference, held: SourceParagraph | None) -> Row:
    citations = paragraphs.citations(revision)
    key, name = reference.paragraph, held.name if held else ""
    label = citations.label(reference) if held is None or key[:1].isdigit() else ""
    if not label and not name:
        name = key.replace("-", " ").capitalize()
    return Row(
        reference, paragraphs.address(reference), f"src-{paragraphs.place_of(reference)}",
        label.replace("§ ", "§\N{NO-BREAK SPACE}"), name,
        held.gist if held else "", reference.source == "bp" and key.isdigit(),
        bool(held and held.part_of))


def _parts(row: Row, every: tuple[Row, ...]) -> tuple[Row, ...]:
    key = row.reference.paragraph
    if not key:
        return every
    below = [each for each in every if each.reference.paragraph.startswith(f"{key}.")]
    return tuple(each for each in below if not (row.is_value and each.is_part))


def _above(revision: Revision, row: Row, every: tuple[Row, ...]) -> Row | None:
    """Return what a paragraph is part of: a paragraph, a value, or its instrument."""
    key = row.reference.paragraph
    if not key:
        return None
    upper = key.rpartition(".")[0]
    found = next((each for each in every if upper and each.reference.paragraph == upper), None)
    return found or _row(revision, Reference(row.reference.source), None)


def _places(
    revision: Revision, references: Iterable[Reference],
) -> tuple[tuple[UnitPlaces, ...], tuple[UnitPlaces, ...]]:
    """Return the units that teach these paragraphs and those that practise them, in the course's order."""
    held = _uses.get(revision.id, lambda: uses(revision.open))
    found: dict[tuple[bool, str], list[Use]] = {}
    for use in dict.fromkeys(use for each in references for use in held.get(each, ())):
        found.setdefault((use.kind is UseKind.TEXT, use.unit_id), []).append(use)
    practising = {unit_id: held for (is_text, unit_id), held in found.items() if not is_text}
    units = [(module.title, unit) for module in revision.open.modules for unit in module.units]
    return (
        tuple(UnitPlaces(_address(found[True, unit.id][0]), unit.title, title)
              for title, unit in units if (True, unit.id) in found),
        tuple(UnitPlaces(url_for("course.unit", unit_id=unit.id), unit.title, title,
                         tuple(Place(_address(use), _kind(use), use.title) for use in practising[unit.id]))
              for title, unit in units if unit.id in practising))


def _address(use: Use) -> str:
    anchor = use.block_id if use.block_id != use.unit_id else None
    return url_for("course.unit", unit_id=use.unit_id, _anchor=anchor)


def _kind(use: Use) -> str:
    if use.kind is UseKind.QUESTION:
        return gettext("Question %(number)s", number=use.number)
    return gettext("Case") if use.kind is UseKind.CASE else gettext("Story")
