"""People for tests: plain functions that write a person and commit."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from elearn.accounts.models import (
    AccessRole,
    CourtLevel,
    Gender,
    JudicialRole,
    LoginSession,
    Person,
    Personal,
)
from elearn.accounts.tokens import digest_of, new_token
from elearn.kernel import clock
from elearn.kernel.db import db, transaction

PASSWORD = "seven quiet rivers at dusk"
# Made once from PASSWORD, so that a test with twenty people does not hash for half a second.
PASSWORD_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$JYqBo0NK7KBZ6X040H6d9Q$"
    "2wHtKOAkIFKtKZOUmIEFY/KvisRQPpipqpsxHg7XNa0"
)

_numbers = count(1)


def person(
    *,
    email: str | None = None,
    display_name: str = "Amara Okello",
    access_role: AccessRole = AccessRole.LEARNER,
    judicial_role: JudicialRole = JudicialRole.JUDGE,
    country: str = "XA",
    site: str = "",
    gender: Gender | None = None,
    court_level: CourtLevel | None = None,
    appointed_year: int | None = None,
    language: str = "en",
    is_locked: bool = False,
) -> Person:
    """Write someone whose password is PASSWORD and commit; an address is made where none is given."""
    address = email or f"person{next(_numbers)}@example.org"
    made = Person(
        access_role=access_role, judicial_role=judicial_role, country=country, site=site,
        gender=gender, court_level=court_level, appointed_year=appointed_year, language=language,
        is_locked=is_locked,
    )
    with transaction():
        db.session.add(made)
        db.session.flush()
        db.session.add(Personal(
            person_id=made.id, display_name=display_name, email=address,
            email_normal=address.casefold(), password_hash=PASSWORD_HASH))
    return made


def session_token(of: Person, *, second_factor: bool | None = None) -> str:
    """Write a living session and return its raw token; staff have passed the second factor unless told."""
    passed = of.access_role is not AccessRole.LEARNER if second_factor is None else second_factor
    token = new_token()
    with transaction():
        db.session.add(LoginSession(
            token_hash=digest_of(token), person_id=of.id, device="Test",
            expires_at=clock.now() + timedelta(days=1),
            second_factor_at=clock.now() if passed else None))
    return token
