"""The tables of certificates: what was issued, the name that was confirmed, the files that were made."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.kernel.db import Base, Stamp, enum_of
from elearn.learning.acts import Route
from elearn.learning.certificates.rules import State
from elearn.learning.models import Enrolment, StoredRevision


class Certificate(Base):
    """One certificate. `version` counts from 1 within an enrolment; each re-issue is one more.

    `sealed_name` is sealed under the holder's key. `confirmed_at` is empty until the holder confirmed
    the name: before that the code is nobody's business. `ended_at` says when it was superseded or
    revoked. Of a holder who was erased neither name nor enrolment remains, and `erased_at` says since when.
    """

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("enrolment_id", "version"),)

    code: Mapped[str] = mapped_column(String(24), primary_key=True)
    enrolment_id: Mapped[str | None] = mapped_column(ForeignKey(Enrolment.id))
    version: Mapped[int] = mapped_column(Integer)
    state: Mapped[State] = mapped_column(enum_of(State))
    course_title: Mapped[str] = mapped_column(String(300))
    edition: Mapped[str] = mapped_column(String(60))
    revision_id: Mapped[str] = mapped_column(ForeignKey(StoredRevision.id))
    lang: Mapped[str] = mapped_column(String(20))
    route: Mapped[Route] = mapped_column(enum_of(Route))
    minutes: Mapped[int] = mapped_column(Integer)
    started_on: Mapped[date]
    completed_on: Mapped[date]
    issued_at: Mapped[datetime] = mapped_column(Stamp)
    issuer: Mapped[str] = mapped_column(String(80))
    sealed_name: Mapped[str] = mapped_column(Text)
    confirmed_at: Mapped[datetime | None] = mapped_column(Stamp)
    ended_at: Mapped[datetime | None] = mapped_column(Stamp)
    erased_at: Mapped[datetime | None] = mapped_column(Stamp)
    reason: Mapped[str] = mapped_column(Text, default="")


class ConfirmedName(Base):
    """The name confirmed for a certificate that is still to be issued."""

    __tablename__ = "certificate_name"

    enrolment_id: Mapped[str] = mapped_column(ForeignKey(Enrolment.id), primary_key=True)
    sealed_name: Mapped[str] = mapped_column(Text)
    confirmed_at: Mapped[datetime] = mapped_column(Stamp)


class CertificateFile(Base):
    """A file of a certificate as it was made, sealed under the holder's key; `kind` names it."""

    __tablename__ = "certificate_file"

    code: Mapped[str] = mapped_column(ForeignKey(Certificate.code), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Stamp)
