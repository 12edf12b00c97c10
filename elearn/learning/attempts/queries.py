"""Reads about tests and attempts, for the one whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from elearn.document.catalogue import Revision
from elearn.document.questions import OpenQuestion, QuestionKey
from elearn.document.shapes import Shape
from elearn.learning.attempts.states import AttemptSummary, Gain, Opening, Result, TestName
from elearn.learning.queries import Enrolled
from elearn.learning.rules import Judgement


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


@dataclass(frozen=True, slots=True)
class AttemptItem:
    """One item of an attempt: `place` counts from 1, `wording` is what `asked` takes.

    `event_id` is that of the present choice (the `base` of the next pick), or empty.
    """

    place: int
    item_id: str
    value: str
    wording: str
    choice: tuple[str, ...]
    is_answered: bool
    event_id: str


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
    """One item after a pass: as it was asked, its key, what was picked and what that is worth."""

    item: AttemptItem
    asked: OpenQuestion
    key: QuestionKey
    judgement: Judgement


def standing(enrolled: Enrolled, revision: Revision) -> tuple[TestStanding, ...]:
    """Return how the entry test, the post-test and the final test stand for someone."""
    raise NotImplementedError


def attempt(enrolment_id: str, attempt_id: str) -> Attempt:
    """Return an attempt of this enrolment; raise NotFound where it has none of this id."""
    raise NotImplementedError


def asked(wording: str) -> OpenQuestion:
    """Return a wording as it may be sent before the answer; raise NotFound for an unknown one."""
    raise NotImplementedError


def key(wording: str) -> QuestionKey:
    """Return the key of a wording: to read a posted form by, on the server; for a page use `review`."""
    raise NotImplementedError


def review(attempt: Attempt) -> tuple[Reviewed, ...]:
    """Return the reasoned review of every item of a passed attempt; raise NotAllowed before a pass."""
    raise NotImplementedError


def gain(enrolment_id: str) -> Gain | None:
    """Return the entry test beside the post-test, or None where one of them was not submitted."""
    raise NotImplementedError
