"""What differs between two versions of a course, and how much each change weighs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from elearn.document import blocks as b
from elearn.document.comparison import Change, Part, What, compare
from elearn.document.course import Course
from elearn.document.questions import Option, Question
from elearn.document.sameness import traded
from elearn.document.weighing import Weight, weigh
from tests.factories.courses import match, one, order, prose, small_bank, small_course, words

Edit = Callable[[Any], Any]


def edited(course: Course, item_id: str, edit: Edit) -> Course:
    """Return the course with one item changed, wherever it stands."""
    def walked(node: Any) -> Any:
        if isinstance(node, tuple):
            return tuple(walked(each) for each in node)
        if getattr(node, "id", "") == item_id and not hasattr(node, "level"):
            return edit(node)
        if hasattr(node, "body") and not isinstance(node, b.Reflection):
            return replace(node, body=walked(node.body))
        return node

    modules = tuple(
        replace(module, units=tuple(
            replace(unit, sections=walked(unit.sections)) for unit in module.units))
        for module in course.modules)
    return replace(course, modules=modules)


def differences(before: Course, after: Course) -> dict[str, Change]:
    bank = small_bank()
    return {each.id: each for each in compare(before, after, (bank, bank))}


def with_option(key: str, **fields: Any) -> Edit:
    def edit(question: Question) -> Question:
        return replace(question, options=tuple(
            replace(each, **fields) if each.key == key else each for each in question.options))
    return edit


def test_a_course_does_not_differ_from_itself() -> None:
    assert compare(small_course(), small_course(), (small_bank(), small_bank())) == ()


@pytest.mark.parametrize(("said", "weight"), [
    ("What do yuo do first?", Weight.WORDING),
    ("What do you do, first.", Weight.TYPO),
    ("what do You do frist?", Weight.TYPO),
    ("What do you do fist?", Weight.TYPO),
    ("What do do you do first?", Weight.WORDING),
    ("What do you not do first?", Weight.WORDING),
    ("What do you do last?", Weight.WORDING),
])
def test_a_stem_weighs_by_what_became_of_its_words(said: str, weight: Weight) -> None:
    found = differences(small_course(), edited(
        small_course(), "m1-q1", lambda question: replace(question, stem=prose(said))))
    assert [(each.part, each.weight) for each in found.values()] == [(Part.QUESTION, weight)]


@pytest.mark.parametrize(("before", "after", "weight"), [
    ("It's the judge’s", "Its the judges", Weight.TYPO),
    ("within 10 days", "within 30 days", Weight.WORDING),
    ("a loss of < 10", "a loss of > 10", Weight.WORDING),
    ("the court decided now", "the court decided not", Weight.WORDING),
    ("she may", "she must", Weight.WORDING),
    ("a legal act", "an illegal act", Weight.WORDING),
    ("receive a gift", "recieve a gift", Weight.TYPO),
    ("recuse herself", "excuse herself", Weight.WORDING),
    ("法官可以", "法官不可以", Weight.WORDING),
    ("она решила", "она решала", Weight.TYPO),
])
def test_words_weigh_alike_in_every_place(before: str, after: str, weight: Weight) -> None:
    assert weigh(words(before), words(after)) is weight
    assert weigh(words(after), words(before)) is weight


def test_a_word_written_twice_is_a_slip_and_a_word_added_is_none() -> None:
    assert weigh(words("the the judge"), words("the judge")) is Weight.TYPO
    assert weigh(words("the judge"), words("the the judge")) is Weight.WORDING


@pytest.mark.parametrize(("edit", "weight"), [
    (with_option("b", text=words("Disclose, and hear the parties!")), Weight.TYPO),
    (with_option("b", text=words("Tell everyone.")), Weight.WORDING),
    (with_option("a", verdict=None), Weight.KEY),
    (with_option("c", is_right=True), Weight.KEY),
    (lambda question: replace(question, options=question.options[:2]), Weight.KEY),
    (lambda held: replace(held, options=(*held.options, Option("d", words("Wait.")))), Weight.KEY),
    (lambda question: replace(question, options=question.options[::-1]), Weight.TYPO),
    (lambda question: replace(question, explanation=prose("Another reason.")), Weight.WORDING),
])
def test_a_question_weighs_as_its_heaviest_change(edit: Edit, weight: Weight) -> None:
    found = differences(small_course(), edited(small_course(), "m1-q1", edit))
    assert found["m1-q1"].weight is weight
    assert found["m1-q1"].home == "m1-choose"
    assert not found["m1-q1"].is_for_trainers


def test_options_that_trade_their_words_change_the_key() -> None:
    def trade(question: Question) -> Question:
        a, right, c = question.options
        return replace(question, options=(replace(a, text=right.text), replace(right, text=a.text), c))

    found = differences(small_course(), edited(small_course(), "m1-q1", trade))
    assert traded(one("x"), trade(one("x"))) == ("a", "b")
    assert {each.id: each.weight for each in found.values()} == {
        "m1-q1": Weight.KEY, "m1-q1/a": Weight.KEY, "m1-q1/b": Weight.KEY}


def test_the_rows_of_a_match_that_trade_right_sides_change_the_key() -> None:
    a, second, *rest = match("x").options
    mixed = replace(match("x"), options=(
        replace(a, counterpart=second.counterpart), replace(second, counterpart=a.counterpart), *rest))
    assert traded(match("x"), mixed) == ("a", "b")


def test_another_order_of_an_order_is_another_key() -> None:
    found = differences(small_course(), edited(
        small_course(), "m1-q3", lambda question: replace(question, options=question.options[::-1])))
    assert found["m1-q3"].weight is Weight.KEY
    assert order("m1-q3").options != order("m1-q3").options[::-1]


def test_what_came_and_went_is_told_once_where_it_stood() -> None:
    gone = edited(small_course(), "m1-q2", lambda question: b.Trainer(0, prose("Talk about it.")))
    came = differences(gone, small_course())
    assert (came["m1-q2"].what, came["m1-q2"].home) == (What.ADDED, "m1-choose")
    went = differences(small_course(), gone)
    assert went["m1-q2"].what is What.WITHDRAWN
    assert went["m1-choose-work"].is_for_trainers


def test_notes_for_trainers_are_no_news_for_readers() -> None:
    after = edited(small_course(), "m2-r1", lambda held: replace(held, body=held.body[:1]))
    found = differences(small_course(), after)
    assert [(each.id, each.is_for_trainers) for each in found.values()] == [("m2-r1", True)]


def test_test_items_are_compared_with_their_pool() -> None:
    held = small_bank()
    other = replace(held, items=(replace(held.items[0], pool="entry"), *held.items[1:]))
    fewer = replace(held, items=held.items[1:])
    moved, = compare(small_course(), small_course(), (held, other))
    went, = compare(small_course(), small_course(), (held, fewer))
    assert (moved.part, moved.what, moved.weight) == (Part.TEST_ITEM, What.CHANGED, Weight.WORDING)
    assert (went.what, went.id) == (What.WITHDRAWN, "t-2")
