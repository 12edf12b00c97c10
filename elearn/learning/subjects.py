"""Somebody whose record may be set right, as far as staff see who corrects it: no answer, no score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from elearn.accounts.models import AccessRole, Person, Personal
from elearn.kernel.db import db
from elearn.kernel.errors import NotFound
from elearn.learning.acts import Route, Status
from elearn.learning.certificates.models import Certificate
from elearn.learning.certificates.rules import State, shown_code
from elearn.learning.models import Enrolment


@dataclass(frozen=True, slots=True)
class Subject:
    """An enrolment with the name of its person; `certificate` is the code of the valid one, or empty."""

    enrolment_id: str
    person_id: str
    name: str
    access_role: AccessRole
    status: Status
    route: Route
    completed_at: datetime | None
    certificate: str


def subject(enrolment_id: str) -> Subject:
    """Return whom an enrolment is of, and how it stands; raise NotFound where there is none."""
    row = db.session.execute(
        select(Enrolment.person_id, Personal.display_name, Person.access_role, Enrolment.status,
               Enrolment.route, Enrolment.completed_at, Certificate.code)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Personal, Personal.person_id == Enrolment.person_id)
        .outerjoin(Certificate, (Certificate.enrolment_id == Enrolment.id)
                   & (Certificate.state == State.VALID))
        .where(Enrolment.id == enrolment_id)).first()
    if row is None:
        raise NotFound("no such enrolment")
    return Subject(
        enrolment_id, row.person_id, row.display_name, row.access_role, row.status, row.route,
        row.completed_at, shown_code(row.code) if row.code else "")
