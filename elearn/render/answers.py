"""The back of the self-directed text: keys, feedback, endings, models, item by item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from elearn.document import blocks as b
from elearn.document.course import ScenarioKey, SelfStudyCourse, Unit
from elearn.document.questions import OpenQuestion, Option, QuestionKey, QuestionKind, Verdict
from elearn.render.numbering import endings, letter, printed_items, printed_steps

if TYPE_CHECKING:
    from elearn.render.paper import PaperRenderer
    from elearn.render.text import TextRenderer


@dataclass(frozen=True, slots=True)
class OptionAnswer:
    """What is told about one option: its sign in print, its words, verdict and feedback."""

    sign: str
    text: Markup
    is_right: bool
    verdict: Verdict | None
    feedback: Markup


@dataclass(frozen=True, slots=True)
class UnitAnswers:
    unit: Unit[Any]
    number: int
    items: tuple[Markup, ...]


class AnswerPart:
    """Makes the answers of a self-study course with the renderer of its text."""

    def __init__(self, page: TextRenderer, course: SelfStudyCourse) -> None:
        self.page = page
        self.course = course

    def units(self) -> tuple[UnitAnswers, ...]:
        """Return the answers, unit by unit; a unit that asks nothing has none."""
        every = (
            UnitAnswers(unit, self.page.numbers.units[unit.id], tuple(self._unit(unit)))
            for module in self.course.open.modules for unit in module.units
        )
        return tuple(answers for answers in every if answers.items)

    def _unit(self, unit: Unit[Any]) -> Iterator[Markup]:
        for section in unit.sections:
            for item in printed_items(section.body, self.page.publication):
                yield from self._item(item)

    def _item(self, item: object) -> Iterator[Markup]:
        if isinstance(item, OpenQuestion):
            yield self.question(item, self.course.answers.questions[item.id])
        elif isinstance(item, b.OpenScenario):
            yield self.scenario(item, self.course.answers.scenarios[item.id])
        elif isinstance(item, b.OpenReflection) and item.id in self.course.answers.models:
            yield self.page.template(
                "self-directed/model-answer", node=item, number=self.page.number(item.id),
                body=self.page.plain(self.course.answers.models[item.id]))

    def question(self, item: OpenQuestion, key: QuestionKey) -> Markup:
        """Return the answer to a question: what is right, then why, option by option."""
        return self.page.template(
            "self-directed/question-answer", node=item, number=self.page.number(item.id),
            right=right_answer(key), options=option_answers(self.page, key),
            explanation=self.page.plain(key.explanation), cites=self.page.labels(item.cites))

    def scenario(self, item: b.OpenScenario, key: ScenarioKey) -> Markup:
        """Return the endings of a scenario and, after them, what was said on the way."""
        return self.page.template(
            "self-directed/scenario-answer", node=item, number=self.page.number(item.id),
            endings=[self._ending(step, key) for step in endings(item)],
            steps=[(self.page.numbers.steps[step.id], step.id,
                    self.page.plain(key.steps[step.id].feedback),
                    choice_answers(self.page, key.steps[step.id].choices))
                   for step in printed_steps(item)])

    def _ending(self, step: b.OpenStep, key: ScenarioKey) -> Markup:
        told = key.steps[step.id]
        debrief = told.debrief
        return self.page.template(
            "self-directed/ending", step=step, number=self.page.numbers.steps[step.id],
            body=self.page.plain(step.body), verdict_of=told.ending,
            feedback=self.page.plain(told.feedback),
            debrief=self.page.plain(debrief.body) if debrief else Markup(""),
            cites=self.page.labels(debrief.cites) if debrief else Markup(""))


def right_answer(key: QuestionKey) -> str:
    """Return the right answer in the signs of print: `B`, `A, C`, `C, B, A`, `1 B, 2 A`.

    A scale has none.
    """
    signs = option_signs(key)
    if key.kind is QuestionKind.SCALE:
        return ""
    if key.kind is QuestionKind.ORDER:
        return ", ".join(signs[each] for each in key.right_order)
    if key.kind is QuestionKind.MATCH:
        right = {each: letter(place) for place, each in enumerate(key.counterparts, start=1)}
        return ", ".join(f"{signs[o.key]} {right[o.key]}" for o in key.options if o.text)
    return ", ".join(signs[option.key] for option in key.options if option.is_right)


def option_signs(key: QuestionKey) -> dict[str, str]:
    """Return by option key what a printed option is called: a letter, or a number in a spot or match."""
    is_numbered = key.kind in (QuestionKind.SPOT, QuestionKind.MATCH)
    return {
        option.key: (str(place) if is_numbered else letter(place)) if option.text else ""
        for place, option in enumerate(key.options, start=1)
    }


def option_answers(page: PaperRenderer, key: QuestionKey) -> list[OptionAnswer]:
    """Return what is told about each option, in the order shown; spare right sides after the others."""
    signs = option_signs(key)
    spare = {each: letter(place) for place, each in enumerate(key.counterparts, start=1)}
    return [
        OptionAnswer(
            signs[option.key] or spare.get(option.key, ""), _said(page, option), option.is_right,
            option.verdict, page.plain(option.feedback))
        for option in key.options
    ]


def _said(page: PaperRenderer, option: Option) -> Markup:
    if not option.counterpart:
        return page.inline(option.text)
    if not option.text:
        return page.inline(option.counterpart)
    # An arrow is not turned round by the direction of the text beside it.
    arrow = "←" if page.header.direction == "rtl" else "→"
    return Markup("{} {} {}").format(page.inline(option.text), arrow, page.inline(option.counterpart))


def choice_answers(
        page: PaperRenderer, choices: tuple[b.Choice, ...]) -> list[tuple[OptionAnswer, int, str]]:
    """Return each choice of a step, the number of the paragraph it leads to and that one's id."""
    return [
        (OptionAnswer(letter(place), page.inline(choice.text), False, choice.verdict,
                      page.plain(choice.feedback)),
         page.numbers.steps[choice.target], choice.target)
        for place, choice in enumerate(choices, start=1)
    ]
