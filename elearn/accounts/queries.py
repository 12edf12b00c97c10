"""Reads about people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from elearn.accounts.models import LoginSession, Person, Personal
from elearn.accounts.principal import Principal
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
