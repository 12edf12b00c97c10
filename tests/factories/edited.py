"""The small course with tests, as its authors edit it while people learn."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from elearn.document.blocks import Block
from elearn.document.catalogue import Revision, revision_of
from elearn.document.course import Course, Section, TestBank
from elearn.document.questions import Question
from tests.factories.courses import every, one, prose
from tests.factories.sittings import revision_with_tests

EDITIONS = ("as written", "typo", "wording", "key", "withdrawn", "test key")
# The test item whose key is another in the last edition.
CORRECTED = "t-f0"


@cache
def edited(edition: str) -> Revision:
    """Return the course in one of `EDITIONS`: its second question differs, or the key of a test item."""
    held = revision_with_tests()
    course, bank = held.course, held.bank
    if edition == "test key":
        return revision_of(course, _with_other_key(bank))
    return revision_of(course if edition == "as written" else _with_first_unit(
        course, one("m1-q1"), *_second(edition)), bank)


def _second(edition: str) -> tuple[Question, ...]:
    held = every("m1-q2")
    if edition == "typo":
        return (replace(held, stem=prose("Wich of these hold?")),)
    if edition == "wording":
        return (replace(held, stem=prose("Which of all these would you do first?")),)
    if edition == "key":
        return (_other_key(held),)
    return ()


def _other_key(held: Question) -> Question:
    return replace(held, options=tuple(replace(each, is_right=not each.is_right) for each in held.options))


def _with_other_key(bank: TestBank) -> TestBank:
    """Let the option be right that none of the others was."""
    def corrected(question: Question) -> Question:
        last = question.options[-1].key
        return replace(question, options=tuple(
            replace(each, is_right=each.key == last) for each in question.options))
    return TestBank(tuple(
        replace(each, question=corrected(each.question)) if each.question.id == CORRECTED else each
        for each in bank.items))


def _with_first_unit(course: Course, *body: Block) -> Course:
    module = course.modules[0]
    unit = replace(module.units[0], sections=(Section(module.units[0].id, 1, (), tuple(body)),))
    first = replace(module, units=(unit, *module.units[1:]))
    return replace(course, modules=(first, *course.modules[1:]))
