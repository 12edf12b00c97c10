"""What a choice is worth, whether it can be one, what is still missing."""

from __future__ import annotations

import pytest

from elearn.document.blocks import Scenario
from elearn.document.course import ScenarioKey
from elearn.document.questions import Option, Question, QuestionKind, Verdict, question_key
from elearn.kernel.errors import BadInput
from elearn.learning import rules
from elearn.learning.acts import Route, Status
from elearn.learning.rules import Mark
from tests.factories import courses


def _marks(question: Question, *choice: str) -> dict[str, Mark]:
    judged = rules.judge(question_key(question), choice)
    return {each.key: each.mark for each in judged.marks}


def _judged(question: Question, *choice: str) -> tuple[bool | None, Verdict | None]:
    judged = rules.judge(question_key(question), choice)
    return judged.is_right, judged.verdict


def test_one_right_option_is_right() -> None:
    assert _judged(courses.one("q"), "b") == (True, Verdict.SOUND)
    assert _marks(courses.one("q"), "b") == {"a": Mark.LEFT, "b": Mark.RIGHT, "c": Mark.LEFT}


def test_one_wrong_option_shows_the_one_missed() -> None:
    assert _judged(courses.one("q"), "a") == (False, Verdict.RISKY)
    assert _marks(courses.one("q"), "a") == {"a": Mark.WRONG, "b": Mark.MISSED, "c": Mark.LEFT}


def test_all_asks_for_the_exact_set() -> None:
    assert _judged(courses.every("q"), "a", "c") == (True, Verdict.DEFENSIBLE)
    assert _judged(courses.every("q"), "a")[0] is False
    assert _judged(courses.every("q"), "a", "b", "c")[0] is False


def test_all_marks_each_option_of_a_partial_answer() -> None:
    assert _marks(courses.every("q"), "a", "b") == {
        "a": Mark.RIGHT, "b": Mark.WRONG, "c": Mark.MISSED, "d": Mark.LEFT}


def test_the_worst_verdict_among_the_chosen_is_told() -> None:
    assert _judged(courses.every("q"), "a", "b", "d")[1] is Verdict.BREACH
    assert _judged(courses.every("q"), "c", "d")[1] is Verdict.RISKY


def test_spot_is_judged_like_all_and_needs_no_verdicts() -> None:
    assert _judged(courses.spot("q"), "b", "d") == (True, None)
    assert _judged(courses.spot("q"), "b") == (False, None)


def test_nothing_is_right_or_wrong_on_a_scale() -> None:
    assert _judged(courses.scale("q"), "c") == (None, None)
    assert _marks(courses.scale("q"), "c") == {"a": Mark.LEFT, "b": Mark.LEFT, "c": Mark.CHOSEN}


def test_an_order_is_compared_place_by_place() -> None:
    assert _judged(courses.order("q"), "a", "b", "c", "d") == (True, None)
    assert _judged(courses.order("q"), "a", "c", "b", "d")[0] is False
    assert _marks(courses.order("q"), "a", "c", "b", "d") == {
        "a": Mark.RIGHT, "c": Mark.WRONG, "b": Mark.WRONG, "d": Mark.RIGHT}


def test_a_match_is_compared_row_by_row() -> None:
    assert _judged(courses.match("q"), "a=a", "b=b", "c=c") == (True, None)
    assert _marks(courses.match("q"), "a=a", "b=z", "c=b") == {
        "a": Mark.RIGHT, "b": Mark.WRONG, "c": Mark.WRONG}


def test_two_right_sides_with_the_same_words_are_both_right() -> None:
    same = courses.words("Appearance")
    question = courses.question("q", QuestionKind.MATCH, "Match.", (
        Option("a", courses.words("One"), counterpart=same),
        Option("b", courses.words("Two"), counterpart=same)))
    assert _judged(question, "a=b", "b=a") == (True, None)


KINDS = (courses.one("q"), courses.every("q"), courses.spot("q"), courses.order("q"), courses.match("q"))


@pytest.mark.parametrize("question", KINDS, ids=lambda question: question.kind.value)
@pytest.mark.parametrize("choice", [(), (rules.DO_NOT_KNOW,)])
def test_no_choice_is_right_for_no_kind_and_misses_all_that_was_due(
    question: Question, choice: tuple[str, ...],
) -> None:
    judged = rules.judge(question_key(question), choice)
    assert (judged.is_right, judged.verdict, judged.found) == (False, None, 0)
    assert not judged.is_partly_right
    assert judged.sought == sum(each.mark is Mark.MISSED for each in judged.marks) > 0
    assert {each.mark for each in judged.marks} <= {Mark.MISSED, Mark.LEFT}


