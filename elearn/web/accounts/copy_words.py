"""What the fields of a copy of one's data are called, and how their values read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum

from flask_babel import format_date, format_datetime, gettext

from elearn.learning.acts import EventKind

_WORDS: Mapping[str, Callable[[], str]] = {
    "id": lambda: gettext("Random number that stands for you"), "name": lambda: gettext("Name"),
    "email": lambda: gettext("E-mail address"),
    "new_email": lambda: gettext("New address, not confirmed yet"),
    "sign_in_name": lambda: gettext("Name to sign in by"),
    "country": lambda: gettext("Country"), "gender": lambda: gettext("Gender"),
    "judicial_role": lambda: gettext("Work in the justice system"),
    "court_level": lambda: gettext("Level of your court"),
    "appointed_year": lambda: gettext("Year of your appointment"), "language": lambda: gettext("Language"),
    "theme": lambda: gettext("Colours"), "role_here": lambda: gettext("Role here"),
    "training_site": lambda: gettext("Training site"),
    "has_second_factor": lambda: gettext("Second factor set up"), "made_at": lambda: gettext("Made"),
    "password_changed_at": lambda: gettext("Password changed"),
    "last_seen_on": lambda: gettext("Last sign-in"),
    "device": lambda: gettext("Device"), "signed_in_at": lambda: gettext("Signed in"),
    "expires_at": lambda: gettext("Signed out by itself"), "last_used_at": lambda: gettext("Last used"),
    "course_key": lambda: gettext("Course"), "edition": lambda: gettext("Edition"),
    "revision_id": lambda: gettext("Revision"), "revision": lambda: gettext("Revision"),
    "lang": lambda: gettext("Language"), "route": lambda: gettext("Way through the course"),
    "status": lambda: gettext("Status"), "enrolled_at": lambda: gettext("Enrolled"),
    "started_at": lambda: gettext("Begun"), "completed_at": lambda: gettext("Completed"),
    "last_at": lambda: gettext("Last act"), "last_unit": lambda: gettext("Last unit"),
    "last_item": lambda: gettext("Last exercise"),
    "sat_at": lambda: gettext("Final test first handed in"),
    "tested_out_at": lambda: gettext("Units left out by test"),
    "passed_at": lambda: gettext("Final test passed"), "declared_at": lambda: gettext("Reading declared"),
    "attended_at": lambda: gettext("Workshop attended"), "left_at": lambda: gettext("Left"),
    "attended_minutes": lambda: gettext("Minutes in the workshop"), "test": lambda: gettext("Test"),
    "begun_at": lambda: gettext("Begun"), "submitted_at": lambda: gettext("Handed in"),
    "pass_mark": lambda: gettext("Pass mark, per cent"), "right": lambda: gettext("Right answers"),
    "of": lambda: gettext("Out of"), "is_passed": lambda: gettext("Passed"),
    "code": lambda: gettext("Code"), "state": lambda: gettext("State"), "course": lambda: gettext("Course"),
    "minutes": lambda: gettext("Minutes"), "started_on": lambda: gettext("Begun"),
    "completed_on": lambda: gettext("Completed"), "issued_at": lambda: gettext("Issued"),
    "ended_on": lambda: gettext("Ended"), "reason": lambda: gettext("Reason"),
    "is_name_confirmed": lambda: gettext("Name confirmed"), "address": lambda: gettext("Address"),
    "issuer": lambda: gettext("Issuer"), "at": lambda: gettext("When"), "unit": lambda: gettext("Unit"),
    "title": lambda: gettext("Title"), "done": lambda: gettext("Exercises done"),
    "passage": lambda: gettext("Passage"), "said": lambda: gettext("What you wrote"),
    "answer": lambda: gettext("Answer"), "answered_at": lambda: gettext("Answered"),
    "place": lambda: gettext("Place"), "text": lambda: gettext("What you wrote"),
    "beside": lambda: gettext("Section"),
    "source": lambda: gettext("Came by"), "confidence": lambda: gettext("How sure, of 3"),
}
_ACTS: Mapping[EventKind, Callable[[], str]] = {
    EventKind.ENROL: lambda: gettext("You enrolled"),
    EventKind.MOVE: lambda: gettext("You went on in a newer revision of the course"),
    EventKind.ANSWER: lambda: gettext("You answered"), EventKind.STEP: lambda: gettext("You chose"),
    EventKind.RESTART: lambda: gettext("You started the story again"),
    EventKind.REFLECT: lambda: gettext("You wrote"),
    EventKind.THOUGHT: lambda: gettext("You thought about it"),
    EventKind.READ: lambda: gettext("You read this"), EventKind.BEGIN: lambda: gettext("You began a test"),
    EventKind.PICK: lambda: gettext("You answered in a test"),
    EventKind.SUBMIT: lambda: gettext("You handed in a test"),
    EventKind.DECLARE: lambda: gettext("You said that you read the whole text"),
    EventKind.ATTEND: lambda: gettext("A trainer recorded that you took part in a workshop"),
    EventKind.LEAVE: lambda: gettext("You left the course"),
    EventKind.RETURN: lambda: gettext("You came back to the course"),
    EventKind.AGAIN: lambda: gettext("You began every unit again"),
    EventKind.CLEAR: lambda: gettext("You deleted what you wrote"),
    EventKind.REMARK: lambda: gettext("A test of yours was marked again"),
    EventKind.WITHDRAW: lambda: gettext("What was recorded wrongly of you was withdrawn"),
}


def word(name: str) -> str:
    """Return what a field is called."""
    words = _WORDS.get(name)
    return words() if words else name.replace("_", " ")


def act(kind: EventKind) -> str:
    """Return what somebody did."""
    words = _ACTS.get(kind)
    return words() if words else kind.value


def value(held: object) -> str:
    """Return how a value reads: moments in the language of the page, UTC; yes and no; nothing as a dash."""
    if isinstance(held, bool):
        return gettext("yes") if held else gettext("no")
    if isinstance(held, datetime):
        return f"{format_datetime(held, 'medium', rebase=False)} UTC"
    if isinstance(held, date):
        return format_date(held, "long", rebase=False)
    if held is None or held == "":
        return "–"
    return str(held.value).replace("_", " ") if isinstance(held, Enum) else str(held)
