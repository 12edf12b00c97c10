"""Slides that ask, and those that answer after the vote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from elearn.document import blocks as b
from elearn.document.questions import Option, Question, QuestionKey, QuestionKind, Verdict, question_key
from elearn.render.answers import option_signs, right_answer
from elearn.render.numbering import letter
from elearn.render.slides.lines import Lines
from elearn.render.slides.slide import Slide, Wording

_TITLE = 90
_STEM = 260


class QuestionSlides:
    """Makes the slides of questions and scenarios."""

    def __init__(self, wording: Wording) -> None:
        self.words = wording.words
        self.text = wording.text
        self.numbers = wording.numbers
        self.citations = wording.citations

    def question(self, question: Question) -> Iterator[Slide]:
        """Yield the question with its options as they are printed, then, if it has a key, the answer."""
        key = question_key(question)
        yield self._asking(question, key)
        if question.kind is not QuestionKind.SCALE:
            yield self._answer(question, key)

    def _asking(self, question: Question, key: QuestionKey) -> Slide:
        stem = self.text.lines(x for x in question.stem if not isinstance(x, b.Trainer))
        title = question.title or self._name(question.id)
        if len(stem) == 1 and len(stem[0]) <= _TITLE:
            title, stem = stem[0], ()
        options = tuple(f"{sign}\t{said}" for sign, said in self._options(key))
        sides = tuple(f"{letter(place)}\t{self._right_side(key, each)}"
                      for place, each in enumerate(key.counterparts, start=1))
        if sides:
            return Slide("columns", title, (*stem, *options), options=sides, is_prose=True)
        return Slide("question", title, stem, options=options, is_prose=True)

    def _options(self, key: QuestionKey) -> Iterator[tuple[str, str]]:
        signs = option_signs(key)
        return ((signs[o.key], self.text.line(o.text)) for o in key.options if o.text)

    def _right_side(self, key: QuestionKey, option_key: str) -> str:
        return self.text.line(key.option(option_key).counterpart)

    def _answer(self, question: Question, key: QuestionKey) -> Slide:
        gettext, signs = self.words.gettext, option_signs(key)
        shown = tuple(self._judged(signs[o.key], o) for o in key.options if o.verdict and o.text)
        right = (gettext("Right: %(right)s") % {"right": right_answer(key)},)
        cited = tuple(f"{self.citations.label(ref)}: {gist}" for ref in question.cites
                      if (gist := self.citations.gist(ref)))
        return Slide("columns", gettext("After the vote"), shown or right, options=cited[:1],
                     notes=self._reasons(key, signs), is_prose=True)

    def _judged(self, sign: str, option: Option) -> str:
        return f"{sign}\t{self.verdict_word(option.verdict)}"

    def _reasons(self, key: QuestionKey, signs: dict[str, str]) -> Lines:
        reasons = (f"{signs[o.key]}  {' '.join(self.text.lines(o.feedback))}".strip()
                   for o in key.options if o.feedback)
        return (*reasons, *self.text.lines(key.explanation))

    def verdict_word(self, verdict: Verdict | None) -> str:
        """Return a verdict with its shape."""
        pgettext = self.words.pgettext
        said: dict[Any, str] = {
            Verdict.SOUND: "✓ " + pgettext("verdict", "Sound"),
            Verdict.DEFENSIBLE: "○ " + pgettext("verdict", "Defensible"),
            Verdict.RISKY: "▲ " + pgettext("verdict", "Risky"),
            Verdict.BREACH: "■ " + pgettext("verdict", "Breach")}
        return said.get(verdict, "")

    def scenario(self, scenario: b.Scenario) -> Iterator[Slide]:
        """Yield a scenario: how it begins, then each paragraph with its ways on, endings last."""
        notes = self.text.lines(x for x in scenario.body if isinstance(x, b.Trainer))
        body = self.text.lines(x for x in scenario.body if not isinstance(x, b.Trainer))
        yield Slide("content", scenario.title, body, notes=notes, is_prose=True)
        for step in sorted(scenario.steps, key=lambda s: self.numbers.steps.get(s.id, 0)):
            yield from self._step(scenario, step)

    def _step(self, scenario: b.Scenario, step: b.Step) -> Iterator[Slide]:
        """Yield a paragraph of a scenario; a long one is told first, and asked on the next slide."""
        title = f"{scenario.title}: {self.numbers.steps.get(step.id, '')}"
        body = self.text.lines(step.body)
        if step.ending:
            yield Slide("content", title, body, notes=self._ending(step), is_prose=True)
            return
        ways = tuple(f"{letter(place)}\t{self.text.line(choice.text)}"
                     for place, choice in enumerate(step.choices, start=1))
        if sum(map(len, body)) > _STEM:
            yield Slide("content", title, body, is_prose=True)
            body = ()
        yield Slide("question", title, body, options=ways, notes=self._ways(step), is_prose=True)

    def _ways(self, step: b.Step) -> Lines:
        """Return what each choice leads to and why, for the notes alone."""
        told = (f"{letter(place)} → {self.numbers.steps.get(choice.target, '')}  "
                f"{self.verdict_word(choice.verdict)}: {' '.join(self.text.lines(choice.feedback))}"
                for place, choice in enumerate(step.choices, start=1))
        return (*self.text.lines(step.feedback), *told)

    def _ending(self, step: b.Step) -> Lines:
        debrief = self.text.lines(step.debrief.body) if step.debrief else ()
        return (f"{self.words.gettext('Ending')}: {self.verdict_word(step.ending)}", *debrief)

    def _name(self, item_id: str) -> str:
        number = self.numbers.items.get(item_id, "")
        return (self.words.gettext("Question %(number)s") % {"number": number}).strip()
