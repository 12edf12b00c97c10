"""Many at once, on a database in a file: nothing doubled, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import Flask

from elearn.kernel.db import db, transaction
from elearn.learning import clearing, queries, services
from elearn.learning.acts import KeepWhich, Receipt
from elearn.learning.keeping import queries as kept
from elearn.learning.keeping import services as keeping
from tests.factories.learners import Learner, stored
from tests.factories.people import person

T = TypeVar("T")


def _at_once(app: Flask, times: int, work: Callable[[int], T], threads: int = 20) -> list[T]:
    """Run `work` so often, by threads that all begin together, each with a session of its own."""
    together = Barrier(threads)

    def run(number: int) -> list[T]:
        together.wait()
        done = []
        for place in range(number, times, threads):
            with app.app_context():
                done.append(work(place))
                db.session.remove()
        return done

    db.session.remove()
    with ThreadPoolExecutor(threads) as pool:
        return [each for done in pool.map(run, range(threads)) for each in done]


def test_a_hundred_identical_posts_are_one_event(bare_app: Flask, amara: Learner) -> None:
    receipts = _at_once(bare_app, 100, lambda _: amara.answer("m1-q1", "b", event_id="ab" * 16))
    assert len(receipts) == 100
    assert len({(each.event_id, each.seq, each.received_at) for each in receipts}) == 1
    assert sum(not each.was_there_already for each in receipts) == 1
    assert len(amara.events()) == 2


def test_a_hundred_different_answers_are_a_hundred_events(bare_app: Flask, amara: Learner) -> None:
    receipts = _at_once(bare_app, 100, lambda number: amara.answer("m1-q1", "abc"[number % 3]))
    assert sorted(each.seq for each in receipts) == list(range(2, 102))
    assert queries.progress(amara.id)["m1-choose"].done == 1


def test_of_texts_written_at_once_one_is_stored_and_none_is_lost(bare_app: Flask, amara: Learner) -> None:
    outcomes = _at_once(bare_app, 20, lambda number: amara.write(f"text {number}"))
    kept = [each for each in outcomes if isinstance(each, Receipt)]
    asked = [each for each in outcomes if isinstance(each, KeepWhich)]
    assert (len(kept), len(asked)) == (1, 19)
    own = amara.own("m2-r1")
    assert own is not None
    assert {each.mine for each in asked} | {own.text} == {f"text {number}" for number in range(20)}


def test_a_story_taken_two_ways_at_once_takes_one(bare_app: Flask, amara: Learner) -> None:
    def take(number: int) -> str:
        try:
            return stored(amara.step(f"start:{'ab'[number % 2]}")).event_id
        except Exception as error:
            return type(error).__name__

    outcomes = _at_once(bare_app, 20, take)
    assert len(set(outcomes)) == 2 and outcomes.count("BadInput") == 10
    assert len(amara.events()) == 2


def test_enrolling_at_once_is_one_enrolment(bare_app: Flask) -> None:
    who = person().id
    catalogue = queries.catalogue()

    def enrol(_: int) -> str:
        with transaction():
            return services.enrol(who, "small_course", "en", catalogue)

    assert len(set(_at_once(bare_app, 20, enrol))) == 1


def test_a_hundred_identical_texts_are_one_event(bare_app: Flask, amara: Learner) -> None:
    outcomes = _at_once(bare_app, 100, lambda _: amara.write("Once", event_id="ab" * 16))
    assert all(isinstance(each, Receipt) for each in outcomes) and len(amara.events()) == 2


def test_twenty_deletions_are_one_event(bare_app: Flask, amara: Learner) -> None:
    written = amara.write("Away with it")
    assert isinstance(written, Receipt)

    def clear(_: int) -> str:
        with transaction():
            return clearing.clear_text(
                amara.id, "m2-r1", "cd" * 16, written.event_id, amara.revision).event_id

    assert set(_at_once(bare_app, 20, clear)) == {"cd" * 16} and len(amara.events()) == 3


def test_drafts_and_late_forms_sent_at_once_are_kept_once(bare_app: Flask, amara: Learner) -> None:
    def keep(number: int) -> None:
        with transaction():
            keeping.save_draft(amara.person_id, keeping.Typed(
                "m2-r1", "ab" * 16, "", number, f"word {number}"))
        with transaction():
            keeping.keep_post(amara.person_id, "/en/course/m2-story/m2-r1", "m2-r1", [("text", "Once")])

    _at_once(bare_app, 20, keep)
    (draft,) = kept.drafts(amara.person_id, ["m2-r1"])["m2-r1"]
    assert (draft.step, draft.text) == (19, "word 19"), "the latest words win, in whatever order they come"
    assert len(kept.waiting(amara.person_id)) == 1
