"""The verbs of certificates: confirm a name, issue again, revoke, keep files, forget a holder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection

from elearn.accounts import keys, looks
from elearn.kernel import audit, clock, jobs
from elearn.kernel.db import begin_write, db
from elearn.kernel.errors import BadInput, Closed, Conflict, NotFound
from elearn.learning import ledger, refusals
from elearn.learning.certificates import rules
from elearn.learning.certificates.issuing import JOB, sealed_as, sealed_before, write
from elearn.learning.certificates.models import Certificate, CertificateFile, ConfirmedName
from elearn.learning.certificates.rules import Facts, Fate, State
from elearn.learning.models import Enrolment, table_of

NameAct = Callable[[str, str], object]
_TABLE = table_of(Certificate)


def confirm_name(enrolment_id: str, name: str) -> None:
    """Confirm the spelling and script of the name to certify, before or after the completion.

    A certificate that waits for it is then printed. Raise BadInput for a text that is no name, Conflict
    where a certificate bears another confirmed name already.
    """
    begin_write()
    person_id = ledger.lock(enrolment_id).person_id
    name = rules.good_name(name)
    valid = _valid(enrolment_id)
    if valid is None:
        _keep_name(enrolment_id, person_id, name)
    elif valid.confirmed_at is None:
        _change(valid.code, confirmed_at=clock.now(),
                sealed_name=keys.seal(person_id, sealed_as(valid.code), name))
        jobs.enqueue(JOB, valid.code)
    elif keys.open_sealed(person_id, sealed_as(valid.code), valid.sealed_name) != name:
        raise Conflict(refusals.NAME_CONFIRMED)


def reissue(enrolment_id: str, name: str, actor: str) -> str:
    """Issue the certificate again with another name; return the new code.

    The earlier one is superseded from now on. Raise BadInput for a text that is no name or the name it
    bears, Closed where there is none to issue again or the holder did so three times within a day.
    """
    begin_write()
    person_id = ledger.lock(enrolment_id).person_id
    name, valid, now = rules.good_name(name), _valid(enrolment_id), clock.now()
    if valid is None:
        raise Closed(refusals.NO_CERTIFICATE)
    if keys.open_sealed(person_id, sealed_as(valid.code), valid.sealed_name) == name:
        raise BadInput(refusals.NAME_STANDS)
    if actor == person_id and _issued_since(enrolment_id, now - rules.A_DAY) >= rules.REISSUES_A_DAY:
        raise Closed(refusals.ENOUGH_REISSUED)
    _change(valid.code, state=State.SUPERSEDED, ended_at=now)
    said = Facts(**{field: getattr(valid, field) for field in Facts.__slots__})
    code = write(_connection(), enrolment_id, person_id, valid.version + 1, said, name, now)
    audit.record(actor, "certificate_reissued", person_id, version=valid.version + 1)
    jobs.enqueue(JOB, code)
    return code


def revoke(code: str, actor: str, reason: str) -> None:
    """Revoke a certificate for a reason that its holder may read.

    Raise NotFound for an unknown code, BadInput without a reason, Closed where it is not valid any more.
    """
    begin_write()
    reason = " ".join(reason.split())
    if not reason or len(reason) > rules.REASON_MOST:
        raise BadInput(refusals.SAY_WHY_REVOKED)
    person_id, row = _locked(rules.as_typed(code))
    if row.state is not State.VALID:
        raise Closed(refusals.NOT_REVOCABLE)
    _change(row.code, state=State.REVOKED, ended_at=clock.now(), reason=reason)
    audit.record(actor, "certificate_revoked", person_id, version=row.version,
                 **looks.sealed(person_id, reason))


def follow(enrolment_id: str, said: Facts | None, actor: str, reason: str) -> Fate:
    """Bring the valid certificate in line with a record that was corrected; return what became of it.

    `said` is what a certificate says by the record now, None where the course is not completed any more.
    """
    begin_write()
    person_id, valid = ledger.lock(enrolment_id).person_id, _valid(enrolment_id)
    fate = rules.fate(valid, said)
    if valid is None or fate is Fate.KEPT:
        return fate
    if said is None:
        revoke(valid.code, actor, reason)
        return fate
    _change(valid.code, state=State.SUPERSEDED, ended_at=clock.now())
    # Whoever was imagined for a demonstration has no name on theirs.
    name = valid.sealed_name and keys.open_sealed(person_id, sealed_as(valid.code), valid.sealed_name)
    code = write(
        _connection(), enrolment_id, person_id, valid.version + 1, said, name, valid.confirmed_at)
    audit.record(actor, "certificate_reissued", person_id, version=valid.version + 1)
    if valid.confirmed_at is not None:
        jobs.enqueue(JOB, code)
    return fate


def enrolment_of(code: str) -> str:
    """Return the enrolment whose certificate has this typed code; raise NotFound where there is none."""
    found = _connection().execute(
        select(Certificate.enrolment_id).where(Certificate.code == rules.as_typed(code))).scalar()
    if found is None:
        raise NotFound("no such certificate")
    return str(found)


def keep_files(code: str, files: Mapping[str, bytes]) -> None:
    """Keep the files made for a certificate, sealed; what was made before is replaced.

    Nothing is kept for a certificate whose holder was erased meanwhile.
    """
    begin_write()
    person_id, row = _locked(code)
    if row.enrolment_id is None:
        return
    connection, now = _connection(), clock.now()
    connection.execute(delete(CertificateFile).where(
        CertificateFile.code == code, CertificateFile.kind.in_(list(files))))
    for kind, content in files.items():
        connection.execute(insert(CertificateFile), {
            "code": code, "kind": kind, "made_at": now,
            "sealed": keys.seal_bytes(person_id, sealed_as(code, kind), content)})


def forget_holder(person_id: str) -> int:
    """Take name, files and link from every certificate of a person; return how many there were.

    What was valid counts as erased; what was superseded or revoked stays so, without a name. To be
    called by the erasure of a person, before their enrolments go.
    """
    begin_write()
    connection, now = _connection(), clock.now()
    theirs = select(Enrolment.id).where(Enrolment.person_id == person_id)
    codes = list(connection.execute(
        select(Certificate.code).where(Certificate.enrolment_id.in_(theirs))).scalars())
    connection.execute(delete(CertificateFile).where(CertificateFile.code.in_(codes)))
    connection.execute(delete(ConfirmedName).where(ConfirmedName.enrolment_id.in_(theirs)))
    mine = Certificate.code.in_(codes)
    connection.execute(update(Certificate).where(mine, Certificate.state == State.VALID).values(
        state=State.ERASED, ended_at=now))
    connection.execute(update(Certificate).where(mine).values(
        enrolment_id=None, sealed_name="", reason="", erased_at=now))
    return len(codes)


def _connection() -> Connection:
    return db.session.connection()


def _valid(enrolment_id: str) -> Any:
    return _connection().execute(select(_TABLE).where(
        Certificate.enrolment_id == enrolment_id, Certificate.state == State.VALID)).first()


def _locked(code: str) -> tuple[str, Any]:
    """Return the holder of a certificate, or an empty text, and its row under the enrolment's lock."""
    wanted = select(_TABLE).where(Certificate.code == code)
    row = _connection().execute(wanted).first()
    if row is None:
        raise NotFound("no such certificate")
    if row.enrolment_id is None:
        return "", row
    # Every verb takes the lock of the enrolment first, so that no two wait for each other for ever.
    person_id = ledger.lock(row.enrolment_id).person_id
    return person_id, _connection().execute(wanted).one()


def _change(code: str, **values: Any) -> None:
    _connection().execute(update(Certificate).where(Certificate.code == code).values(**values))


def _keep_name(enrolment_id: str, person_id: str, name: str) -> None:
    connection = _connection()
    connection.execute(delete(ConfirmedName).where(ConfirmedName.enrolment_id == enrolment_id))
    connection.execute(insert(ConfirmedName), {
        "enrolment_id": enrolment_id, "confirmed_at": clock.now(),
        "sealed_name": keys.seal(person_id, sealed_before(enrolment_id), name)})


def _issued_since(enrolment_id: str, since: datetime) -> int:
    counted = select(func.count()).select_from(Certificate).where(
        Certificate.enrolment_id == enrolment_id, Certificate.version > 1, Certificate.issued_at > since)
    return int(_connection().execute(counted).scalar() or 0)