def test_no_choice_on_a_scale_is_neither_right_nor_wrong() -> None:
    assert _judged(courses.scale("q")) == (None, None)


@pytest.mark.parametrize(("question", "choice", "found", "sought"), [
    (courses.every("q"), ("a",), 1, 2),
    (courses.every("q"), ("a", "c", "d"), 2, 2),
    (courses.spot("q"), ("b", "c"), 1, 2),
    (courses.order("q"), ("a", "c", "b", "d"), 2, 4),
    (courses.match("q"), ("a=a", "b=z", "c=b"), 1, 3),
])
def test_a_part_of_an_answer_is_explained_and_worth_nothing(
    question: Question, choice: tuple[str, ...], found: int, sought: int,
) -> None:
    judged = rules.judge(question_key(question), choice)
    assert (judged.is_right, judged.is_partly_right) == (False, True)
    assert (judged.found, judged.sought) == (found, sought)


@pytest.mark.parametrize(("question", "choice"), [
    (courses.one("q"), ("b",)), (courses.every("q"), ("a", "c")), (courses.spot("q"), ("b", "d")),
    (courses.order("q"), ("a", "b", "c", "d")), (courses.match("q"), ("a=a", "b=b", "c=c")),
])
def test_of_a_right_answer_all_was_found(question: Question, choice: tuple[str, ...]) -> None:
    judged = rules.judge(question_key(question), choice)
    assert judged.is_right and judged.found == judged.sought and not judged.is_partly_right


@pytest.mark.parametrize(("question", "choice", "usable"), [
    (courses.every("q"), ("c", "a"), ("a", "c")),
    (courses.spot("q"), ("d", "b"), ("b", "d")),
    (courses.order("q"), ("d", "a", "b", "c"), ("d", "a", "b", "c")),
    (courses.match("q"), ("c=a", "a=a", "b=z"), ("a=a", "b=z", "c=a")),
])
def test_a_usable_choice_has_one_fixed_order(
    question: Question, choice: tuple[str, ...], usable: tuple[str, ...],
) -> None:
    key = question_key(question)
    assert sorted(rules.usable_choice(key, choice)) == sorted(usable)
    assert rules.usable_choice(key, choice) == rules.usable_choice(key, usable)


