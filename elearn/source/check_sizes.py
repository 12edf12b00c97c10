"""Checks on length: how many minutes a unit takes, how long one reads with nothing to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from elearn.document import blocks as b
from elearn.document.course import Section, Unit
from elearn.document.cuts import open_blocks
from elearn.document.problems import Problem
from elearn.document.questions import Question
from elearn.document.walk import word_count
from elearn.source.check_scenarios import longest_way
from elearn.source.review import Review

WORDS_A_MINUTE = 180
MINUTES_A_QUESTION = 0.75
MOST_MINUTES = 10
MOST_WORDS = 300
TOLERANCE = 0.15
_TRAINERS_ONLY = (b.Trainer, b.Session, b.Agenda, b.Form)


def minutes_of(unit: Unit[b.Block]) -> float:
    """Return the minutes a unit takes on the web.

    The words before answering and the longest feedback of each question at 180 a minute, and 45
    seconds a question. A scenario counts as one question and with its longest way. What follows an
    answer in any case (the explanation of a question, a debrief) is read too; a model is not counted.
    """
    words = questions = 0
    for block in _on_the_web(unit):
        words += _words(block)
        questions += isinstance(block, (Question, b.Scenario))
    return words / WORDS_A_MINUTE + questions * MINUTES_A_QUESTION


def check_sizes(review: Review) -> Iterator[Problem]:
    """Yield units that take too long or declare other minutes, and stretches with nothing to do."""
    for unit in review.units:
        taken = round(minutes_of(unit), 1)
        if taken > MOST_MINUTES:
            yield review.problem("unit-long", unit.id, f"the unit takes {taken} minutes; at most "
                                 f"{MOST_MINUTES}")
        if abs(unit.minutes - taken) > max(TOLERANCE * taken, 0.5):
            yield review.problem("unit-minutes", unit.id, f"minutes: {unit.minutes} is declared and "
                                 f"{taken} are taken", "minutes:")
        yield from _stretches(review, unit)


def _on_the_web(node: Any) -> Iterator[Any]:
    """Yield the prose and the acting blocks of a unit as read on the web, cases and the like opened."""
    if isinstance(node, Unit):
        node = node.sections
    if isinstance(node, tuple):
        for each in node:
            yield from _on_the_web(each)
    elif isinstance(node, _TRAINERS_ONLY) or (isinstance(node, b.Only) and node.publication != "course"):
        return
    elif isinstance(node, (Section, b.Case, b.Aside, b.Tip, b.TakeAway, b.Only, b.Slot)):
        yield from _on_the_web(node.body)
    else:
        yield node


def _words(block: Any) -> int:
    if isinstance(block, Question):
        told = max((word_count(option.feedback) for option in block.options), default=0)
        return word_count(open_blocks((block,))) + told + word_count(block.explanation)
    if isinstance(block, b.Scenario):
        return _introduction(block) + longest_way(block, _step_words)
    return word_count(open_blocks((block,)))


def _step_words(step: b.Step) -> int:
    return word_count((step.body, step.choices, step.feedback, step.debrief or ()))


def _introduction(scenario: b.Scenario) -> int:
    return word_count(tuple(x for x in scenario.body if not isinstance(x, b.Trainer)))


def _stretches(review: Review, unit: Unit[b.Block]) -> Iterator[Problem]:
    """Count from one thing to do to the next; what one reads in order to act belongs to the stretch."""
    words, since = 0, unit.id
    for block in _on_the_web(unit):
        acts = isinstance(block, (Question, b.Scenario, b.Reflection))
        words += _before_acting(block)
        if acts:
            yield from _stretch(review, unit, since, words)
            words, since = 0, block.id
    yield from _stretch(review, unit, since, words)


def _before_acting(block: Any) -> int:
    if isinstance(block, b.Scenario):
        return _introduction(block) + sum(word_count(step.body) for step in block.steps[:1])
    if isinstance(block, Question):
        return word_count(open_blocks(block.stem))
    return word_count(open_blocks((block,)))


def _stretch(review: Review, unit: Unit[b.Block], since: str, words: int) -> Iterator[Problem]:
    if words > MOST_WORDS:
        start = "the beginning" if since == unit.id else since
        yield review.problem("stretch-long", since, f"{words} words from {start} to the next thing to do; "
                             f"at most {MOST_WORDS}")
