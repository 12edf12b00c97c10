"""Sign-ins as rows: begun, proved, ended. The token is known to the device alone."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from elearn.accounts.models import KnownDevice, LoginSession, Person
from elearn.accounts.rules import sign_in_lasts
from elearn.accounts.tokens import digest_of, new_token
from elearn.kernel import clock
from elearn.kernel.db import begin_write, db


def start_session(person_id: str, device: str = "", *, second_factor: bool = False) -> str:
    """Begin a sign-in and return its token; `device` is how its owner knows the device again."""
    begin_write()
    person = db.session.get_one(Person, person_id)
    token = new_token()
    now = clock.now()
    # By statement: the record restates the facts of a person whenever their row is changed as an object.
    db.session.execute(update(Person).where(Person.id == person_id).values(
        last_seen_on=now.date(), warned_at=None))
    db.session.add(LoginSession(
        token_hash=digest_of(token), person_id=person_id, device=device[:80],
        expires_at=now + sign_in_lasts(person.access_role),
        second_factor_at=now if second_factor else None))
    db.session.flush()
    return token


def renew_session(session_hash: str, *, second_factor: bool) -> str:
    """Put a new token in place of an old one, once more has been proved; return the new token.

    Raise NoResultFound where the old sign-in is over.
    """
    begin_write()
    old = db.session.scalars(
        select(LoginSession).where(LoginSession.token_hash == session_hash).with_for_update()).one()
    token = start_session(old.person_id, old.device, second_factor=second_factor)
    db.session.delete(old)
    db.session.flush()
    return token


def end_session(session_hash: str) -> None:
    """End one sign-in; nothing happens where it is over."""
    begin_write()
    db.session.execute(delete(LoginSession).where(LoginSession.token_hash == session_hash))


def end_session_of(person_id: str, session_hash: str) -> None:
    """End one sign-in of this person; nothing happens where it is another's."""
    begin_write()
    db.session.execute(delete(LoginSession).where(
        LoginSession.token_hash == session_hash, LoginSession.person_id == person_id))


def end_all_sessions(person_id: str, *, but: str = "") -> None:
    """End every sign-in of a person, except the one with the digest `but`."""
    begin_write()
    db.session.execute(delete(LoginSession).where(
        LoginSession.person_id == person_id, LoginSession.token_hash != but))


def remember_device(person_id: str, device: str) -> str:
    """Note that someone signed in from a device; return its token, new where it had none."""
    begin_write()
    token = device or new_token()
    # Two sign-ins at once on one device: the second waits here, and finds the row of the first.
    db.session.get_one(Person, person_id, with_for_update=True)
    db.session.merge(KnownDevice(
        device_hash=digest_of(token), person_id=person_id, seen_at=clock.now()))
    db.session.flush()
    return token


def forget_devices(person_id: str) -> None:
    """Forget the devices of a person, whose password may have been known to another."""
    begin_write()
    db.session.execute(delete(KnownDevice).where(KnownDevice.person_id == person_id))
