"""The last attempt of the day raced, an attempt submitted fifty times at once: one of each."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import TypeVar

from flask import Flask

from elearn.kernel import clock
from elearn.kernel.db import db
from elearn.kernel.errors import Closed
from elearn.learning.acts import EventKind
from tests.factories.learners import Learner
from tests.factories.sittings import begin, fill, paper, pick, sit, submit

T = TypeVar("T")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def _at_once(app: Flask, work: Callable[[int], T], times: int = 50) -> list[T]:
    """Run `work` in so many threads that begin together, each with a session of its own."""
    together = Barrier(times)

    def run(number: int) -> T:
        with app.app_context():
            together.wait()
            try:
                return work(number)
            finally:
                db.session.remove()

    db.session.remove()
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def _count(who: Learner, kind: EventKind) -> int:
    return [row.kind for row in who.events()].count(kind)


def test_the_last_attempt_of_the_day_is_begun_once(bare_app: Flask, noor: Learner) -> None:
    for hour in (1, 2):
        with clock.fixed(NOON - timedelta(hours=hour)):
            sit(noor, right=0)

    def race(_: int) -> str:
        with clock.fixed(NOON):
            return begin(noor)

    assert len(set(_at_once(bare_app, race))) == 1
    assert _count(noor, EventKind.BEGIN) == 3


def test_attempts_begun_and_submitted_at_once_are_no_more_than_the_day_allows(
    bare_app: Flask, noor: Learner,
) -> None:
    def race(_: int) -> str:
        try:
            attempt_id = begin(noor)
            submit(noor, attempt_id)
        except Closed:
            return "closed"
        return attempt_id

    outcomes = _at_once(bare_app, race)
    assert _count(noor, EventKind.BEGIN) == _count(noor, EventKind.SUBMIT) == 3
    assert len(set(outcomes) - {"closed"}) == 3 and "closed" in outcomes


def test_submitting_at_once_gives_one_result(bare_app: Flask, noor: Learner) -> None:
    attempt_id = begin(noor)
    fill(noor, attempt_id, 5)
    results = _at_once(bare_app, lambda _: submit(noor, attempt_id))
    assert {each.right for each in results} == {5}
    assert all(each == results[0] for each in results)
    assert _count(noor, EventKind.SUBMIT) == 1


def test_a_pick_that_races_the_submission_is_judged_or_refused(bare_app: Flask, noor: Learner) -> None:
    attempt_id = begin(noor)
    item = next(each for each in paper(noor, attempt_id).items if each.value == "11")

    def race(number: int) -> str:
        if number == 25:
            return f"right {submit(noor, attempt_id).right}"
        try:
            return "" if pick(noor, attempt_id, item.item_id, "b").was_there_already else "stored"
        except Closed:
            return "closed"

    outcomes = _at_once(bare_app, race)
    stored = outcomes.count("stored")
    assert stored <= 1 and f"right {stored}" in outcomes
    assert _count(noor, EventKind.PICK) == stored
