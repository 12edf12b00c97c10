"""A plausible population for demonstrations and measurements, written in bulk.

Every derived row comes from the same fold as everyone's, so `verify` agrees with all of it. Nobody
here wrote a reflection: a text would need a key of its own for each person. Where a final test is
held, who did all units sits it: nobody completes without a pass, imagined or not.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, insert, select

from elearn.accounts.countries import INVENTED
from elearn.accounts.models import AccessRole, CourtLevel, Gender, JudicialRole, Person, Personal, Theme
from elearn.document.catalogue import Revision
from elearn.kernel import clock, db
from elearn.learning import journeys, rows
from elearn.learning.acts import EventKind, Route, Source
from elearn.learning.attempts import imagined, wordings
from elearn.learning.attempts import rows as attempts
from elearn.learning.attempts.models import AskedRow, AttemptRow
from elearn.learning.fold import apply
from elearn.learning.journeys import Deed
from elearn.learning.models import Enrolment, EnrolmentFact, Event, ItemRow, UnitRow, table_of
from elearn.learning.outline import Outline, outline_of
from elearn.learning.states import Library, Record

_BATCH = 500
_DAYS = 425
_COUNTRIES = dict(zip(sorted(INVENTED), (30, 22, 18, 14, 10, 6), strict=True))
_ROLES = {JudicialRole.JUDGE: 70, JudicialRole.PROSECUTOR: 9, JudicialRole.COURT_STAFF: 15,
          JudicialRole.TRAINER_OTHER: 2, JudicialRole.OTHER: 4}
_GENDERS = {Gender.FEMALE: 44, Gender.MALE: 43, Gender.OTHER: 1, Gender.UNDISCLOSED: 4, None: 8}
_LEVELS = {CourtLevel.FIRST_INSTANCE: 58, CourtLevel.APPEAL: 18, CourtLevel.SUPREME: 4,
           CourtLevel.SPECIALISED: 10, CourtLevel.UNDISCLOSED: 3, None: 7}
_SITES = {"judicial-academy": 45, "high-court": 25, "": 30}
_GIVEN = ("Adia", "Boran", "Celme", "Dario", "Elin", "Faris", "Ginta", "Hoshi", "Ilaro", "Jamila",
          "Kaveh", "Lumi", "Marek", "Nadia", "Oyelaran", "Petra", "Quirin", "Rosalba", "Soren", "Talia")
_FAMILY = ("Abara", "Belov", "Castan", "Dunmore", "Esfahan", "Fontal", "Gorin", "Haldis", "Ibsen",
           "Jurado", "Kimura", "Lindqvist", "Moreau", "Nyambe", "Okafor", "Pereda", "Rahimi", "Sato")
_TABLES = (
    Person, Personal, Enrolment, Event, ItemRow, UnitRow, AttemptRow, AskedRow, EnrolmentFact)
_Batch = dict[type[db.Base], list[dict[str, Any]]]


def invented_learners() -> int:
    """Count the enrolments of people from invented countries."""
    return _enrolments_where(Person.country.in_(list(INVENTED)))


def real_learners() -> int:
    """Count the enrolments of people from countries that exist."""
    return _enrolments_where(Person.country.not_in(list(INVENTED)))


def _enrolments_where(condition: Any) -> int:
    found = select(func.count()).select_from(Enrolment).join(
        Person, Person.id == Enrolment.person_id).where(condition)
    return int(db.db.session.scalar(found) or 0)


def populate(
    learners: int, revision: Revision, seed: int = 1,
    progress: Callable[[int], None] = lambda done: None,
) -> None:
    """Write `learners` people from six invented countries, enrolled over the last 14 months.

    The same seed draws the same people doing the same at the same distance from now; their ids are
    always new. Writes in transactions of its own, 500 people each; `progress` hears how many are done.
    """
    chance, now, course = Random(seed), clock.now(), _served(revision)
    for start in range(0, learners, _BATCH):
        count = min(_BATCH, learners - start)
        batch: _Batch = {model: [] for model in _TABLES}
        for _ in range(count):
            _add_learner(batch, course, now, chance)
        with db.transaction():
            connection = db.db.session.connection()
            for model, held in batch.items():
                if held:
                    connection.execute(insert(table_of(model)), held)
        progress(start + count)


@dataclass(frozen=True, slots=True)
class _Served:
    """The course that all of them take, and its final test where one is held."""

    revision: Revision
    outline: Outline
    library: Library
    forms: imagined.Forms | None


def _served(revision: Revision) -> _Served:
    outline = outline_of(revision)
    with db.transaction():
        forms = imagined.forms_of(revision)
    return _Served(revision, outline, Library(lambda _: outline, wordings.item), forms)


def _add_learner(batch: _Batch, course: _Served, now: datetime, chance: Random) -> None:
    # More people come in the later months, and nobody enrolled in the last minutes.
    age = timedelta(days=_DAYS * (1 - chance.random() ** 0.65), minutes=10)
    person = _person(now - age, course.revision.lang, chance)
    batch[Person].append(person)
    name = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"
    batch[Personal].append({"person_id": person["id"], "display_name": name})
    enrolled = Deed(person["created_at"], EventKind.ENROL, "", {"route": Route.E_LEARNING.value})
    life = _Life(course, secrets.token_hex(16), person["id"])
    life.go_on([enrolled, *journeys.journey(course.outline, enrolled.at, now, chance)])
    done = life.record.enrolment
    if course.forms and set(course.outline.required_units) <= set(done.complete_units):
        life.go_on(imagined.sittings(course.forms, done.last_at, now, chance))
    batch[Event].extend(life.events)
    _add_derived(batch, life, course, person)


def _person(created_at: datetime, lang: str, chance: Random) -> dict[str, Any]:
    country = _drawn(_COUNTRIES, chance)
    site = _drawn(_SITES, chance)
    role = _drawn(_ROLES, chance)
    return {
        "id": secrets.token_hex(16), "created_at": created_at, "access_role": AccessRole.LEARNER,
        "site": f"{INVENTED[country].casefold()}-{site}" if site else "", "is_locked": False,
        "judicial_role": role, "country": country, "gender": _drawn(_GENDERS, chance),
        "court_level": _drawn(_LEVELS, chance) if role is JudicialRole.JUDGE else None,
        "appointed_year": chance.randrange(1990, created_at.year) if chance.random() < 0.7 else None,
        "language": lang, "theme": Theme.SYSTEM, "password_changed_at": created_at,
    }


def _drawn(weights: dict[Any, int], chance: Random) -> Any:
    return chance.choices(tuple(weights), tuple(weights.values()))[0]


class _Life:
    """The events of one enrolment and all that follows from them so far."""

    record: Record

    def __init__(self, course: _Served, enrolment_id: str, person_id: str) -> None:
        self.course, self.enrolment_id, self.person_id = course, enrolment_id, person_id
        self.events: list[dict[str, Any]] = []

    def go_on(self, deeds: Iterable[Deed]) -> None:
        """Let these deeds happen, one after the other."""
        for deed in deeds:
            event = self._event(deed)
            stood = self.record if self.events else None
            self.record = apply(stood, rows.happened(rows.Values(event)), self.course.library)
            self.events.append(event)

    def _event(self, deed: Deed) -> dict[str, Any]:
        revision = self.course.revision
        return {
            "enrolment_id": self.enrolment_id, "seq": len(self.events) + 1,
            "id": deed.id or secrets.token_hex(16), "kind": deed.kind, "item_id": deed.item_id,
            "base": "", "revision_id": revision.id, "lang": revision.lang, "source": Source.WEB,
            "actor": self.person_id, "payload": deed.payload, "occurred_on": deed.at.date(),
            "received_at": deed.at}


def _add_derived(batch: _Batch, life: _Life, course: _Served, person: dict[str, Any]) -> None:
    record, revision = life.record, course.revision
    enrolment_id = life.enrolment_id
    about = {"course_key": revision.key, "edition": revision.course.header.edition}
    batch[Enrolment].append({
        "id": enrolment_id, "person_id": person["id"], **about,
        **rows.enrolment_values(record.enrolment)})
    batch[ItemRow].extend({"enrolment_id": enrolment_id, "item_id": key, **rows.item_values(item)}
                          for key, item in record.items.items())
    batch[UnitRow].extend({"enrolment_id": enrolment_id, "unit_id": key, **rows.unit_values(unit)}
                          for key, unit in record.units.items())
    batch[AttemptRow].extend(
        {"enrolment_id": enrolment_id, "id": key, **attempts.attempt_values(attempt)}
        for key, attempt in record.attempts.items())
    batch[AskedRow].extend(
        {"enrolment_id": enrolment_id, "attempt_id": key[0], "item_id": key[1],
         **attempts.asked_values(asked)}
        for key, asked in record.asked.items())
    batch[EnrolmentFact].append({
        "enrolment_id": enrolment_id, **about, **rows.fact_values(record.enrolment, course.outline),
        **rows.trait_values(rows.Values(person))})
