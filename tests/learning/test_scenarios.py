"""Scenarios: each step follows from the one before, whatever a form claims."""

from __future__ import annotations

import pytest

from elearn.kernel.db import db
from elearn.kernel.errors import BadInput
from elearn.learning import queries
from elearn.learning.models import ItemRow
from tests.factories.learners import Learner


def _path(of: Learner) -> tuple[str, ...]:
    own = of.own("m2-s1")
    return own.choice if own else ()


def test_an_ending_reached_is_done(amara: Learner) -> None:
    amara.step("start:a")
    own = amara.own("m2-s1")
    assert own is not None and not own.is_done
    amara.step("gift:b")
    own = amara.own("m2-s1")
    assert own is not None and own.is_done
    assert own.choice == ("m2-s1-start:a", "m2-s1-gift:b")


@pytest.mark.parametrize("taken", ["gift:b", "end:a", "start:z", "nowhere:a", "start", ""])
def test_a_step_cannot_be_skipped_or_invented(amara: Learner, taken: str) -> None:
    with pytest.raises(BadInput):
        amara.step(taken)
    assert _path(amara) == () and len(amara.events()) == 1


def test_a_repeat_of_the_same_post_is_the_same_receipt(amara: Learner) -> None:
    first = amara.step("start:a", event_id="ab" * 16)
    amara.step("gift:b")
    again = amara.step("start:a", event_id="ab" * 16)
    assert (again.event_id, again.was_there_already) == (first.event_id, True)
    assert len(_path(amara)) == 2


def test_the_same_choice_from_another_tab_is_there_already(amara: Learner) -> None:
    first = amara.step("start:a")
    again = amara.step("start:a")
    assert (again.event_id, again.was_there_already) == (first.event_id, True)


def test_another_choice_at_a_step_already_left_is_refused(amara: Learner) -> None:
    amara.step("start:a", event_id="ab" * 16)
    with pytest.raises(BadInput):
        amara.step("start:b")
    with pytest.raises(BadInput):
        amara.step("start:b", event_id="ab" * 16)
    assert _path(amara) == ("m2-s1-start:a",)


def test_nothing_follows_an_ending_but_a_restart(amara: Learner) -> None:
    amara.step("start:b")
    with pytest.raises(BadInput):
        amara.step("start:a")
    amara.restart()
    amara.step("start:a")
    assert _path(amara) == ("m2-s1-start:a",)


def test_a_restart_takes_nothing_away(amara: Learner) -> None:
    amara.step("start:b")
    amara.restart()
    own = amara.own("m2-s1")
    assert own is not None and own.is_done and own.choice == ()
    amara.step("start:a")
    own = amara.own("m2-s1")
    assert own is not None and own.is_done
    assert queries.progress(amara.id)["m2-story"].done == 1


def test_a_restart_twice_is_one_and_none_before_the_start(amara: Learner) -> None:
    with pytest.raises(BadInput):
        amara.restart()
    amara.step("start:a")
    first = amara.restart()
    again = amara.restart()
    assert (again.event_id, again.was_there_already) == (first.event_id, True)


def test_the_first_path_is_kept_beside_the_last(amara: Learner) -> None:
    amara.step("start:a")
    amara.step("gift:a")
    amara.restart()
    amara.step("start:b")
    row = db.session.get_one(ItemRow, (amara.id, "m2-s1"))
    assert (row.first_choice, row.last_choice, row.times) == (
        "m2-s1-start:a m2-s1-gift:a", "m2-s1-start:b", 2)
