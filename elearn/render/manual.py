"""The trainers' manual: its chapters, every unit with trainer text and keys, plans, case bank."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.catalogue import Revision
from elearn.document.course import Chapter, Course, Unit
from elearn.document.questions import Question, question_key
from elearn.document.walk import descendants
from elearn.render.agendas import course_for, find_agenda
from elearn.render.answers import choice_answers, option_answers, right_answer
from elearn.render.forms import FormRenderer
from elearn.render.gaps import gaps
from elearn.render.maps import story_map
from elearn.render.numbering import numbering
from elearn.render.paragraphs import ParagraphIndex, Place
from elearn.render.plans import length, plan_rows
from elearn.render.styles import screen_style
from elearn.render.text import ids_of, imprint


class ManualRenderer(FormRenderer):
    """Everything in a course, for trainers alone. `bank` gathers the cases by paragraph."""

    publication = "manual"
    sessions: Mapping[str, b.Session]

    def __init__(self, course: Course, revision: Revision, *, is_paged: bool) -> None:
        super().__init__(
            course.header, course.sources, course.rules.content, numbering(revision.open),
            ids_of((course.modules, course.chapters, course.glossary)), is_paged=is_paged)
        self.sessions = {x.id: x for x in descendants(course) if isinstance(x, b.Session)}
        self.bank = ParagraphIndex()

    def number(self, item_id: str) -> int | str:
        """Return the number the item has in the self-directed text; nothing where it is not in it."""
        return self.numbers.items.get(item_id, "")

    def link(self, node: n.Link) -> Markup:
        """Return a link; on paper one within the book says its page, but for a term of the glossary."""
        made = super().link(node)
        leads = node.target.startswith("#") and not node.target.startswith("#g-")
        if not (self.is_paged and leads and self.address(node.target[1:])):
            return made
        before, _, after = (self.words.gettext(" (page %(page)s)") % {"page": "\0"}).partition("\0")
        together = re.sub(" $", "\N{NO-BREAK SPACE}", before)
        return made.replace("<a ", Markup('<a class="leads" data-before="{}" data-after="{}" ').format(
            together, after), 1)

    def case(self, node: b.Case[Any]) -> Markup:
        self.bank.add(node.cites, Place(node.id, node.title))
        return super().case(node)

    def question(self, node: Question) -> Markup:
        key = question_key(node)
        title = self.words.gettext("Question %(number)s") % {"number": self.number(node.id)}
        with self.within(Place(node.id, title), 1):
            return self.template(
                "manual/question", node=node, number=self.number(node.id), stem=self.plain(node.stem),
                right=right_answer(key), options=option_answers(self, key),
                explanation=self.plain(key.explanation), cites=self.labels(node.cites))

    def scenario(self, node: b.Scenario) -> Markup:
        self.bank.add(node.cites, Place(node.id, node.title))
        steps = sorted(node.steps, key=lambda step: self.numbers.steps.get(step.id, 0))
        with self.within(Place(node.id, node.title), 1):
            self.index.add(node.cites, self.at)
            body = self.blocks(node.body)
            made = [self.step(step) for step in steps]
        return self.template("manual/scenario", node=node, number=self.number(node.id), body=body,
                             steps=made,
                             margin=self.margin(node.cites), map=story_map(node, self.numbers.steps))

    def step(self, step: b.Step) -> Markup:
        """Return a step with its decision table, or an ending with its debrief."""
        debrief = step.debrief
        return self.template(
            "manual/step", step=step, number=self.numbers.steps.get(step.id, ""),
            body=self.plain(step.body), feedback=self.plain(step.feedback),
            choices=choice_answers(self, step.choices),
            debrief=self.plain(debrief.body) if debrief else Markup(""),
            cites=self.labels(debrief.cites) if debrief else Markup(""))

    def reflection(self, node: b.Reflection) -> Markup:
        with self.within(Place(node.id, node.title or self.words.gettext("Reflection")), 1):
            return self.template("manual/reflection", node=node, number=self.number(node.id),
                                 body=self.blocks(node.body), model=self.plain(node.model))

    def trainer(self, node: b.Trainer) -> Markup:
        return self.template("manual/trainer", minutes=node.minutes, body=self.plain(node.body))

    def session(self, node: b.Session) -> Markup:
        debrief = node.debrief
        with self.within(Place(node.id, node.title), 1):
            return self.template(
                "manual/session", node=node, body=self.blocks(node.body), rows=self.rows(node.steps),
                forms=self.forms(node.steps), debrief=self.plain(debrief.body) if debrief else Markup(""),
                debrief_start=length(node.steps), margin=self.margin(debrief.cites) if debrief else "")

    def agenda(self, node: b.Agenda) -> Markup:
        with self.within(Place(node.id, node.title), 1):
            return self.template("manual/agenda", node=node, body=self.blocks(node.body),
                                 rows=self.rows(node.steps, node.begins),
                                 forms=self.forms(node.steps), end=node.begins + length(node.steps))

    def rows(self, steps: tuple[b.PlanStep, ...],
             begins: int = 0) -> list[tuple[Any, Markup, list[b.Checklist]]]:
        """Return the rows of a plan, each with its text and the forms it names."""
        return [
            (row, self.plain(x for x in row.body if not isinstance(x, b.Checklist)), forms_in(row.body))
            for row in plan_rows(steps, self.sessions, begins)]

    def forms(self, steps: tuple[b.PlanStep, ...]) -> list[Markup]:
        """Return the forms of a plan, which follow it: a cell of a plan has no room to write."""
        return [self.checklist(form) for step in steps for form in forms_in(step.body)]

    def checklist(self, node: b.Checklist) -> Markup:
        """Return a checklist as a form: a box, the words, room for a note."""
        lists = [x for x in node.body if isinstance(x, (n.BulletList, n.NumberedList))]
        return self.template(
            "manual/form", node=node, before=self.plain(x for x in node.body if x not in lists),
            items=[self.plain(item.body) for each in lists for item in each.items])

    def slot(self, node: b.Slot[Any]) -> Markup:
        return self.template("manual/slot", node=node, body=self.blocks(node.body))

    def chapter(self, chapter: Chapter) -> Markup:
        with self.within(Place(chapter.id, chapter.title), 1):
            sections = [self.section(section, chapter.title) for section in chapter.sections]
        return self.template("manual/chapter", chapter=chapter, sections=sections)

    def unit(self, unit: Unit[Any]) -> Markup:
        with self.within(Place(unit.id, unit.title), 2):
            sections = [self.section(section, unit.title) for section in unit.sections]
        return self.template("unit", unit=unit, number=self.numbers.units[unit.id], sections=sections)


def forms_in(body: tuple[object, ...]) -> list[b.Checklist]:
    """Return the forms among the blocks of a step."""
    return [block for block in body if isinstance(block, b.Checklist)]


def trainers_manual(revision: Revision, *, is_paged: bool, agenda: str = "") -> str:
    """Return the manual as one HTML page, or as what the PDF is made of.

    With the id of an `agenda` it holds what that agenda needs; raise UnknownAgenda where there is none.
    """
    chosen = find_agenda(revision.course, agenda) if agenda else None
    course = course_for(revision.course, chosen) if chosen else revision.course
    page = ManualRenderer(course, revision, is_paged=is_paged)
    page.imprint = imprint(page, revision)
    chapters = [(chapter, page.chapter(chapter)) for chapter in course.chapters]
    modules = [
        (module, page.blocks(module.introduction), [page.unit(unit) for unit in module.units])
        for module in course.modules
    ]
    glossary = [(entry, page.plain(entry.definition)) for entry in course.glossary]
    checklists = [x for x in descendants((course.chapters, course.modules))
                  if isinstance(x, (b.Checklist, b.Form))]
    return str(page.template(
        "manual/book", header=page.header, chapters=chapters, modules=modules, revision=revision,
        agenda=chosen, gaps=gaps(course),
        sessions=list(page.sessions.values()), checklists=checklists, bank=page.bank.groups(page.citations),
        index=page.index.groups(page.citations), glossary=glossary, sources=course.sources.sources,
        style="" if is_paged else screen_style()))
