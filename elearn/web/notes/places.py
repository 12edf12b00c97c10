"""Where notes may stand: beside every section of the course, in any revision that is still known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from elearn.document.catalogue import Revision
from elearn.document.walk import plain_text
from elearn.web import context, languages
from elearn.web.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Place:
    """A section in its unit; `title` is empty for the text before the first heading."""

    section_id: str
    unit_id: str
    unit: str
    title: str
    lang: str


_places: Shelf[Mapping[str, Place]] = Shelf(64)


def of(revision: Revision) -> Mapping[str, Place]:
    """Return the sections of a course by id, in the order of reading."""
    return _places.get(revision.id, lambda: {
        section.id: Place(section.id, unit.id, unit.title, plain_text(section.title), revision.lang)
        for module in revision.open.modules for unit in module.units for section in unit.sections})


def present() -> Mapping[str, Place]:
    """Return the sections of the course as it is served now."""
    return of(context.current().revision(languages.current()))


def known(section_id: str) -> Place | None:
    """Return a section as it is served now, else as some earlier revision had it, else None."""
    here = present().get(section_id)
    if here is not None:
        return here
    held = context.current()
    key = held.revision(languages.current()).key
    return next((found for each in held.catalogue.revisions.values() if each.key == key
                 and (found := of(each).get(section_id)) is not None), None)
