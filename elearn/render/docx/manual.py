"""The trainers' manual as a document to edit."""

from __future__ import annotations

from elearn.document import blocks as b
from elearn.document.catalogue import Revision
from elearn.document.course import Chapter, Course, Module, Unit
from elearn.document.walk import descendants
from elearn.render.agendas import course_for, find_agenda
from elearn.render.docx.back import BookRenderer
from elearn.render.docx.ooxml import Elements
from elearn.render.docx.package import Package
from elearn.render.gaps import gaps
from elearn.render.numbering import numbering
from elearn.render.paragraphs import ParagraphIndex, Place
from elearn.render.templating import long_date
from elearn.render.text import ids_of
from elearn.render.words import words_in


class ManualDocument(BookRenderer):
    """Chapters, modules and units; `numbers` count through the whole course, cut down or not."""

    def __init__(self, course: Course, revision: Revision, package: Package) -> None:
        held = ids_of((course.modules, course.chapters, course.glossary))
        super().__init__(course.header, course.sources, held, package)
        self.numbers = numbering(revision.open)
        self.sessions = {x.id: x for x in descendants(course) if isinstance(x, b.Session)}
        self.bank = ParagraphIndex()

    def chapter(self, chapter: Chapter) -> Elements:
        head = [self.writing.heading(1, chapter.title, chapter.id), *self._minutes(chapter.minutes)]
        with self.within(Place(chapter.id, chapter.title), 1):
            return [*head, *(x for s in chapter.sections for x in self.section(s, chapter.title))]

    def module(self, module: Module[b.Block]) -> Elements:
        head = [self.writing.heading(1, module.title, module.id)]
        if module.summary:
            head.append(self.writing.line("Lead", module.summary))
        first, *others = module.units
        return [*head, *self.blocks(module.introduction), *self.unit(first, style="Heading2"),
                *(x for unit in others for x in self.unit(unit))]

    def unit(self, unit: Unit[b.Block], *, style: str = "Heading2Page") -> Elements:
        """Return a unit under its number, with minutes and objectives."""
        name = self.words.gettext("Unit %(number)s") % {"number": self.numbers.units[unit.id]}
        head = [self.writing.heading(2, f"{name}  {unit.title}", unit.id, style=style),
                *self._minutes(unit.minutes)]
        if unit.objectives:
            head.append(self.writing.line("Label", self.words.gettext("Objectives")))
            head += self.listed(unit.objectives)
        with self.within(Place(unit.id, unit.title), 2):
            return [*head, *(x for s in unit.sections for x in self.section(s, unit.title))]

    def _minutes(self, minutes: int) -> Elements:
        if not minutes:
            return []
        said = self.words.ngettext("about %(num)s minute", "about %(num)s minutes", minutes)
        return [self.writing.line("Quiet", said % {"num": minutes})]


def manual_document(revision: Revision, agenda: str = "") -> bytes:
    """Return the manual as DOCX, whole or for one agenda; raise UnknownAgenda, LacksLibrary.

    The same revision gives the same bytes.
    """
    words, header = words_in(revision.lang), revision.course.header
    chosen = find_agenda(revision.course, agenda) if agenda else None
    course = course_for(revision.course, chosen) if chosen else revision.course
    name = words.gettext("Trainers’ manual")
    title = f"{header.title}: {chosen.title if chosen else name}"
    foot = words.gettext("Revision %(revision)s, released on %(date)s") % {
        "revision": revision.id[:12], "date": long_date(header.released, header.lang)}
    page = ManualDocument(course, revision, Package(header, course.rules.content, title, foot))
    body = [*(x for each in course.chapters for x in page.chapter(each)),
            *(x for each in course.modules for x in page.module(each)), *_back(page, course)]
    about = words.gettext("For those who train judges face to face: "
                          "session plans, cases with keys and reasons, forms.")
    front = [*page.cover(f"{name}: {chosen.title}" if chosen else name, about, revision.id),
             *page.contents()]
    return page.package.save([*front, *body], page.writing.lists.definitions())


def _back(page: ManualDocument, course: Course) -> Elements:
    gettext, found = page.words.gettext, gaps(course)
    asked = page.gaps_part(
        gettext("Places for a national edition"),
        gettext("The course holds words that are true everywhere at each of these places, "
                "until a national edition states the law."), found, page.numbers.units) if found else []
    return [
        *asked, *page.index_part(gettext("Case bank"), "part-bank",
                         gettext("Cases and scenarios by the paragraph they practise."), page.bank),
        *page.index_part(gettext("Index by paragraph"), "part-index",
                         gettext("Where this book leans on a paragraph of the cited instruments."),
                         page.index),
        *page.glossary_part(course.glossary), *page.sources_part(course.sources.sources)]
