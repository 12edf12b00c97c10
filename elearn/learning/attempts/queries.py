"""Reads about tests and attempts, for the one whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from elearn.document.catalogue import Revision
from elearn.document.cuts import open_blocks
from elearn.document.questions import OpenQuestion, QuestionKey, open_question
from elearn.document.shapes import Shape
from elearn.kernel import clock, db
from elearn.kernel.errors import NotAllowed
from elearn.learning.acts import EventKind
from elearn.learning.attempts import ledger, rows, rules, wordings
from elearn.learning.attempts.openings import opening_of
from elearn.learning.attempts.states import (
    WITHDRAWN,
    AttemptState,
    AttemptSummary,
    Gain,
    Opening,
    Result,
    TestName,
)
from elearn.learning.models import Event
from elearn.learning.outline import outline_of
from elearn.learning.queries import Enrolled
from elearn.learning.rules import Judgement, judge


@dataclass(frozen=True, slots=True)
class TestStanding:
    """How one test stands for one person: its shape, whether it opens, attempts from first to last.

    `running` is the id of the attempt that can still be answered, or None.
    """

    test: TestName
    shape: Shape
    opening: Opening
    attempts: tuple[AttemptSummary, ...]
    running: str | None


class AttemptItem(NamedTuple):
    """One item of an attempt: `place` counts from 1, `wording` is what `asked` takes.

    `event_id` is that of the present choice (the `base` of the next pick), or empty; `judged_by` as in
    `AskedState`. A named tuple,
    because each page of a test makes one for every item, and a frozen class takes four times as long.
    """

    place: int
    item_id: str
    value: str
    wording: str
    choice: tuple[str, ...]
    is_answered: bool
    event_id: str
    judged_by: str = ""

    @property
    def judging(self) -> str:
        """The hash of the wording that judges it, or `WITHDRAWN`."""
        return self.judged_by or self.wording


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt with its items in order; `result` is None while it is running."""

    id: str
    test: TestName
    lang: str
    revision_id: str
    begun_at: datetime
    submitted_at: datetime | None
    items: tuple[AttemptItem, ...]
    pass_mark: int
    result: Result | None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One item after a pass: as it was asked, its key, what was picked and what that is worth.

    One that was re-marked stands as it was corrected. What `is_withdrawn` is told as it was asked, with
    no word on what is right.
    """

    item: AttemptItem
    asked: OpenQuestion
    key: QuestionKey
    judgement: Judgement
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Remarked:
    """When and why an attempt was judged anew; `is_withdrawn` where an item no longer counts in it."""

    at: datetime
    reason: str
    is_withdrawn: bool


_REMARKS = select(Event.received_at, Event.payload).where(
    Event.enrolment_id == bindparam("enrolment_id"), Event.kind == EventKind.REMARK).order_by(Event.seq)


def standing(enrolled: Enrolled, revision: Revision) -> tuple[TestStanding, ...]:
    """Return how the entry test, the post-test and the final test stand for someone; one query."""
    attempts = ledger.summaries(db.db.session.connection(), enrolled.id)
    return tuple(_standing(test, enrolled, revision, attempts) for test in TestName)


def _standing(
    test: TestName, enrolled: Enrolled, revision: Revision, attempts: tuple[AttemptSummary, ...],
) -> TestStanding:
    mine = tuple(each for each in attempts if each.test is test)
    return TestStanding(
        test, outline_of(revision).shapes[test],
        opening_of(test, enrolled, revision, attempts, clock.now()), mine,
        next((each.id for each in mine if each.is_running), None))


def attempt(enrolment_id: str, attempt_id: str) -> Attempt:
    """Return an attempt of this enrolment, by one query while it is running.

    Raise NotFound where this enrolment has none of this id.
    """
    return _attempt(ledger.whole(db.db.session.connection(), enrolment_id, attempt_id))


def latest(enrolment_id: str, test: TestName) -> Attempt | None:
    """Return the newest attempt at a test, by one query while it is running; None before the first."""
    found = ledger.latest(db.db.session.connection(), enrolment_id, test)
    return _attempt(found) if found else None


def saved_at(enrolment_id: str, item: AttemptItem) -> datetime | None:
    """Return when the present choice of an item was stored, or None where nothing was chosen."""
    if not item.is_answered:
        return None
    return ledger.received_at(db.db.session.connection(), enrolment_id, item.event_id)


def _attempt(found: list[Any]) -> Attempt:
    state = rows.attempt_state(found[0])
    # By place in the row, which for thirty items is three times as fast as by name.
    items = tuple([
        AttemptItem(place, item_id, value, wording, tuple(choice.split()), choice != "", event_id,
                    judged_by)
        for item_id, place, value, wording, choice, event_id, _, judged_by
        in map(ledger.asked_part, found)])
    return Attempt(
        found[0].id, state.test, state.lang, state.revision_id, state.begun_at, state.submitted_at,
        items, state.pass_mark, _result(state, items) if state.submitted_at is not None else None)


def _result(state: AttemptState, items: tuple[AttemptItem, ...]) -> Result:
    return rules.result(wordings.answered(items), state.pass_mark, keeps_pass=state.is_passed)


@lru_cache(maxsize=1000)
def asked(wording: str) -> OpenQuestion:
    """Return a wording as it may be sent before the answer; raise NotFound for an unknown one."""
    question = wordings.item(wording).question
    return open_question(question, open_blocks(question.stem), wording)


def key(wording: str) -> QuestionKey:
    """Return the key of a wording: to read a posted form by, on the server; for a page use `review`."""
    return wordings.key(wording)


def review(attempt: Attempt) -> tuple[Reviewed, ...]:
    """Return the reasoned review of every item of a passed attempt; raise NotAllowed before a pass."""
    if attempt.result is None or not attempt.result.is_passed:
        raise NotAllowed("the review follows a pass")
    wordings.read(_shown(item) for item in attempt.items)
    return tuple(_reviewed(item) for item in attempt.items)


def _reviewed(item: AttemptItem) -> Reviewed:
    shown = _shown(item)
    held = key(shown)
    return Reviewed(item, asked(shown), held, judge(held, item.choice), item.judged_by == WITHDRAWN)


def _shown(item: AttemptItem) -> str:
    return item.wording if item.judged_by == WITHDRAWN else item.judging


def remarks(enrolment_id: str, attempt_id: str) -> tuple[Remarked, ...]:
    """Return how an attempt was re-marked, in order: once for each moment and reason."""
    found = db.db.session.connection().execute(_REMARKS, {"enrolment_id": enrolment_id})
    told = (Remarked(row.received_at, row.payload["reason"], row.payload["judged_by"] == WITHDRAWN)
            for row in found if row.payload["attempt"] == attempt_id)
    return tuple(dict.fromkeys(told))


def gain(enrolment_id: str) -> Gain | None:
    """Return the entry test beside the post-test, or None where one of them was not submitted.

    For the eyes of the person alone.
    """
    done = {each.test: each for each in ledger.summaries(db.db.session.connection(), enrolment_id)
            if not each.is_running}
    entry, post = done.get(TestName.ENTRY), done.get(TestName.POST)
    return Gain(entry.right, entry.of, post.right, post.of) if entry and post else None
