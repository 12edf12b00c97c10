"""One sheet for each case and scenario, to be given out in a room: nothing on it tells an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from elearn.document import blocks as b
from elearn.document.catalogue import Revision
from elearn.document.course import OpenCourse
from elearn.kernel.errors import NotFound
from elearn.render.numbering import endings, numbering, printed_steps
from elearn.render.paragraphs import Place
from elearn.render.publication import Part
from elearn.render.text import TextRenderer, ids_of, imprint

Sheet = b.Case[Any] | b.OpenScenario


class HandoutRenderer(TextRenderer):
    """A case alone on its sheet: it leads to no answer and no list of sources, since it has neither."""

    has_sources = False
    has_answers = False

    def open_scenario(self, node: b.OpenScenario) -> Markup:
        with self.within(Place(node.id, node.title), 1):
            return self.template(
                "self-directed/scenario", node=node, number=self.number(node.id),
                body=self.plain(node.body),
                steps=[self.step(step) for step in (*printed_steps(node), *endings(node))],
                margin=self.margin(node.cites))


def handout_parts(revision: Revision) -> tuple[Part, ...]:
    """Return every case and scenario of the printed course, in its order."""
    return tuple(Part(sheet.id, sheet.title) for sheet in sheets(revision.open))


def sheets(course: OpenCourse) -> Iterator[Sheet]:
    """Yield the cases and scenarios that a printed course holds, cut down to what is open."""
    for module in course.modules:
        for unit in module.units:
            for section in unit.sections:
                yield from _sheets(section.body)


def _sheets(body: Iterable[Any]) -> Iterator[Sheet]:
    for block in body:
        if isinstance(block, (b.Case, b.OpenScenario)):
            yield block
        elif isinstance(block, b.Only) and block.publication != HandoutRenderer.publication:
            continue
        elif hasattr(block, "body"):
            yield from _sheets(block.body)


def handout(revision: Revision, item_id: str) -> str:
    """Return the page that the PDF of one case is made of; raise NotFound where there is no such case.

    It is made from the open cut: key, verdict, feedback, model and trainer text are not there to be set.
    """
    course = revision.open
    sheet = next((each for each in sheets(course) if each.id == item_id), None)
    if sheet is None:
        raise NotFound(f"no case {item_id!r}")
    page = HandoutRenderer(course.header, course.sources, course.rules.content, numbering(course),
                           ids_of(sheet), is_paged=True)
    page.imprint, page.depth = imprint(page, revision), 1
    return str(page.template("handout", header=course.header, sheet=sheet, body=page.render(sheet)))
