"""Checks on what is practised: feedback that teaches, keys that the form does not give away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from elearn.document import blocks as b
from elearn.document.problems import Problem
from elearn.document.questions import Option, Question, QuestionKind
from elearn.document.walk import descendants, word_count
from elearn.source.review import Review

LEAST_FEEDBACK = 25
OWN_FEEDBACK = (QuestionKind.ONE, QuestionKind.ALL, QuestionKind.SCALE)
ASK = (b.Case, b.Scenario, b.Reflection)


def check_questions(review: Review) -> Iterator[Problem]:
    """Yield what is wrong with single questions and choices, of units, chapters and the test bank."""
    for step in review.found(b.Step):
        yield from _choice_feedback(review, step)
    for question in review.found(Question):
        yield from _feedback(review, question)
        if _is_right_longest(question):
            yield review.problem("longest-is-right", question.id, "the right option is the longest; "
                                 "shorten it, or let a wrong one say as much")


def check_places_of_right(review: Review) -> Iterator[Problem]:
    """Yield units, modules and pools in which the right option nearly always stands in one place."""
    for module in review.course.modules:
        told = False
        for unit in module.units:
            place = _usual_place(_of_one(unit), least=3, share=1.0)
            if place:
                told = True
                yield review.problem("right-in-one-place", unit.id,
                                     f"the right option is always number {place}")
        if not told:
            yield from _usual(review, module.id, tuple(_of_one(module)))
    for pool in dict.fromkeys(item.pool for item in review.bank.items):
        items = tuple(item.question for item in review.bank.items if item.pool == pool)
        yield from _usual(review, items[0].id, tuple(_of_one(items)))


def check_company(review: Review) -> Iterator[Problem]:
    """Yield cases and reflections without trainer text, and units without reflection and model."""
    for unit in review.units:
        for section in unit.sections:
            for place, block in enumerate(section.body):
                beside = section.body[place + 1:place + 2]
                if isinstance(block, ASK) and not _has(b.Trainer, (block, *beside)):
                    yield review.problem("trainer-missing", block.id, f"{block.id} has no trainer text")
        models = [each for each in descendants(unit) if isinstance(each, b.Reflection) and each.model]
        if not models:
            yield review.problem("reflection-missing", unit.id, f"{unit.id} has no reflection with a model")


def _feedback(review: Review, question: Question) -> Iterator[Problem]:
    is_explained = question.kind not in OWN_FEEDBACK and bool(question.explanation)
    for option in question.options:
        told = word_count(option.feedback)
        place = f"{question.id}/{option.key}"
        if not told and not is_explained:
            yield review.problem("feedback-missing", place,
                                 f"option {option.key} of {question.id} has no feedback")
        elif option.feedback and told < LEAST_FEEDBACK:
            yield review.problem("feedback-short", place, f"the feedback of option {option.key} has {told} "
                                 f"words; at least {LEAST_FEEDBACK}")


def _choice_feedback(review: Review, step: b.Step) -> Iterator[Problem]:
    for choice in step.choices:
        told = word_count(choice.feedback)
        if choice.feedback and told < LEAST_FEEDBACK:
            yield review.problem("feedback-short", f"{step.id}/{choice.key}", f"the feedback of choice "
                                 f"{choice.key} has {told} words; at least {LEAST_FEEDBACK}")


def _is_right_longest(question: Question) -> bool:
    if question.kind not in (QuestionKind.ONE, QuestionKind.ALL):
        return False
    right = [word_count(option.text) for option in question.options if option.is_right]
    wrong = [word_count(option.text) for option in question.options if not option.is_right]
    return bool(right and wrong) and min(right) > max(wrong)


def _usual(review: Review, id_: str, questions: tuple[Question, ...]) -> Iterator[Problem]:
    usual = _usual_place(questions, least=6, share=0.7)
    if usual:
        yield review.problem("right-in-one-place", id_, f"in 7 of 10 questions or more the right option "
                             f"is number {usual}")


def _of_one(node: object) -> Iterator[Question]:
    for each in descendants(node):
        if isinstance(each, Question) and each.kind is QuestionKind.ONE and not each.is_shuffled:
            yield each


def _usual_place(questions: Iterable[Question], *, least: int, share: float) -> int:
    """Return the place, from 1, where the right option stands too often; 0 where there is none."""
    places = Counter(_place_of_right(question.options) for question in questions)
    total = sum(places.values())
    place, count = places.most_common(1)[0] if places else (0, 0)
    return place if total >= least and count >= share * total else 0


def _place_of_right(options: tuple[Option, ...]) -> int:
    return next((place for place, option in enumerate(options, start=1) if option.is_right), 0)


def _has(kind: type, nodes: tuple[object, ...]) -> bool:
    return any(isinstance(each, kind) for each in descendants(nodes))
