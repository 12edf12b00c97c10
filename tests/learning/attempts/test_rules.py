"""Shapes, draws, openings and results, with no database in sight."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from elearn.document import course as c
from elearn.document.questions import QuestionKind, question_key
from elearn.document.shapes import Shape, shape
from elearn.kernel.errors import BadInput
from elearn.learning.attempts import rules
from elearn.learning.attempts.states import AttemptSummary, Reason, TestName
from tests.factories import courses
from tests.factories.sittings import full_bank, right_choice, wrong_choice

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
HELD = Shape((("2", 4),), 4, 3, is_held=True, is_short=False)


def _bank(**held: int) -> c.TestBank:
    """Return a bank with so many final items of each value (`v2=3`)."""
    return c.TestBank(tuple(
        c.TestItem("final", value[1:], courses.one(f"t-{value}-{place}"))
        for value, count in held.items() for place in range(count)))


RULE = c.TestRule(24, (("1", 10), ("2", 20)))


def test_a_full_bank_is_asked_as_written() -> None:
    assert shape(_bank(v1=12, v2=30), RULE, "final") == Shape(
        (("1", 10), ("2", 20)), 30, 24, is_held=True, is_short=False)


def test_a_short_bank_gives_what_it_holds_of_each_value() -> None:
    found = shape(_bank(v1=12, v2=14), RULE, "final")
    assert found.blueprint == (("1", 10), ("2", 14))
    assert (found.items, found.is_held, found.is_short) == (24, True, True)


@pytest.mark.parametrize(("held", "pass_mark"), [(20, 24), (19, 24), (15, 20), (14, 20), (6, 13), (5, 12)])
def test_the_pass_mark_keeps_its_share_rounded_up(held: int, pass_mark: int) -> None:
    assert shape(_bank(v1=10, v2=held), RULE, "final").pass_mark == pass_mark


@pytest.mark.parametrize(("held", "is_held"), [(5, True), (4, False)])
def test_under_half_of_what_was_asked_no_test_is_held(held: int, is_held: bool) -> None:
    assert shape(_bank(v1=10, v2=held), RULE, "final").is_held is is_held


def test_an_empty_pool_holds_no_test() -> None:
    assert not shape(_bank(v1=30, v2=30), RULE, "entry").is_held
    assert not shape(c.TestBank(()), c.TestRule(0, ()), "final").is_held


def test_a_scale_is_never_drawn_where_a_pass_counts() -> None:
    scales = c.TestBank(tuple(
        c.TestItem(pool, "2", courses.scale(f"t-{pool}{place}"))
        for pool in ("final", "entry") for place in range(4)))
    rule = c.TestRule(1, (("2", 4),))
    assert shape(scales, rule, "final").items == 0
    assert shape(scales, rule, "entry").items == 4


def test_a_draw_follows_the_blueprint_and_repeats_nothing() -> None:
    bank, asked = _bank(v1=5, v2=9), Shape((("1", 2), ("2", 4)), 6, 4, True, False)
    drawn = rules.draw(bank, "final", asked, {}, Random(1))
    assert Counter(item.value for item in drawn) == {"1": 2, "2": 4}
    assert len({item.question.id for item in drawn}) == 6


def test_draws_spread_over_the_bank_and_mix_the_values() -> None:
    bank, asked = _bank(v1=5, v2=10), Shape((("1", 1), ("2", 2)), 3, 2, True, False)
    forms = [rules.draw(bank, "final", asked, {}, Random(seed)) for seed in range(600)]
    times = Counter(item.question.id for form in forms for item in form)
    assert len(times) == 15
    assert all(80 <= count <= 160 for count in times.values())
    first = Counter(form[0].value for form in forms)
    assert 150 <= first["1"] <= 250


def test_what_was_seen_least_comes_first() -> None:
    bank, asked = _bank(v2=6), Shape((("2", 2),), 2, 1, True, False)
    seen: Counter[str] = Counter()
    for _ in range(3):
        form = rules.draw(bank, "final", asked, seen, Random(7))
        assert not [item for item in form if seen[item.question.id]]
        seen.update(item.question.id for item in form)
    assert set(seen.values()) == {1}
    assert len(rules.draw(bank, "final", asked, seen, Random(7))) == 2


def _begun(
    hours: float, test: TestName = TestName.FINAL, *, is_running: bool = False, is_passed: bool = False,
) -> AttemptSummary:
    at = NOW - timedelta(hours=hours)
    return AttemptSummary(f"a{hours}", test, "en", at, None if is_running else at, 1, 4, 3, is_passed)


def _opening(*attempts: AttemptSummary, test: TestName = TestName.FINAL, held: Shape = HELD,
             may_enter: bool = True, per_day: int = 3) -> tuple[Reason, datetime | None, int | None]:
    found = rules.opening(test, held, attempts, may_enter=may_enter, per_day=per_day, now=NOW)
    return found.reason, found.opens_at, found.left


NOT_HELD = Shape((), 0, 0, is_held=False, is_short=True)


def test_a_test_opens_and_says_how_many_attempts_are_left() -> None:
    assert _opening() == (Reason.OPEN, None, 3)
    assert _opening(_begun(1), _begun(2)) == (Reason.OPEN, None, 1)
    assert _opening(_begun(1), per_day=0) == (Reason.OPEN, None, None)


def test_it_opens_again_when_the_oldest_that_counts_is_a_day_old() -> None:
    attempts = _begun(30), _begun(20), _begun(5), _begun(1)
    assert _opening(*attempts) == (Reason.TOO_MANY, NOW + timedelta(hours=4), 0)
    assert _opening(*attempts, per_day=2) == (Reason.TOO_MANY, NOW + timedelta(hours=19), 0)


def test_exactly_a_day_later_an_attempt_counts_no_more() -> None:
    assert _opening(_begun(24), _begun(24), _begun(24)) == (Reason.OPEN, None, 3)
    assert _opening(_begun(23.99), _begun(24), _begun(1), _begun(2))[0] is Reason.TOO_MANY


def test_a_clock_that_was_far_ahead_locks_nobody_out() -> None:
    assert _opening(_begun(-9000), _begun(-9000), _begun(-9000))[0] is Reason.OPEN
    assert _opening(_begun(-1), _begun(-1), _begun(-1))[0] is Reason.TOO_MANY


@pytest.mark.parametrize("test", list(TestName))
def test_a_running_attempt_comes_before_every_other_reason(test: TestName) -> None:
    running = _begun(90, test, is_running=True)
    assert _opening(running, test=test, held=NOT_HELD, may_enter=False)[0] is Reason.RUNNING


def test_after_a_pass_the_final_test_is_over() -> None:
    assert _opening(_begun(99, is_passed=True), _begun(1))[0] is Reason.PASSED


@pytest.mark.parametrize("test", [TestName.ENTRY, TestName.POST])
def test_entry_and_post_are_taken_once(test: TestName) -> None:
    assert _opening(_begun(99, test), test=test, per_day=0)[0] is Reason.TAKEN
    assert _opening(_begun(99, test, is_passed=True), test=test)[0] is Reason.TAKEN
    assert _opening(_begun(1, TestName.FINAL), test=test)[0] is Reason.OPEN


def test_what_is_not_held_or_not_yet_due_says_so() -> None:
    assert _opening(held=NOT_HELD, may_enter=False)[0] is Reason.NOT_HELD
    assert _opening(may_enter=False)[0] is Reason.UNITS_MISSING


@pytest.mark.parametrize(("test", "done", "may"), [
    (TestName.ENTRY, (), True),
    (TestName.FINAL, (), False), (TestName.POST, (), False),
    (TestName.FINAL, ("units",), True), (TestName.POST, ("units",), True),
    (TestName.FINAL, ("declared",), True), (TestName.POST, ("declared",), True),
    (TestName.FINAL, ("tested",), True), (TestName.POST, ("tested",), False),
])
def test_what_must_come_before_a_test(test: TestName, done: tuple[str, ...], may: bool) -> None:
    assert rules.may_enter(test, has_all_units="units" in done, has_declared="declared" in done,
                           has_tested_out="tested" in done) is may


@pytest.mark.parametrize("test", list(TestName))
def test_a_pick_is_nothing_or_a_whole_answer(test: TestName) -> None:
    key = question_key(courses.order("q"))
    assert rules.usable_pick(key, test, ()) == ()
    assert rules.usable_pick(key, test, ("d", "c", "b", "a")) == ("d", "c", "b", "a")
    for half in (("a", "b"), ("a", "b", "c", "c"), ("?", "a", "b", "c"), ("x",)):
        with pytest.raises(BadInput):
            rules.usable_pick(key, test, half)


def test_not_knowing_yet_is_said_in_entry_and_post_alone() -> None:
    key = question_key(courses.every("q"))
    assert rules.usable_pick(key, TestName.ENTRY, ("?",)) == ("?",)
    assert rules.usable_pick(key, TestName.POST, ("?",)) == ("?",)
    with pytest.raises(BadInput):
        rules.usable_pick(key, TestName.FINAL, ("?",))


@pytest.mark.parametrize("item", full_bank().items, ids=lambda item: item.question.id)
def test_each_kind_is_right_wrong_or_nothing_in_a_test(item: c.TestItem) -> None:
    is_scale = item.question.kind is QuestionKind.SCALE
    assert rules.is_right(item, right_choice(item.question)) is (None if is_scale else True)
    for choice in (wrong_choice(item.question), (), ("?",)):
        assert rules.is_right(item, choice) is (None if is_scale else False)


def _answered(*choices: tuple[str, str]) -> list[rules.Answered]:
    return [rules.Answered(c.TestItem("final", value, courses.one(f"t-{place}")), (key,))
            for place, (value, key) in enumerate(choices)]


def test_a_result_counts_by_value_in_order_and_names_what_to_reread() -> None:
    found = rules.result(_answered(("11", "b"), ("2", "a"), ("2", "b"), ("10", "c")), 2)
    assert (found.right, found.of, found.is_passed) == (2, 4, True)
    assert [(each.value, each.right, each.of) for each in found.by_value] == [
        ("2", 1, 2), ("10", 0, 1), ("11", 1, 1)]
    assert found.reread == (courses.BP_2_5,)
    assert not rules.result(_answered(("2", "b"), ("2", "a")), 2).is_passed


def test_all_right_leaves_nothing_to_reread() -> None:
    assert rules.result(_answered(("2", "b")), 1).reread == ()


def test_a_scale_counts_neither_for_nor_against() -> None:
    form = [c.TestItem("entry", "2", courses.scale("t-s")), c.TestItem("entry", "2", courses.one("t-o")),
            c.TestItem("entry", "2", courses.one("t-p"))]
    found = rules.result([rules.Answered(form[0], ("a",)), rules.Answered(form[1], ("b",))], 1)
    assert (found.right, found.of, found.reread) == (1, 1, ())
    assert rules.pass_mark_for(Shape((("2", 3),), 3, 3, True, False), form) == 2


def test_a_form_on_which_nothing_can_be_right_is_never_passed() -> None:
    form = [c.TestItem("entry", "2", courses.scale("t-s"))]
    mark = rules.pass_mark_for(Shape((("2", 1),), 1, 1, True, False), form)
    assert not rules.result([rules.Answered(form[0], ("a",))], mark).is_passed
