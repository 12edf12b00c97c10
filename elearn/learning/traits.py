"""Keeps the traits in the facts true when a person changes theirs, in the same transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.engine import Connection

from elearn.accounts.models import Person
from elearn.learning.models import Enrolment, EnrolmentFact, table_of
from elearn.learning.rows import trait_values

_FACTS = table_of(EnrolmentFact)
_RESTATE = update(_FACTS).where(_FACTS.c.enrolment_id.in_(
    select(Enrolment.id).where(Enrolment.person_id == bindparam("key_person_id"))))


def restate(mapper: Any, connection: Connection, person: Person) -> None:
    """Write country, site, role, gender and court level of a person into their facts."""
    connection.execute(_RESTATE, {"key_person_id": person.id, **trait_values(person)})
