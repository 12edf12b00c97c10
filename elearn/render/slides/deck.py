"""Which slides a session needs: its aim, its steps, the cases they name, the paragraphs it ends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from elearn.document import blocks as b
from elearn.document import nodes as n
from elearn.document.catalogue import Revision
from elearn.document.course import Course
from elearn.document.questions import Question
from elearn.document.walk import descendants
from elearn.render.citations import Citations
from elearn.render.numbering import numbering
from elearn.render.slides.lines import LineRenderer, Lines
from elearn.render.slides.questions import QuestionSlides
from elearn.render.slides.slide import Slide, Wording, folded
from elearn.render.words import words_in

_SHOWN = (b.Case, b.Scenario, Question, b.Figure)


def sessions(course: Course) -> tuple[b.Session, ...]:
    """Return every session plan of a course, in order."""
    return tuple(x for x in descendants((course.modules, course.chapters)) if isinstance(x, b.Session))


def deck(revision: Revision, session: b.Session) -> tuple[Slide, ...]:
    """Return the slides of a session in the order of its plan."""
    return tuple(_Deck(revision).session(session))


class _Deck:
    def __init__(self, revision: Revision) -> None:
        self.course = revision.course
        words = words_in(revision.lang)
        self.citations = Citations(revision.course.sources, words)
        self.wording = Wording(words, self.citations, LineRenderer(self.citations),
                               numbering(revision.open))
        self.words = words
        self.text = self.wording.text
        self.asks = QuestionSlides(self.wording)
        found: list[Any] = [x for x in descendants(self.course.modules) if isinstance(x, _SHOWN)]
        self.by_id = {x.id: x for x in found}
        self.by_title = {x.title.casefold(): x for x in found if getattr(x, "title", "")}

    def session(self, session: b.Session) -> Iterator[Slide]:
        gettext = self.words.gettext
        minutes = self.words.ngettext("%(num)s minute", "%(num)s minutes", session.minutes)
        yield Slide("title", session.title,
                    (f"{self.course.header.title} · {minutes % {'num': session.minutes}}",),
                    notes=self._about(session))
        if session.outcomes:
            yield Slide("content", gettext("By the end"), session.outcomes, notes=(session.aim,))
        shown: set[str] = set()
        for step in session.steps:
            yield self._step(step)
            for each in self._named(step):
                if each.id not in shown:
                    shown.add(each.id)
                    yield from self._show(each)
        if session.debrief:
            yield from self._debrief(session.debrief)

    def _about(self, session: b.Session) -> Lines:
        gettext = self.words.gettext
        told = ((gettext("Aim"), session.aim), (self.words.pgettext("session", "Method"), session.method),
                (gettext("Materials"), session.materials))
        return (*(f"{name}: {said}" for name, said in told if said), *self.text.lines(session.body))

    def _step(self, step: b.PlanStep) -> Slide:
        minutes = self.words.ngettext("%(num)s minute", "%(num)s minutes", step.minutes)
        return Slide("section", step.title, (minutes % {"num": step.minutes},),
                     notes=self.text.lines(step.body))

    def _named(self, step: b.PlanStep) -> Iterator[Any]:
        """Yield what a step works on: the case that has its title, then what it links to."""
        if step.title.casefold() in self.by_title:
            yield self.by_title[step.title.casefold()]
        for found in descendants(step):
            if isinstance(found, n.Link) and found.target[1:] in self.by_id:
                yield self.by_id[found.target[1:]]

    def _show(self, item: Any) -> Iterator[Slide]:
        if isinstance(item, b.Figure):
            yield Slide("picture", self._caption(item), (), picture=item.src, alt=item.alt)
        elif isinstance(item, Question):
            yield from self.asks.question(item)
        elif isinstance(item, b.Scenario):
            yield from self.asks.scenario(item)
        else:
            yield from self._case(item)

    def _caption(self, figure: b.Figure) -> str:
        caption = self.text.lines(figure.caption)
        return caption[0] if caption else self.words.gettext("Figure")

    def _case(self, case: b.Case[Any]) -> Iterator[Slide]:
        """Yield the facts of a case, then what it asks; its trainer text is in the notes of the facts."""
        notes = self.text.lines(x for x in case.body if isinstance(x, b.Trainer))
        facts = self.text.lines(_facts(case.body))
        for number, lines in enumerate(folded(facts)):
            yield Slide("content", case.title, lines, notes=() if number else notes, is_prose=True)
        for block in case.body:
            if isinstance(block, (Question, b.Figure)):
                yield from self._show(block)
            elif isinstance(block, b.Reflection):
                yield Slide("content", block.title or self.words.gettext("For yourself alone"),
                            self.text.render(block), is_prose=True)

    def _debrief(self, debrief: b.Debrief) -> Iterator[Slide]:
        """Yield the debrief, and each paragraph it comes back to on a slide of its own."""
        labels = tuple(self.citations.label(reference) for reference in debrief.cites)
        yield Slide("section", self.words.gettext("Debrief"), (" · ".join(labels),),
                    notes=self.text.lines(debrief.body))
        for reference in debrief.cites:
            if gist := self.citations.gist(reference):
                yield Slide("content", self.citations.label(reference), (gist,), is_prose=True)


def _facts(body: Iterable[Any]) -> Iterator[Any]:
    return (x for x in body if not isinstance(x, (Question, b.Trainer, b.Reflection, b.Figure)))
