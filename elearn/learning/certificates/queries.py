"""Reads about certificates: for whoever holds a code, for the holder, for staff, for the worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, select

from elearn.accounts import keys
from elearn.accounts.models import Personal
from elearn.document.certificate import CertificateSheet
from elearn.kernel import config
from elearn.kernel.db import db
from elearn.kernel.errors import NotFound
from elearn.learning.certificates import rules
from elearn.learning.certificates.issuing import sealed_as, sealed_before
from elearn.learning.certificates.models import Certificate, CertificateFile, ConfirmedName
from elearn.learning.certificates.rules import State, shown_code
from elearn.learning.models import Enrolment, table_of

# Every file of a certificate by its kind, as it is named when it is saved, with its media type.
FILES = {
    "certificate-a4.pdf": "application/pdf",
    "certificate-letter.pdf": "application/pdf",
    "hours-a4.pdf": "application/pdf",
    "hours-letter.pdf": "application/pdf",
    "credential.json": "application/json",
}
CREDENTIAL = "credential.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """A certificate in the register; `sheet.name` is empty where its holder was erased."""

    sheet: CertificateSheet
    state: State
    issued_at: datetime
    ended_on: date | None
    erased_on: date | None


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate as its holder sees it; `files` names what is made already."""

    entry: Entry
    code: str
    is_confirmed: bool
    reason: str
    files: tuple[str, ...]

    @property
    def is_valid(self) -> bool:
        """Say whether it is the one that counts."""
        return self.entry.state is State.VALID


@dataclass(frozen=True, slots=True)
class Listed:
    """A certificate in the list of staff, which names nobody."""

    code: str
    state: State
    issued_on: date
    route: str
    edition: str
    is_confirmed: bool


_ENTRY: Select[*tuple[Any, ...]] = select(
    *table_of(Certificate).c, Enrolment.person_id, Enrolment.course_key,
).outerjoin(Enrolment, Enrolment.id == Certificate.enrolment_id)
_BY_CODE = _ENTRY.where(Certificate.code == bindparam("code"))
_OF_PERSON = _ENTRY.where(Enrolment.person_id == bindparam("person_id")).order_by(
    Certificate.issued_at.desc(), Certificate.version.desc())
_FILE_KINDS = select(CertificateFile.code, CertificateFile.kind).where(
    CertificateFile.code.in_(bindparam("codes", expanding=True)))
_FILE = select(CertificateFile.sealed).where(
    CertificateFile.code == bindparam("code"), CertificateFile.kind == bindparam("kind"))
_NAME = select(
    Enrolment.person_id, Personal.display_name, ConfirmedName.sealed_name,
).join(Personal, Personal.person_id == Enrolment.person_id).outerjoin(
    ConfirmedName, ConfirmedName.enrolment_id == Enrolment.id).where(
    Enrolment.id == bindparam("enrolment_id"))


def register_entry(code: str) -> Entry | None:
    """Return what the register holds under a typed code, or None; an unconfirmed one is not public yet."""
    row = _row(rules.as_typed(code))
    return _entry(row) if row is not None and (row.confirmed_at or row.erased_at) else None


def held(person_id: str) -> tuple[Held, ...]:
    """Return the certificates of a person, the newest first; their names are opened."""
    connection = db.session.connection()
    rows = connection.execute(_OF_PERSON, {"person_id": person_id}).all()
    made = {tuple(each) for each in connection.execute(
        _FILE_KINDS, {"codes": [row.code for row in rows]})}
    return tuple(
        Held(_entry(row), row.code, row.confirmed_at is not None, row.reason,
             tuple(kind for kind in FILES if (row.code, kind) in made))
        for row in rows)


def file(person_id: str, code: str, kind: str) -> bytes:
    """Return a file of one's own certificate; raise NotFound for another's or where it is not made yet."""
    row = _row(rules.as_typed(code))
    if row is None or row.person_id != person_id:
        raise NotFound
    return opened(row.person_id, row.code, kind)


def opened(person_id: str, code: str, kind: str) -> bytes:
    """Return a sealed file; raise NotFound where it is not made."""
    sealed = db.session.connection().execute(_FILE, {"code": code, "kind": kind}).scalar()
    if sealed is None:
        raise NotFound
    return keys.open_bytes(person_id, sealed_as(code, kind), sealed)


def issued_file(code: str, kind: str) -> bytes | None:
    """Return a file as it was issued, to compare another with; None where the register keeps it no more."""
    row = _row(code)
    try:
        return opened(row.person_id, row.code, kind) if row is not None and row.person_id else None
    except NotFound:
        return None


def confirmed_name(enrolment_id: str) -> str:
    """Return the name that a certificate of this enrolment bears or would bear; NotFound without one."""
    connection = db.session.connection()
    valid = connection.execute(
        _ENTRY.where(Certificate.enrolment_id == enrolment_id, Certificate.state == State.VALID)).first()
    if valid is not None:
        return _entry(valid).sheet.name
    row = connection.execute(_NAME, {"enrolment_id": enrolment_id}).first()
    if row is None:
        raise NotFound
    if row.sealed_name is None:
        return str(row.display_name)
    return keys.open_sealed(row.person_id, sealed_before(enrolment_id), row.sealed_name)


def listed(state: State | None = None, person_id: str = "", most: int = 1000) -> tuple[Listed, ...]:
    """Return certificates for staff, the newest first, without names."""
    wanted = _ENTRY.order_by(Certificate.issued_at.desc(), Certificate.code).limit(most)
    if state is not None:
        wanted = wanted.where(Certificate.state == state)
    if person_id:
        wanted = wanted.where(Enrolment.person_id == person_id)
    return tuple(
        Listed(shown_code(row.code), row.state, row.issued_at.date(), row.route.value, row.edition,
               row.confirmed_at is not None)
        for row in db.session.connection().execute(wanted))


def unmade(most: int = 10_000) -> tuple[str, ...]:
    """Return the codes of confirmed, valid certificates of which a file is still to be made."""
    made = select(CertificateFile.code).where(CertificateFile.kind == CREDENTIAL)
    return tuple(db.session.connection().execute(
        select(Certificate.code).where(
            Certificate.state == State.VALID, Certificate.confirmed_at.is_not(None),
            Certificate.code.not_in(made)).limit(most)).scalars())


def _row(code: str) -> Row[Any] | None:
    return db.session.connection().execute(_BY_CODE, {"code": code}).first() if code else None


def _entry(row: Any) -> Entry:
    name, code = _name_of(row), shown_code(row.code)
    # A key destroyed before the rows were: nobody is named any more, so the holder counts as erased.
    state = State.ERASED if row.state is State.VALID and not name else row.state
    sheet = CertificateSheet(
        code=code, name=name, course=row.course_title, edition=row.edition, revision=row.revision_id,
        lang=row.lang, route=row.route.value, minutes=row.minutes, started_on=row.started_on,
        completed_on=row.completed_on, issued_on=row.issued_at.date(),
        address=f"{config.current().public_url}/verify/{code}", issuer=row.issuer)
    return Entry(sheet, state, row.issued_at, row.ended_at.date() if row.ended_at else None,
                 row.erased_at.date() if row.erased_at else None)


def _name_of(row: Any) -> str:
    if not (row.person_id and row.sealed_name):
        return ""
    try:
        return keys.open_sealed(row.person_id, sealed_as(row.code), row.sealed_name)
    except NotFound:
        return ""
