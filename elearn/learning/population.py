"""A plausible population for demonstrations and measurements, written in bulk.

Every derived row comes from the same fold as everyone's, so `verify` agrees with all of it. Nobody
here wrote a reflection: a text would need a key of its own for each person.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
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
from elearn.learning.attempts import wordings
from elearn.learning.fold import apply
from elearn.learning.models import Enrolment, EnrolmentFact, Event, ItemRow, UnitRow, table_of
from elearn.learning.outline import Outline, outline_of
from elearn.learning.states import Library

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
_TABLES = (Person, Personal, Enrolment, Event, ItemRow, UnitRow, EnrolmentFact)
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
    chance, now, outline = Random(seed), clock.now(), outline_of(revision)
    for start in range(0, learners, _BATCH):
        count = min(_BATCH, learners - start)
        batch: _Batch = {model: [] for model in _TABLES}
        for _ in range(count):
            _add_learner(batch, revision, outline, now, chance)
        with db.transaction():
            connection = db.db.session.connection()
            for model, held in batch.items():
                if held:
                    connection.execute(insert(table_of(model)), held)
        progress(start + count)


def _add_learner(
    batch: _Batch, revision: Revision, outline: Outline, now: datetime, chance: Random,
) -> None:
    # More people come in the later months, and nobody enrolled in the last minutes.
    age = timedelta(days=_DAYS * (1 - chance.random() ** 0.65), minutes=10)
    person = _person(now - age, revision.lang, chance)
    batch[Person].append(person)
    name = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"
    batch[Personal].append({"person_id": person["id"], "display_name": name})
    events = _events(person, revision, outline, now, chance)
    batch[Event].extend(events)
    _add_derived(batch, events, revision, outline, person)


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


def _events(
    person: dict[str, Any], revision: Revision, outline: Outline, now: datetime, chance: Random,
) -> list[dict[str, Any]]:
    enrolment_id, at = secrets.token_hex(16), person["created_at"]
    deeds = journeys.journey(outline, at, now, chance)
    told = [(at, EventKind.ENROL, "", {"route": Route.E_LEARNING.value}),
            *((deed.at, deed.kind, deed.item_id, {"choice": list(deed.choice)} if deed.choice else {})
              for deed in deeds)]
    return [
        {"enrolment_id": enrolment_id, "seq": seq, "id": secrets.token_hex(16), "kind": kind,
         "item_id": item_id, "base": "", "revision_id": revision.id, "lang": revision.lang,
         "source": Source.WEB, "actor": person["id"], "payload": payload,
         "occurred_on": at.date(), "received_at": at}
        for seq, (at, kind, item_id, payload) in enumerate(told, start=1)
    ]


def _add_derived(
    batch: _Batch, events: list[dict[str, Any]], revision: Revision, outline: Outline,
    person: dict[str, Any],
) -> None:
    library = Library(lambda _: outline, wordings.item)
    record = apply(None, rows.happened(rows.Values(events[0])), library)
    for event in events[1:]:
        record = apply(record, rows.happened(rows.Values(event)), library)
    enrolment_id = events[0]["enrolment_id"]
    about = {"course_key": revision.key, "edition": revision.course.header.edition}
    batch[Enrolment].append({
        "id": enrolment_id, "person_id": person["id"], **about,
        **rows.enrolment_values(record.enrolment)})
    batch[ItemRow].extend({"enrolment_id": enrolment_id, "item_id": key, **rows.item_values(item)}
                          for key, item in record.items.items())
    batch[UnitRow].extend({"enrolment_id": enrolment_id, "unit_id": key, **rows.unit_values(unit)}
                          for key, unit in record.units.items())
    batch[EnrolmentFact].append({
        "enrolment_id": enrolment_id, **about, **rows.fact_values(record.enrolment, outline),
        **rows.trait_values(rows.Values(person))})
