"""Signing in with a password, in three steps, so that no transaction is open while it is hashed.

`take_sign_in_turn` counts the try (commit it), `is_right` looks at the password, `admit` begins the
sign-in. An account that is not there goes the same way and takes the same time.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from elearn.accounts import hashing, throttle
from elearn.accounts.models import Person, Personal
from elearn.accounts.principal import STAFF
from elearn.accounts.rules import DEMONSTRATION, normal_email
from elearn.accounts.services.second_factor import begin_totp
from elearn.accounts.services.sessions import remember_device, start_session
from elearn.accounts.throttle import Place, Turn
from elearn.accounts.tokens import plain_code
from elearn.kernel import config
from elearn.kernel.db import begin_write, db

PATH = "sign-in"


@dataclass(frozen=True, slots=True)
class SignInTurn:
    """A counted try: whose account was named, if anyone's, and the hash to compare with."""

    turn: Turn
    place: Place
    person_id: str | None
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class Admission:
    """What the device is given: the token of the sign-in and its own, empty while more must be proved."""

    token: str
    device: str


def take_sign_in_turn(name: str, place: Place) -> SignInTurn:
    """Count a try for an e-mail address or sign-in name; raise TooOften where it is too early."""
    begin_write()
    subject = normal_email(name) if "@" in name else plain_code(name)
    column = Personal.email_normal if "@" in name else Personal.sign_in_name
    row = db.session.execute(
        select(Personal.person_id, Personal.password_hash).where(column == subject)).first()
    person_id = row.person_id if row else None
    turn = throttle.take_turn(PATH, subject, place, person_id=person_id)
    is_refused = subject in DEMONSTRATION and not (config.current().demo and place.is_here)
    if row is None or is_refused:
        return SignInTurn(turn, place, None, None)
    return SignInTurn(turn, place, row.person_id, row.password_hash)


def is_right(turn: SignInTurn, password: str) -> bool:
    """Say whether the password is right. Takes 25 ms whoever was named; needs no transaction."""
    return hashing.is_password(turn.password_hash, password)


def is_closed(turn: SignInTurn) -> bool:
    """Say whether an administrator has locked this account; asked only after the right password."""
    return bool(db.session.scalar(select(Person.is_locked).where(Person.id == turn.person_id)))


def stronger_hash(turn: SignInTurn, password: str) -> str:
    """Return a hash of the right password by today's settings where the kept one is weaker, else nothing.

    Takes 25 ms where it is; needs no transaction.
    """
    is_weaker = turn.password_hash is not None and hashing.is_outdated(turn.password_hash)
    return hashing.hash_password(password) if is_weaker else ""


def admit(turn: SignInTurn, device_name: str, stronger: str = "") -> Admission:
    """Begin the sign-in of the person of `turn`, whose password was right.

    `stronger` is kept in place of the hash that was compared with, unless that changed meanwhile.
    """
    begin_write()
    if turn.person_id is None:
        raise ValueError("nobody to admit")
    throttle.forgive(turn.turn)
    person = db.session.get_one(Person, turn.person_id)
    personal = db.session.get_one(Personal, turn.person_id)
    if stronger and personal.password_hash == turn.password_hash:
        personal.password_hash = stronger
    token = start_session(turn.person_id, device_name)
    if personal.totp_confirmed_at is None and person.access_role not in STAFF:
        return Admission(token, remember_device(turn.person_id, turn.place.device))
    # A device is known only once everything was proved: each known device may try codes of its own.
    if personal.totp_confirmed_at is None:
        begin_totp(turn.person_id)
    return Admission(token, "")
