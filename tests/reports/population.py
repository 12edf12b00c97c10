"""A few hundred imagined enrolments as facts alone, on two days, in a world of few values."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.factories.courses import COURSE_KEY

FIRST, SECOND = date(2026, 11, 20), date(2026, 11, 21)
VALUES = {
    "country": ["XA", "XB"], "role": ["judge", "prosecutor"], "gender": ["female", "male"],
    "court-level": ["first_instance"], "route": ["e-learning", "workshop"],
    "language": ["en"], "edition": ["international"],
    "site": ["velm-1", "ostr-1", "none"], "month": ["2026-10", "2026-11"],
}
HOMES = {"velm-1": "XA", "ostr-1": "XB"}
CLOSED = {name: tuple(VALUES[name]) for name in ("role", "gender", "court-level", "route")} | {
    "starts": tuple(f"{month:02}" for month in range(1, 13))}
MODULES = ("m1", "m2")
_COLUMNS = ("enrolment_id", "course_key", "edition", "lang", "route", "country", "site", "judicial_role",
            "gender", "court_level", "status", "enrolled_on", "started_on", "completed_on", "last_on",
            "units_done", "modules_done", "modules", "module_days", "sat_on", "passed_on", "source")


@dataclass(frozen=True)
class Somebody:
    """One imagined person: traits, and the day of each step, which may be still to come."""

    traits: tuple[str, str, str, str, str, str, str]
    days: tuple[date, ...]

    def fact(self, number: int, today: date) -> tuple[object, ...]:
        """Return the row of `enrolment_fact` as of a day."""
        country, site, role, gender, level, lang, route = self.traits
        enrolled, *later = [day if day <= today else None for day in self.days]
        started, first, second, sat, passed = later
        modules = [name for name, day in zip(MODULES, (first, second), strict=True) if day]
        took = [str((day - self.days[0]).days) for day in (first, second) if day]
        status = "completed" if passed else "started" if started else "enrolled"
        last = max(day for day in (enrolled, *later) if day)
        return (f"{number:032x}", COURSE_KEY, "international", lang, route, country, site, role, gender,
                level, status, enrolled, started, passed, last, 0, len(modules), " ".join(modules),
                " ".join(took), sat, passed, "web")


def people(number: int, seed: int) -> list[Somebody]:
    """Return so many people who enrolled by the second day; the same seed makes the same."""
    chance = Random(seed)
    return [_somebody(chance) for _ in range(number)]


def _somebody(chance: Random) -> Somebody:
    country = chance.choices(("XA", "XB"), (75, 25))[0]
    at = [site for site, home in HOMES.items() if home == country]
    traits = (country, chance.choice(at) if chance.random() < 0.7 else "",
              *(chance.choices(VALUES[name], (80, 20)[:len(VALUES[name])])[0]
                for name in ("role", "gender", "court-level", "language", "route")))
    day = date(2026, 10, 1) + timedelta(chance.randrange((SECOND - date(2026, 10, 1)).days + 1))
    days = [day]
    for _ in range(5):
        day = day + timedelta(chance.choice((0, 1, 3, 9, 40)))
        days.append(day)
    return Somebody(traits, tuple(days))  # type: ignore[arg-type]


def write(data: Path, everybody: list[Somebody], today: date) -> None:
    """Make the facts of a data folder those of everybody who had enrolled by a day."""
    facts = [somebody.fact(number, today) for number, somebody in enumerate(everybody)
             if somebody.days[0] <= today]
    with closing(sqlite3.connect(data / "elearn.db")) as held, held:
        revision, = held.execute("SELECT id FROM revision").fetchone()
        held.execute("DELETE FROM enrolment_fact")
        held.execute("DELETE FROM certificate")
        held.executemany(f"INSERT INTO enrolment_fact ({', '.join(_COLUMNS)}) "
                         f"VALUES ({', '.join('?' * len(_COLUMNS))})",
                         [tuple(map(_text, fact)) for fact in facts])
        held.executemany(
            "INSERT INTO certificate (code, enrolment_id, version, state, course_title, edition, "
            "revision_id, lang, route, minutes, started_on, completed_on, issued_at, issuer, "
            "sealed_name, reason) "
            "VALUES (?, ?, 1, 'valid', '', '', ?, 'en', 'e-learning', 1, ?, ?, ?, '', '', '')",
            [(fact[0], fact[0], revision, _text(fact[13]), _text(fact[13]), f"{fact[13]} 12:00:00")
             for fact in facts if fact[13] and int(str(fact[0]), 16) % 9])


def _text(held: object) -> object:
    return held.isoformat() if isinstance(held, date) else held
