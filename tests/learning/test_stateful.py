"""Every promise of the record in any order: the machine of `promises` and `sitting`, and erasure."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from elearn.accounts import erasures, keys
from elearn.kernel import audit
from elearn.kernel.db import db
from elearn.kernel.errors import NotFound
from elearn.learning import erasure
from elearn.learning.acts import ActKind
from elearn.learning.erasure import Reason
from tests.databases import Database, everything
from tests.factories.learners import Learner, learner
from tests.learning.promises import R1
from tests.learning.sitting import Sitting

IS_DEEP = os.environ.get("ELEARN_EXHAUSTIVE") == "1"
EXAMPLES = int(os.environ.get("ELEARN_EXAMPLES", "500"))
# Written so that no other words of the house hold it.
OTHERS_WORDS = "qvxplanted words of the other"


class Everything(Sitting):
    """The machine with another person beside the first, either of whom may be erased at any point."""

    def __init__(self) -> None:
        self.gone: list[tuple[str, str]] = []
        super().__init__()
        self._let_another_come()

    def enrolled(self) -> Learner:
        return learner(self.revision())

    def _let_another_come(self) -> None:
        self.other = learner(self.revision())
        self.other.act(ActKind.REFLECT, R1, text=OTHERS_WORDS)
        self.theirs = self._rows_of(self.other)

    def _rows_of(self, who: Learner) -> list[str]:
        held = [f"{table} {row}" for table, stored in everything().items() for row in stored
                if who.person_id in row or who.id in row]
        db.session.rollback()
        return held

    @rule(key=st.sampled_from("abc"))
    def another_answers(self, key: str) -> None:
        self.other.revision = self.revision()
        self.other.act(ActKind.ANSWER, "m1-q1", key)
        self.theirs = self._rows_of(self.other)

    @precondition(lambda self: len(self.gone) < 3)
    @rule(is_first=st.booleans(), times=st.integers(1, 2))
    def erase_one_of_two(self, is_first: bool, times: int) -> None:
        goes, stays = (self.who, self.other) if is_first else (self.other, self.who)
        before = self._rows_of(stays)
        for _ in range(times):
            erasure.erase(goes.person_id, goes.person_id, Reason.OWN_WISH)
        assert self._rows_of(stays) == before
        self.gone.append((goes.person_id, goes.id))
        if is_first:
            self.arrive()
        else:
            self._let_another_come()
        self._require_nowhere()

    def _require_nowhere(self) -> None:
        """See that no row names whoever was erased, but for the list of what was done with accounts."""
        ids = [each for pair in self.gone for each in pair]
        naming = {table for table, stored in everything().items() for row in stored
                  if any(each in row for each in ids)}
        assert naming <= {"audit_entry"}
        assert {person_id for person_id, _ in self.gone} <= set(erasures.noted())
        for person_id, _ in self.gone:
            with pytest.raises(NotFound):
                keys.seal(person_id, R1, "again")
        assert audit.verify().broken is None
        db.session.rollback()

    def teardown(self) -> None:
        assert self._rows_of(self.other) == self.theirs
        own = self.other.own(R1)
        assert own is not None and own.text == OTHERS_WORDS
        self._require_nowhere()
        super().teardown()


def test_the_record_keeps_every_promise_in_any_order(database: Database) -> None:
    Everything.database = database
    run_state_machine_as_test(Everything, settings=settings(
        max_examples=EXAMPLES if IS_DEEP else 12, stateful_step_count=60 if IS_DEEP else 35, deadline=None,
        database=None, report_multiple_bugs=False, suppress_health_check=list(HealthCheck)))
