"""The summary card of a value: its name, its paragraphs and what its module takes away, on one page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.catalogue import Revision
from elearn.document.course import Module, OpenCourse
from elearn.document.nodes import Reference
from elearn.document.sources import SourceParagraph
from elearn.document.walk import descendants
from elearn.kernel.errors import NotFound
from elearn.render.paper import PaperRenderer
from elearn.render.publication import Part
from elearn.render.text import imprint, text_renderer

_VALUES_OF = "bp"
# Sizes of type in points, the largest first: a card takes the first at which it is one page. Below 8.5
# nobody reads it on a wall: a card that is still too long gives the first sentence of each point alone, and
# becomes smaller only where even that is too long.
_SIZES = (10.5, 9.8, 9.2, 8.6)
_LAST = (8.0, 7.5, 7.0, 6.5)
_SENTENCE = re.compile(r"(.*?[.!?。！？؟])(\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a value; `parts` are the paragraphs below it."""

    label: str
    gist: str
    parts: tuple[Line, ...] = ()


def card_parts(revision: Revision) -> tuple[Part, ...]:
    """Return a part for each value that a module of the course teaches."""
    return tuple(Part(value.key, value.name) for value in _values(revision.open)
                 if _module(revision.open, value.key) is not None)


def summary_card(revision: Revision, value: str) -> bytes:
    """Return the card of a value (`2`) as a PDF of one page; raise NotFound where there is no such card."""
    from elearn.render.pdf import page_count, pdf_of

    made = b""
    for is_brief in (False, True):
        for size in (*_SIZES, *_LAST) if is_brief else _SIZES:
            made = pdf_of(card_page(revision, value, size, is_brief=is_brief))
            if page_count(made) == 1:
                return made
    return made


def card_page(revision: Revision, value: str, size: float = _SIZES[0], *, is_brief: bool = False) -> str:
    """Return the card as the HTML of its PDF, set in `size` points; briefly, its points a sentence each."""
    course = revision.open
    found = next((each for each in _values(course) if each.key == value), None)
    module = _module(course, value)
    if found is None or module is None:
        raise NotFound(f"no module teaches the value {value!r}")
    page = text_renderer(revision.self_study, is_paged=True)
    page.imprint = imprint(page, revision)
    page.ids, page.has_sources = frozenset(), False
    return str(page.template(
        "summary-card", header=page.header, revision=revision, value=found, module=module, size=size,
        is_brief=is_brief, lines=_lines(page, course, value),
        points=[*_points(page, module, is_brief)]))


def _values(course: OpenCourse) -> Iterator[SourceParagraph]:
    source = course.sources.find(_VALUES_OF)
    yield from (each for each in source.paragraphs if each.key.isdigit() and each.name) if source else ()


def _module(course: OpenCourse, value: str) -> Module[Any] | None:
    """Return the module that teaches a value: the one that cites it more often than any other value."""
    teaching = [module for module in course.modules if _taught(module) == value]
    return max(teaching, key=lambda module: _cited(module)[value], default=None)


def _taught(module: Module[Any]) -> str:
    counted = _cited(module).most_common(1)
    return counted[0][0] if counted else ""


def _cited(module: Module[Any]) -> Counter[str]:
    """Count how often a module cites each value."""
    return Counter(
        each.paragraph.partition(".")[0] for each in descendants(module)
        if isinstance(each, Reference) and each.source == _VALUES_OF and each.paragraph[:1].isdigit())


def _lines(page: PaperRenderer, course: OpenCourse, value: str) -> list[Line]:
    source = course.sources.find(_VALUES_OF)
    below = [each for each in source.paragraphs if each.key.startswith(f"{value}.")] if source else []

    def line(each: SourceParagraph) -> Line:
        label = page.citations.own_label(Reference(_VALUES_OF, each.key))
        return Line(label, each.gist, tuple(line(part) for part in below if part.part_of == each.key))

    return [line(each) for each in below if not each.part_of]


def _points(page: PaperRenderer, module: Module[Any], is_brief: bool) -> Iterator[tuple[str, Markup]]:
    """Yield the first passage of each take-away of a module with the title of its unit."""
    for unit in module.units:
        for found in (each for each in descendants(unit) if isinstance(each, b.TakeAway)):
            passages = [each for each in found.body if isinstance(each, n.Prose)][:1]
            if passages:
                yield unit.title, page.plain(map(_opening, passages) if is_brief else passages)


def _opening(passage: object) -> object:
    """Return a paragraph up to the end of its first sentence; anything else as it is."""
    if not isinstance(passage, n.Paragraph):
        return passage
    kept: list[n.Inline] = []
    for child in passage.children:
        ended = _SENTENCE.match(child.text) if isinstance(child, n.Text) else None
        if ended:
            return replace(passage, children=(*kept, n.Text(ended[1])))
        kept.append(child)
    return passage