@pytest.mark.parametrize(("question", "choice"), [
    (courses.one("q"), ()),
    (courses.one("q"), ("a", "b")),
    (courses.one("q"), ("x",)),
    (courses.one("q"), ("a", "a")),
    (courses.scale("q"), ()),
    (courses.every("q"), ()),
    (courses.every("q"), ("a", "x")),
    (courses.order("q"), ("a", "b", "c")),
    (courses.order("q"), ("a", "b", "c", "c")),
    (courses.match("q"), ("a=a", "b=b")),
    (courses.match("q"), ("a=a", "b=b", "c=x")),
    (courses.match("q"), ("a=a", "a=b", "c=c")),
    (courses.match("q"), ("a", "b", "c")),
    (courses.match("q"), ("a=a", "b=b", "z=z")),
])
def test_half_an_answer_is_refused(question: Question, choice: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        rules.usable_choice(question_key(question), choice)


def _scenario() -> tuple[ScenarioKey, str]:
    course = courses.small_revision()
    key = course.self_study.answers.scenarios["m2-s1"]
    written = courses.scenario("m2-s1")
    assert isinstance(written, Scenario)
    return key, written.steps[0].id


def test_a_path_grows_only_from_where_it_stands() -> None:
    key, start = _scenario()
    after = rules.path_after(key, start, (), "m2-s1-start:a")
    assert after == ("m2-s1-start:a",)
    assert rules.path_after(key, start, after, "m2-s1-gift:b") == (*after, "m2-s1-gift:b")
    assert rules.path_after(key, start, (), "m2-s1-gift:b") is None
    assert rules.path_after(key, start, (), "m2-s1-start:x") is None
    assert rules.path_after(key, start, after, "m2-s1-start:b") is None


def test_no_choice_follows_an_ending() -> None:
    key, start = _scenario()
    ended = ("m2-s1-start:b",)
    assert rules.has_ended(key, start, ended)
    assert rules.path_after(key, start, ended, "m2-s1-start:a") is None


def test_a_path_of_another_revision_gives_way_to_a_new_one() -> None:
    key, start = _scenario()
    assert rules.path_after(key, start, ("m2-s1-gone:a",), "m2-s1-start:a") == ("m2-s1-start:a",)


def test_completion_lists_what_is_missing_in_course_order() -> None:
    found = rules.completion(("u1", "u2", "u3"), {"u2"}, has_started=True, has_completed=False)
    assert (found.status, found.missing) == (Status.STARTED, ("u1", "u3"))


def test_nobody_completes_without_starting() -> None:
    assert rules.completion((), (), has_started=False, has_completed=False).status is Status.ENROLLED


def test_who_completed_keeps_it_when_more_is_asked() -> None:
    found = rules.completion(("u1", "new"), {"u1"}, has_started=True, has_completed=True)
    assert (found.status, found.missing) == (Status.COMPLETED, ())


def _completion(complete: str, **reached: object) -> tuple[Status, tuple[str, ...], str]:
    """Return the status, the units missing, and what else is: `f`inal test, `r`eading, `w`orkshop."""
    found = rules.completion(
        ("u1", "u2"), complete.split(), has_started=True, has_completed=False,
        reached=rules.Reached(**{"is_final_held": True, **reached}))  # type: ignore[arg-type]
    others = ("f", found.needs_final_test), ("r", found.needs_reading), ("w", found.needs_workshop)
    return found.status, found.missing, "".join(letter for letter, is_missing in others if is_missing)


STARTED, COMPLETED = Status.STARTED, Status.COMPLETED
SELF, WORKSHOP = {"route": Route.SELF_DIRECTED}, {"route": Route.WORKSHOP}


@pytest.mark.parametrize(("complete", "reached", "expected"), [
    ("u1", {}, (STARTED, ("u2",), "f")),
    ("u1 u2", {}, (STARTED, (), "f")),
    ("u1", {"has_passed": True}, (STARTED, ("u2",), "")),
    ("u1 u2", {"has_passed": True}, (COMPLETED, (), "")),
    ("", {"has_tested_out": True}, (STARTED, (), "f")),
    ("", {"has_tested_out": True, "has_passed": True}, (COMPLETED, (), "")),
    ("", SELF, (STARTED, (), "fr")),
    ("u1 u2", {**SELF, "has_passed": True}, (STARTED, (), "r")),
    ("", {**SELF, "has_declared": True}, (STARTED, (), "f")),
    ("", {**SELF, "has_declared": True, "has_passed": True}, (COMPLETED, (), "")),
    ("u1 u2", {**WORKSHOP, "has_passed": True}, (STARTED, (), "w")),
    ("", {**WORKSHOP, "has_attended": True}, (COMPLETED, (), "")),
    ("u1", {"is_final_held": False}, (STARTED, ("u2",), "")),
    ("u1 u2", {"is_final_held": False}, (COMPLETED, (), "")),
    ("u1", {"is_final_held": False, "has_tested_out": True}, (STARTED, ("u2",), "")),
    ("u1", {**SELF, "is_final_held": False, "has_declared": True}, (STARTED, ("u2",), "")),
])
def test_each_route_asks_for_its_own(
    complete: str, reached: dict[str, object], expected: tuple[Status, tuple[str, ...], str],
) -> None:
    assert _completion(complete, **reached) == expected


def test_who_completed_needs_no_test_that_came_later() -> None:
    found = rules.completion(
        ("u1",), (), has_started=True, has_completed=True, reached=rules.Reached(is_final_held=True))
    assert found == rules.Completion(Status.COMPLETED, ())


@pytest.mark.parametrize(("complete", "last", "expected"), [
    ((), "", "u1"),
    (("u1",), "u1", "u2"),
    (("u2",), "u1", "u1"),
    (("u2", "u3"), "u3", "u1"),
    (("u1", "u2", "u3"), "u2", "u2"),
    (("u1",), "gone", "u2"),
])
def test_resuming_goes_on_from_the_last_unit(complete: tuple[str, ...], last: str, expected: str) -> None:
    assert rules.resume_at(("u1", "u2", "u3"), complete, last) == expected
