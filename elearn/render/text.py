"""The self-directed text: the whole course to print and write upon, its answers at the back."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from elearn.document import blocks as b
from elearn.document.catalogue import Revision
from elearn.document.codes import code_of
from elearn.document.course import SelfStudyCourse, Unit
from elearn.document.questions import OpenQuestion
from elearn.document.walk import descendants
from elearn.render.answers import AnswerPart
from elearn.render.numbering import numbering, printed_items, printed_steps
from elearn.render.paper import PaperRenderer
from elearn.render.paragraphs import Place
from elearn.render.styles import screen_style


class TextRenderer(PaperRenderer):
    """Open blocks as a reader with a pen meets them: nothing here has seen an answer."""

    publication = "self-directed"

    def open_question(self, node: OpenQuestion) -> Markup:
        place = Place(node.id, self.words.gettext("Question %(number)s") % {"number": self.number(node.id)})
        with self.within(place, 1):
            self.index.add(node.cites, place)
            return self.template(
                f"self-directed/{node.kind}", node=node, number=self.number(node.id),
                stem=self.plain(node.stem),
                options=[self.inline(option.text) for option in node.options],
                counterparts=[self.inline(option.text) for option in node.counterparts])

    def open_reflection(self, node: b.OpenReflection) -> Markup:
        with self.within(Place(node.id, node.title or self.words.gettext("Reflection")), 1):
            return self.template(
                "self-directed/reflection", node=node, number=self.number(node.id),
                body=self.plain(node.body))

    def open_scenario(self, node: b.OpenScenario) -> Markup:
        with self.within(Place(node.id, node.title), 1):
            self.index.add(node.cites, self.at)
            return self.template(
                "self-directed/scenario", node=node, number=self.number(node.id),
                body=self.plain(node.body), steps=[self.step(step) for step in printed_steps(node)],
                margin=self.margin(node.cites))

    def step(self, step: b.OpenStep) -> Markup:
        """Return one numbered paragraph of a scenario with its ways on."""
        return self.template(
            "self-directed/step", step=step, number=self.numbers.steps[step.id], body=self.plain(step.body),
            choices=[(self.inline(c.text), c.target, self.numbers.steps[c.target]) for c in step.choices])

    def open_slot(self, node: b.OpenSlot[Any]) -> Markup:
        return Markup('<div class="slot" id="{}">{}</div>\n').format(node.id, self.blocks(node.body))

    def sheet_code(self, item_id: str) -> str:
        """Return the short code that stands for the item on an answer sheet."""
        return code_of(item_id)

    def number(self, item_id: str) -> int:
        return self.numbers.items[item_id]

    def unit(self, unit: Unit[Any]) -> Markup:
        """Return a unit with its objectives and minutes."""
        with self.within(Place(unit.id, unit.title), 2):
            sections = [self.section(section, unit.title) for section in unit.sections]
        return self.template("unit", unit=unit, number=self.numbers.units[unit.id], sections=sections)


def self_directed(
        revision: Revision, *, is_paged: bool, sheet: str = "a4", pictures_in: str = "") -> str:
    """Return the self-directed text as one HTML page, or as what the PDF or the EPUB is made of."""
    course = revision.self_study
    page = text_renderer(course, is_paged=is_paged)
    page.sheet, page.pictures_in, page.imprint = sheet, pictures_in, imprint(page, revision)
    modules = [
        (module, page.blocks(module.introduction), [page.unit(unit) for unit in module.units])
        for module in course.open.modules
    ]
    return str(page.template(
        "self-directed/book", header=page.header, modules=modules, revision=revision,
        answers=AnswerPart(page, course).units(), index=page.index.groups(page.citations),
        glossary=[(entry, page.plain(entry.definition)) for entry in course.open.glossary],
        sources=course.open.sources.sources, minutes=total_minutes(course),
        style="" if is_paged else screen_style()))


def text_renderer(course: SelfStudyCourse, *, is_paged: bool) -> TextRenderer:
    """Return a renderer that knows which ids the text will hold."""
    opened = course.open
    return TextRenderer(
        opened.header, opened.sources, opened.rules.content, numbering(opened), ids_of(opened),
        is_paged=is_paged)


def imprint(page: PaperRenderer, revision: Revision) -> str:
    """Return what stands at the foot of every page: which course this is, and in which revision."""
    return page.words.gettext("%(title)s, revision %(revision)s") % {
        "title": page.header.title, "revision": revision.id[:12]}


def ids_of(course: object) -> frozenset[str]:
    """Return every id below a course."""
    return frozenset(str(node.id) for node in descendants(course) if hasattr(node, "id"))


def total_minutes(course: SelfStudyCourse) -> int:
    return sum(unit.minutes for module in course.open.modules for unit in module.units)


def has_items(unit: Unit[Any]) -> bool:
    return any(True for section in unit.sections for _ in printed_items(section.body, "self-directed"))
