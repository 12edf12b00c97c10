"""Whether a test opens for someone, as the record stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from elearn.document.catalogue import Revision
from elearn.learning.attempts import rules
from elearn.learning.attempts.states import AttemptSummary, Opening, TestName
from elearn.learning.outline import outline_of


class Stands(Protocol):
    """An enrolment, as state or as row, as far as it opens tests."""

    @property
    def complete_units(self) -> tuple[str, ...]: ...
    @property
    def tested_out_at(self) -> datetime | None: ...
    @property
    def declared_at(self) -> datetime | None: ...


def opening_of(
    test: TestName, stands: Stands, revision: Revision, attempts: Sequence[AttemptSummary],
    now: datetime,
) -> Opening:
    """Say whether a test of `revision` can be begun now; `attempts` are all of this person's."""
    outline = outline_of(revision)
    may_enter = rules.may_enter(
        test, has_all_units=set(outline.required_units) <= set(stands.complete_units),
        has_declared=stands.declared_at is not None, has_tested_out=stands.tested_out_at is not None)
    return rules.opening(
        test, outline.shapes[test], attempts, may_enter=may_enter, now=now,
        per_day=revision.course.rules.test_of(test).attempts_per_day)
