"""The verbs of tests: begin, pick, submit; declare a reading, record a workshop. None commits."""

from __future__ import annotations

from datetime import date

from elearn.document.catalogue import Revision
from elearn.learning.acts import Receipt
from elearn.learning.attempts.states import Result, TestName


def begin(enrolment_id: str, test: TestName, revision: Revision, event_id: str, lang: str) -> str:
    """Begin an attempt and return its id; a running one is returned, never a second one begun.

    Raise Closed where the test is not open, or not in this language; BadInput for another course.
    """
    raise NotImplementedError


def pick(
    enrolment_id: str, attempt_id: str, item_id: str, choice: tuple[str, ...], event_id: str, base: str,
) -> Receipt:
    """Store the answer to one item of a running attempt; `()` clears it, `("?",)` is "I do not know yet".

    `base` is the `AttemptItem.event_id` the form was drawn over. A form sent as it was drawn never
    undoes what was chosen elsewhere since. Raise NotFound for an attempt or item that is not theirs,
    Closed after the attempt was submitted, BadInput for what is no whole answer.
    """
    raise NotImplementedError


def submit(enrolment_id: str, attempt_id: str, event_id: str) -> Result:
    """Close an attempt and return its result, the same at every call; raise NotFound for another's."""
    raise NotImplementedError


def declare_reading(enrolment_id: str, revision: Revision, event_id: str, lang: str) -> Receipt:
    """Record the word of a learner that they read the whole text; raise Closed where that is no route."""
    raise NotImplementedError


def record_workshop(
    enrolment_id: str, actor: str, minutes: int, held_on: date, revision: Revision, event_id: str,
) -> Receipt:
    """Record that someone attended a workshop of so many minutes, by the word of the trainer `actor`.

    Raise NotAllowed where `actor` is a learner or the person themselves, BadInput for minutes or a day
    that cannot be, Closed where a workshop is no route to the certificate.
    """
    raise NotImplementedError
