"""Reads about people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyotp
from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select

from elearn.accounts import keys
from elearn.accounts.models import (
    AccessRole,
    LoginSession,
    Person,
    Personal,
    RecoveryCode,
    Registration,
    ResetLink,
)
from elearn.accounts.principal import Principal
from elearn.accounts.profile import Profile
from elearn.accounts.rules import normal_email
from elearn.accounts.tokens import digest_of, plain_code, shown_code
from elearn.kernel import clock
from elearn.kernel.db import db


def principal_statement() -> Select[*tuple[Any, ...]]:
    """Return the select of a principal's columns; run it with `token_hash` and `now`.

    It names `person`, `personal` and `login_session`, so that another room can join its own tables
    to `person.id` and add columns; the columns of `principal_of` come first.
    """
    return (
        select(
            Person.id.label("person_id"), LoginSession.token_hash.label("session_hash"),
            Person.access_role, Person.site, Personal.display_name, Person.language, Person.theme,
            Personal.totp_confirmed_at, LoginSession.second_factor_at,
        )
        .select_from(LoginSession)
        .join(Person, Person.id == LoginSession.person_id)
        .join(Personal, Personal.person_id == Person.id)
        .where(
            LoginSession.token_hash == bindparam("token_hash"),
            LoginSession.expires_at > bindparam("now", type_=LoginSession.expires_at.type),
            Person.is_locked.is_(False),
        )
    )


def principal_of(row: Any) -> Principal:
    """Return the principal in a row of `principal_statement`."""
    return Principal(
        person_id=row.person_id, session_hash=row.session_hash, access_role=row.access_role,
        site=row.site, display_name=row.display_name, language=row.language, theme=row.theme,
        has_totp=row.totp_confirmed_at is not None,
        has_second_factor=row.second_factor_at is not None,
    )


_PRINCIPAL = principal_statement()


def principal(token_hash: str, now: datetime | None = None) -> Principal | None:
    """Return who holds the session with this digest, or None where it is over."""
    row = db.session.connection().execute(
        _PRINCIPAL, {"token_hash": token_hash, "now": now or clock.now()}).first()
    return principal_of(row) if row else None


@dataclass(frozen=True, slots=True)
class Account:
    """What someone sees of their own account; `email` or `sign_in_name` is empty."""

    person_id: str
    access_role: AccessRole
    site: str
    is_locked: bool
    email: str
    sign_in_name: str
    profile: Profile
    has_totp: bool
    password_hash: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Device:
    """One sign-in of someone, for the list of their devices."""

    session_hash: str
    name: str
    signed_in_at: datetime
    is_this_one: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A registration that waits for its confirmation."""

    email: str
    display_name: str
    password_hash: str


def account(person_id: str) -> Account:
    """Return someone's account; raise NoResultFound where there is nobody."""
    return _account(db.session.execute(_accounts().where(Person.id == person_id)).one())


def find_account(name: str) -> Account | None:
    """Return the account with this e-mail address or sign-in name, or None."""
    row = db.session.execute(_accounts().where(_named(name))).first()
    return _account(row) if row else None


def accounts(role: AccessRole | None = None) -> list[Account]:
    """Return every account, or those with one role, by when they were made."""
    wanted = _accounts().order_by(Person.created_at, Person.id)
    rows = db.session.execute(wanted.where(Person.access_role == role) if role else wanted)
    return [_account(row) for row in rows]


def devices(person_id: str, session_hash: str) -> list[Device]:
    """Return where someone is signed in, newest first; `session_hash` is the one that asks."""
    rows = db.session.scalars(
        select(LoginSession)
        .where(LoginSession.person_id == person_id, LoginSession.expires_at > clock.now())
        .order_by(LoginSession.created_at.desc(), LoginSession.token_hash))
    return [
        Device(row.token_hash, row.device, row.created_at, row.token_hash == session_hash)
        for row in rows
    ]


def recovery_codes_left(person_id: str) -> int:
    """Return how many recovery codes someone has not used."""
    counted = select(func.count()).where(RecoveryCode.person_id == person_id)
    return int(db.session.scalar(counted) or 0)


def totp_address(person_id: str) -> tuple[str, str] | None:
    """Return the secret not confirmed yet and its `otpauth:` address, or None where there is none."""
    personal = db.session.get_one(Personal, person_id)
    if personal.totp_secret is None or personal.totp_confirmed_at is not None:
        return None
    secret = keys.open_sealed(person_id, "totp", personal.totp_secret)
    name = personal.email or personal.sign_in_name or ""
    return secret, pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Judicial ethics")


def owner_of_reset(token: str) -> str | None:
    """Return whose a reset link is while it may still be used, or None."""
    return db.session.scalar(select(ResetLink.person_id).where(
        ResetLink.token_hash == digest_of(token), ResetLink.expires_at > clock.now()))


def waiting_registration(token: str) -> Waiting | None:
    """Return the registration that a link confirms, or None where it is over."""
    row = db.session.get(Registration, digest_of(token))
    if row is None or row.expires_at <= clock.now():
        return None
    held = row.fields
    return Waiting(str(held["email"]), str(held["display_name"]), str(held["password_hash"]))


def _named(name: str) -> ColumnElement[bool]:
    if "@" in name:
        return Personal.email_normal == normal_email(name)
    return Personal.sign_in_name == plain_code(name)


def _accounts() -> Select[Person, Personal]:
    return select(Person, Personal).join(Personal, Personal.person_id == Person.id)


def _account(row: Row[Person, Personal]) -> Account:
    person, personal = row
    return Account(
        person_id=person.id, access_role=person.access_role, site=person.site,
        is_locked=person.is_locked, email=personal.email or "",
        sign_in_name=shown_code(personal.sign_in_name or ""),
        profile=Profile(
            personal.display_name, person.country, person.judicial_role, person.language,
            person.gender, person.court_level, person.appointed_year),
        has_totp=personal.totp_confirmed_at is not None, password_hash=personal.password_hash,
        created_at=person.created_at)
