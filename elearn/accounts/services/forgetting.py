"""Forgetting a person in this room: their rows, and what stands elsewhere under address or name."""

from __future__ import annotations

from sqlalchemy import delete, select

from elearn.accounts.models import (
    AccessRole,
    AddressChange,
    KnownDevice,
    LoginSession,
    Person,
    Personal,
    RecoveryCode,
    Registration,
    ResetLink,
    SignInAttempt,
)
from elearn.accounts.tokens import keyed_digest
from elearn.kernel import mail
from elearn.kernel.db import begin_write, db
from elearn.kernel.errors import Conflict, NotFound

# The rows that name a person by id; `person` itself comes last, since they lead to it.
THEIRS = (LoginSession, RecoveryCode, ResetLink, AddressChange, KnownDevice, Personal)


def hold(person_id: str) -> None:
    """Take the lock of a person until the transaction ends; raise NotFound where there is nobody."""
    begin_write()
    found = db.session.execute(
        select(Person.id).where(Person.id == person_id).with_for_update()).first()
    if found is None:
        raise NotFound("no such person")


def refuse_last_administrator(person_id: str) -> None:
    """Raise Conflict where nobody else could administer this house any more."""
    administrators = db.session.scalars(
        select(Person.id)
        .where(Person.access_role == AccessRole.ADMINISTRATOR, Person.is_locked.is_(False))
        .order_by(Person.id).with_for_update()).all()
    if list(administrators) == [person_id]:
        raise Conflict("this is the last administrator; give the role to somebody else first")


def forget_person(person_id: str) -> None:
    """Delete every row of a person here, letters to them, and tries that were counted on them.

    The record of what they learnt must be gone before.
    """
    begin_write()
    held = db.session.execute(
        select(Personal.email, Personal.email_normal, Personal.sign_in_name)
        .where(Personal.person_id == person_id)).first()
    tried = [person_id]
    if held is not None and held.email:
        mail.forget_addressee(held.email)
        db.session.execute(delete(Registration).where(Registration.email_normal == held.email_normal))
        tried.append(held.email_normal)
    if held is not None and held.sign_in_name:
        tried.append(held.sign_in_name)
    db.session.execute(delete(SignInAttempt).where(
        SignInAttempt.subject.in_([keyed_digest("subject", each) for each in tried])))
    for model in THEIRS:
        db.session.execute(delete(model).where(model.person_id == person_id))
    db.session.execute(delete(Person).where(Person.id == person_id))
