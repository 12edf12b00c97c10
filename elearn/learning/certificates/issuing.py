"""Issuing: one certificate for one completion, in the transaction and under the lock that complete it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.engine import Connection

from elearn.accounts import keys
from elearn.accounts.models import Personal
from elearn.kernel import clock, jobs
from elearn.kernel.errors import NotFound
from elearn.learning.acts import Status
from elearn.learning.certificates import rules, signing
from elearn.learning.certificates.models import Certificate, ConfirmedName
from elearn.learning.certificates.rules import Facts, State
from elearn.learning.models import table_of
from elearn.learning.outline import Outline
from elearn.learning.states import EnrolmentState

JOB = "certificate"
_LAST = select(Certificate.version, Certificate.state).where(
    Certificate.enrolment_id == bindparam("enrolment_id")).order_by(Certificate.version.desc()).limit(1)
_CONFIRMED = select(ConfirmedName.sealed_name, ConfirmedName.confirmed_at).where(
    ConfirmedName.enrolment_id == bindparam("enrolment_id"))
_DISPLAYED = select(Personal.display_name).where(Personal.person_id == bindparam("person_id"))


def completes(before: EnrolmentState, after: EnrolmentState) -> bool:
    """Say whether what happened between two states is the completion."""
    return before.status is not Status.COMPLETED and after.status is Status.COMPLETED


def issue_on_completion(
    connection: Connection, enrolment_id: str, person_id: str, state: EnrolmentState,
    outline: Outline, payload: Mapping[str, Any],
) -> None:
    """Issue the certificate of an enrolment that `payload` has just completed, leaving it in `state`."""
    issue(connection, enrolment_id, person_id, rules.facts(state, outline, payload))


def issue(connection: Connection, enrolment_id: str, person_id: str, said: Facts) -> None:
    """Issue the certificate of an enrolment, saying so; do nothing where a valid one was issued.

    One that was revoked, since the completion it attested was withdrawn, is followed by another when the
    course is completed after all. It is called under the lock of the enrolment. The name is the one
    confirmed before, else that of the account, still to be confirmed; only a confirmed one is printed.
    """
    last = connection.execute(_LAST, {"enrolment_id": enrolment_id}).first()
    if last is not None and last.state is State.VALID:
        return
    name, confirmed_at = _name(connection, enrolment_id, person_id)
    version = last.version + 1 if last is not None else 1
    code = write(connection, enrolment_id, person_id, version, said, name, confirmed_at)
    if confirmed_at is not None:
        jobs.enqueue(JOB, code)


def write(
    connection: Connection, enrolment_id: str, person_id: str, version: int, facts: Facts, name: str,
    confirmed_at: Any,
) -> str:
    """Write one valid certificate and return its code."""
    code = rules.fresh_code()
    connection.execute(insert(table_of(Certificate)), {
        "code": code, "enrolment_id": enrolment_id, "version": version, "state": State.VALID,
        **{field: getattr(facts, field) for field in Facts.__slots__},
        "issued_at": clock.now(), "issuer": signing.issuer(),
        "sealed_name": keys.seal(person_id, sealed_as(code), name),
        "confirmed_at": confirmed_at, "ended_at": None, "erased_at": None, "reason": ""})
    return code


def sealed_as(code: str, kind: str = "name") -> str:
    """Return what the name or a file of a certificate is bound to, so that it opens nowhere else."""
    return f"certificate {code} {kind}"


def sealed_before(enrolment_id: str) -> str:
    """Return what a name confirmed before the certificate exists is bound to."""
    return f"certificate name of {enrolment_id}"


def _name(connection: Connection, enrolment_id: str, person_id: str) -> tuple[str, Any]:
    row = connection.execute(_CONFIRMED, {"enrolment_id": enrolment_id}).first()
    if row is not None:
        return keys.open_sealed(person_id, sealed_before(enrolment_id), row.sealed_name), row.confirmed_at
    held = connection.execute(_DISPLAYED, {"person_id": person_id}).scalar()
    if held is None:
        raise NotFound("nobody to certify")
    return str(held), None
