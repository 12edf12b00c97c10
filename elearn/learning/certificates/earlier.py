"""Certificates for those who completed before any were issued; it does nothing the second time."""

from __future__ import annotations

from sqlalchemy import select

from elearn.accounts.models import Personal
from elearn.kernel.db import begin_write, db
from elearn.learning import events, ledger
from elearn.learning.certificates import issuing, verification
from elearn.learning.certificates.models import Certificate
from elearn.learning.models import Enrolment

_MISSING = (
    select(Enrolment.id).join(Personal, Personal.person_id == Enrolment.person_id)
    .where(Enrolment.completed_at.is_not(None), Personal.password_hash.is_not(None),
           Enrolment.id.not_in(select(Certificate.enrolment_id).where(
               Certificate.enrolment_id.is_not(None)))))


def issue_missing(most: int = 1000) -> int:
    """Issue the certificate of each completed enrolment that has none; return how many.

    Each is worked out from the events, as `elearn verify` does; its name waits to be confirmed.
    """
    begin_write()
    connection = db.session.connection()
    missing = list(connection.execute(_MISSING.limit(most)).scalars())
    for enrolment_id in missing:
        held = ledger.lock(enrolment_id)
        happened = connection.execute(events.OF_ENROLMENT, {"enrolment_id": enrolment_id}).all()
        due = verification.due(happened)
        if due is not None:
            issuing.issue(connection, enrolment_id, held.person_id, due)
    return len(missing)
