"""What stands in the rows of a life for whoever lives it: ids, days and traits, until they are known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

# Private-use letters: no text of a course holds one, and JSON writes them as they are.
ENROLMENT, PERSON, TRAINER, _DAY = "\ue000", "\ue001", "\ue002", "\ue003"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# Every life begins on this day, until it is given to somebody.
FIRST_DAY = date(2001, 1, 1)
_DAYS = re.compile(f"{_DAY}([0-9]{{4}})")
_ANY = re.compile("[\ue000-\ue003]")


@dataclass(frozen=True, slots=True)
class Trait:
    """A column that holds something of the person; `name` tells what."""

    name: str


@dataclass(frozen=True, slots=True)
class Who:
    """Someone who lives a life: ids, traits as columns hold them, and the days from its first one on."""

    enrolment: str
    person: str
    trainer: str
    days: list[str]
    first: int
    traits: dict[str, object]


def days_in(day: date) -> int:
    """Return how many days after the first one a day of a life is."""
    return (day - FIRST_DAY).days


def first_moment(hour: int, minute: int, second: int) -> datetime:
    """Return a moment of the first day."""
    return datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, hour, minute, second, tzinfo=UTC)


def written_day(day: date) -> str:
    """Return what stands in a text for a day of a life."""
    return f"{_DAY}{days_in(day):04d}"


def digits(number: int, length: int) -> str:
    """Return a number as so many digits and letters, which rise as it does; read again by `int(…, 36)`."""
    written = ""
    while number or len(written) < length:
        number, digit = divmod(number, len(_DIGITS))
        written = _DIGITS[digit] + written
    return written


def is_marked(text: object) -> bool:
    """Say whether a text holds a place for something not known yet."""
    return isinstance(text, str) and _ANY.search(text) is not None


def filled(text: str, who: Who) -> str:
    """Return a marked text with everything in its place."""
    text = text.replace(ENROLMENT, who.enrolment).replace(PERSON, who.person)
    text = text.replace(TRAINER, who.trainer)
    return _DAYS.sub(lambda found: who.days[who.first + int(found[1])], text) if _DAY in text else text
