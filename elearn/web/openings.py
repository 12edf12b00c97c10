"""How the tests stand for someone, in words and with the way on: for the course and for the tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from babel.lists import format_list
from flask import url_for
from flask_babel import format_date, format_time, get_locale, gettext, ngettext, pgettext

from elearn.document.catalogue import Revision
from elearn.learning.attempts import queries
from elearn.learning.attempts.queries import Attempt, TestStanding
from elearn.learning.attempts.states import Reason, TestName
from elearn.learning.queries import Enrolled
from elearn.learning.rules import Completion


@dataclass(frozen=True, slots=True)
class TestLine:
    """A test in a list: how it stands, and the link to go on by; `action` is empty where there is none."""

    test: TestName
    name: str
    sentence: str
    address: str
    action: str
    is_running: bool

    @property
    def is_entry(self) -> bool:
        return self.test is TestName.ENTRY


def lines(enrolled: Enrolled, revision: Revision) -> tuple[TestLine, ...]:
    """Return a line for each test that is held, or that someone has begun, in the order they are taken."""
    return tuple(
        line(each, enrolled.id) for each in queries.standing(enrolled, revision)
        if each.opening.reason is not Reason.NOT_HELD or each.attempts)


def running(enrolled: Enrolled | None, revision: Revision) -> tuple[TestLine, ...]:
    """Return a line for each test that someone has begun and not handed in."""
    if enrolled is None:
        return ()
    return tuple(line(each, enrolled.id) for each in queries.standing(enrolled, revision) if each.running)


def missing(completion: Completion) -> str:
    """Return in words what is still missing for the certificate, or nothing where all is done."""
    parts = []
    if completion.missing:
        parts.append(ngettext("%(num)s required unit", "%(num)s required units", len(completion.missing)))
    if completion.needs_reading:
        parts.append(gettext("your word that you have read the text"))
    if completion.needs_final_test:
        parts.append(gettext("the final test"))
    if completion.needs_workshop:
        parts.append(gettext("the workshop, recorded by its trainer"))
    if not parts:
        return ""
    every = format_list(parts, locale=get_locale())
    return gettext("Still missing for the certificate: %(parts)s.", parts=every)


def line(stands: TestStanding, enrolment_id: str) -> TestLine:
    """Return how one test stands; of a running one the link leads to the first question not answered."""
    if stands.running is not None:
        held = queries.attempt(enrolment_id, stands.running)
        return TestLine(stands.test, name_of(stands.test), progress(held), resume_address(held),
                        gettext("Go on with the test"), is_running=True)
    address, action = url_for("assessment.cover", test=stands.test.value), ""
    if stands.opening.reason is Reason.OPEN:
        action = gettext("Go to the test")
    elif stands.attempts:
        address = url_for("assessment.result", test=stands.test.value)
        action = gettext("See the result")
    return TestLine(stands.test, name_of(stands.test), sentence(stands), address, action, is_running=False)


def name_of(test: TestName) -> str:
    """Return what a test is called."""
    return {
        TestName.ENTRY: pgettext("test", "Entry test"),
        TestName.POST: pgettext("test", "Post-test"),
        TestName.FINAL: pgettext("test", "Final test"),
    }[test]


def resume_address(held: Attempt) -> str:
    """Return where to go on: the first question not answered, or the review where all are."""
    waiting = next((item.place for item in held.items if not item.is_answered), None)
    if waiting is None:
        return url_for("assessment.review", test=held.test.value)
    return url_for("assessment.question", test=held.test.value, place=waiting)


def progress(held: Attempt) -> str:
    """Return how much of a running attempt is answered."""
    done = sum(item.is_answered for item in held.items)
    return gettext("You have begun it: %(done)s of %(count)s questions are answered.",
                   done=done, count=len(held.items))


def sentence(stands: TestStanding) -> str:
    """Return in one sentence or two whether a test is open, and if not, why."""
    last = stands.attempts[-1] if stands.attempts else None
    reason = stands.opening.reason
    if last is not None and reason is Reason.PASSED:
        passed = next((each for each in stands.attempts if each.is_passed), last)
        return gettext("You passed it: %(right)s of %(of)s right.", right=passed.right, of=passed.of)
    if last is not None and reason is Reason.TAKEN:
        return gettext("You have taken it: %(right)s of %(of)s right.", right=last.right, of=last.of)
    if reason is Reason.TOO_MANY and stands.opening.opens_at is not None:
        return gettext("Your attempts of this day are used. It opens again on %(moment)s.",
                       moment=moment(stands.opening.opens_at))
    if reason is Reason.UNITS_MISSING:
        return gettext("It opens when the required units are complete.")
    if reason is Reason.NOT_HELD:
        return gettext("It is not held at present.")
    return size(len_of(stands), stands.shape.pass_mark if stands.test is not TestName.POST else 0)


def len_of(stands: TestStanding) -> int:
    """Return how many questions the test asks."""
    return stands.shape.items


def size(items: int, pass_mark: int) -> str:
    """Return how long a test is and, where it has a pass mark, what passing asks for."""
    asked = ngettext("%(num)s question.", "%(num)s questions.", items)
    if not pass_mark:
        return asked
    return asked + " " + gettext("%(count)s right answers pass.", count=pass_mark)


def moment(at: datetime) -> str:
    """Return a moment of the record in words; the server cannot know the clock of its reader."""
    return gettext("%(day)s, %(time)s UTC", day=format_date(at), time=format_time(at, "short"))
