"""The tables of people; `personal` alone holds names and addresses."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.kernel import clock
from elearn.kernel.db import Base, JsonText, Stamp, enum_of


class AccessRole(StrEnum):
    """What someone may do here."""

    LEARNER = "learner"
    TRAINER = "trainer"
    FOCAL_POINT = "focal_point"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"


class JudicialRole(StrEnum):
    """What someone is in their own country."""

    JUDGE = "judge"
    PROSECUTOR = "prosecutor"
    COURT_STAFF = "court_staff"
    TRAINER_OTHER = "trainer_other"
    OTHER = "other"


class Gender(StrEnum):
    """Optional; `undisclosed` is the answer "prefer not to say", None is no answer."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNDISCLOSED = "undisclosed"


class CourtLevel(StrEnum):
    """Optional; `undisclosed` is the answer "prefer not to say", None is no answer."""

    FIRST_INSTANCE = "first_instance"
    APPEAL = "appeal"
    SUPREME = "supreme"
    SPECIALISED = "specialised"
    UNDISCLOSED = "undisclosed"


class Theme(StrEnum):
    """The colours someone chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def new_person_id() -> str:
    """Return a random id of 128 bits, in hexadecimal."""
    return secrets.token_hex(16)


class Person(Base):
    """Someone, without a name; `site` is the key of a training site or empty.

    `last_seen_on` is the day of the last sign-in; `warned_at` says when a letter told them that
    their account is not used and will go.
    """

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_person_id)
    created_at: Mapped[datetime] = mapped_column(Stamp, default=clock.now)
    access_role: Mapped[AccessRole] = mapped_column(enum_of(AccessRole), default=AccessRole.LEARNER)
    site: Mapped[str] = mapped_column(String(60), default="")
    is_locked: Mapped[bool] = mapped_column(default=False)
    judicial_role: Mapped[JudicialRole] = mapped_column(enum_of(JudicialRole))
    country: Mapped[str] = mapped_column(String(2))
    gender: Mapped[Gender | None] = mapped_column(enum_of(Gender))
    court_level: Mapped[CourtLevel | None] = mapped_column(enum_of(CourtLevel))
    appointed_year: Mapped[int | None] = mapped_column(Integer)
    language: Mapped[str] = mapped_column(String(20), default="en")
    theme: Mapped[Theme] = mapped_column(enum_of(Theme), default=Theme.SYSTEM)
    password_changed_at: Mapped[datetime] = mapped_column(Stamp, default=clock.now)
    last_seen_on: Mapped[date | None]
    warned_at: Mapped[datetime | None] = mapped_column(Stamp)


class Personal(Base):
    """The name of a person and what they prove it with.

    Someone has an e-mail address or, after an invitation on paper, a sign-in name. `totp_secret` is
    sealed under the person's key; `totp_step` is the last 30-second step whose code was used.
    """

    __tablename__ = "personal"

    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    display_name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(254))
    email_normal: Mapped[str | None] = mapped_column(String(254), unique=True)
    sign_in_name: Mapped[str | None] = mapped_column(String(40), unique=True)
    password_hash: Mapped[str | None] = mapped_column(Text)
    totp_secret: Mapped[str | None] = mapped_column(Text)
    totp_confirmed_at: Mapped[datetime | None] = mapped_column(Stamp)
    totp_step: Mapped[int] = mapped_column(Integer, default=0)


class LoginSession(Base):
    """Someone signed in on one device, found by the digest of the token that device holds."""

    __tablename__ = "login_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True)
    device: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(Stamp, default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(Stamp, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Stamp, index=True)
    second_factor_at: Mapped[datetime | None] = mapped_column(Stamp)


class RecoveryCode(Base):
    """One of the codes that stand in, once, for a lost second factor."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True)


class ResetLink(Base):
    """A link by which someone may choose a new password, once, for a few minutes."""

    __tablename__ = "reset_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(Stamp)


class AddressChange(Base):
    """A new e-mail address of someone, waiting a few minutes until a letter to it is answered."""

    __tablename__ = "address_change"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    expires_at: Mapped[datetime] = mapped_column(Stamp, index=True)


class Registration(Base):
    """A registration waiting, for a day at most, until its address is confirmed by mail."""

    __tablename__ = "registration"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    email_normal: Mapped[str] = mapped_column(String(254), index=True)
    fields: Mapped[dict[str, object]] = mapped_column(JsonText)
    expires_at: Mapped[datetime] = mapped_column(Stamp, index=True)


class Invitation(Base):
    """A printed code with which people without an e-mail address may register."""

    __tablename__ = "invitation"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    label: Mapped[str] = mapped_column(String(120), default="")
    site: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[datetime] = mapped_column(Stamp, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Stamp)
    uses_left: Mapped[int] = mapped_column(Integer)


class TrainingSite(Base):
    """A place that trains its judiciary; never deleted, since people and figures name its key."""

    __tablename__ = "training_site"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    country: Mapped[str] = mapped_column(String(2))
    name: Mapped[str] = mapped_column(String(120))
    is_open: Mapped[bool] = mapped_column(default=True)


class KnownDevice(Base):
    """A device from which someone once signed in; others' failures never make it wait."""

    __tablename__ = "known_device"

    device_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    seen_at: Mapped[datetime] = mapped_column(Stamp, default=clock.now)


class SignInAttempt(Base):
    """How often one path was tried for one subject from one place; digests only, for a day."""

    __tablename__ = "sign_in_attempt"

    path: Mapped[str] = mapped_column(String(20), primary_key=True)
    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    place: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)
    failures: Mapped[int] = mapped_column(Integer, default=0)
    tried_at: Mapped[datetime] = mapped_column(Stamp, index=True)
    open_at: Mapped[datetime] = mapped_column(Stamp)
