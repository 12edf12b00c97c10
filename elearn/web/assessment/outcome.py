"""A result in words: by value, with what to read again; after a pass, every item with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template
from flask_babel import gettext
from markupsafe import Markup

from elearn.document.catalogue import Revision
from elearn.document.nodes import Reference
from elearn.document.walk import descendants
from elearn.learning.attempts import queries
from elearn.learning.attempts.queries import Attempt, Reviewed
from elearn.render.web import WebRenderer
from elearn.web import languages, paragraphs, told
from elearn.web.assessment import addresses
from elearn.web.shelf import Shelf

_INSTITUTION = "11"
_MOST_UNITS = 3
_taught: Shelf[Mapping[Reference, tuple[tuple[str, str], ...]]] = Shelf(64)
_reasons: Shelf[Markup] = Shelf(2000)


@dataclass(frozen=True, slots=True)
class Rereading:
    """A paragraph to read again: its name and gist, the units that teach it, the official text."""

    label: str
    gist: str
    units: tuple[tuple[str, str], ...]
    here: str
    official: str


def value_name(revision: Revision, value: str) -> str:
    """Return what a value is called: `2` is Impartiality."""
    if value == _INSTITUTION:
        return gettext("The institution (article 11 of the Convention against Corruption)")
    found = revision.open.sources.paragraph(Reference("bp", value))
    return found.name if found and found.name else gettext("Value %(number)s", number=value)


def rereading(revision: Revision, references: tuple[Reference, ...]) -> tuple[Rereading, ...]:
    """Return where each paragraph is taught in the course as it is served now, and its official text."""
    page = WebRenderer(revision, addresses.of_passages(revision))
    taught = _taught.get(revision.id, lambda: _where_taught(revision))
    return tuple(
        Rereading(
            page.place_name(each), page.citations.gist(each), taught.get(each, ())[:_MOST_UNITS],
            paragraphs.address(each), _official(revision, each))
        for each in references)


def _where_taught(revision: Revision) -> Mapping[Reference, tuple[tuple[str, str], ...]]:
    found: dict[Reference, dict[str, str]] = {}
    for module in revision.open.modules:
        for unit in module.units:
            for node in descendants(unit):
                if isinstance(node, Reference):
                    found.setdefault(node, {})[unit.id] = unit.title
    return {reference: tuple(units.items()) for reference, units in found.items()}


def _official(revision: Revision, reference: Reference) -> str:
    source = revision.open.sources.find(reference.source)
    return source.url if source else ""


def reasons(held: Attempt, begun_in: Revision) -> tuple[Markup, ...]:
    """Return every item of a passed attempt with the answer given, the verdicts and the reasons."""
    lang = languages.current()
    return tuple(
        _reasons.get((each.item.wording, each.item.judged_by, each.item.choice, each.item.place,
                      held.revision_id, lang),
                     lambda each=each: _reason(each, begun_in))  # type: ignore[misc]
        for each in queries.review(held))


def _reason(each: Reviewed, begun_in: Revision) -> Markup:
    page = WebRenderer(begun_in, addresses.of_passages(begun_in))
    return Markup(render_template(
        "assessment/reasons.html", item=each.asked, part=page.place(each.asked), place=each.item.place,
        told=None if each.is_withdrawn else told.told(page, each.key, each.asked.cites, each.item.choice),
        is_right=None if each.is_withdrawn else each.judgement.is_right, is_withdrawn=each.is_withdrawn,
        is_corrected=bool(each.item.judged_by),
        ui=languages.interface_marks(begun_in.lang, languages.current())))
