"""Someone who completed the small course, and the certificate that came of it."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from elearn.kernel.db import db, transaction
from elearn.learning.certificates import queries, services
from elearn.learning.certificates.models import Certificate
from elearn.work.certificates import make_certificate
from tests.factories.learners import Learner, learner


def completed(name: str = "Amara Okello", **traits: Any) -> Learner:
    """Write someone who has completed the whole small course; the name is not confirmed yet."""
    made = learner(display_name=name, **traits)
    made.do_everything()
    return made


def nearly_completed(name: str = "Amara Okello", **traits: Any) -> Learner:
    """Write someone to whom one thing is left: to say that the last unit was read."""
    made = learner(display_name=name, **traits)
    for number, choice in enumerate(("b", "ac", "abcd", "", "bd", "c"), start=1):
        if choice:
            made.answer(f"m1-q{number}", *choice)
    made.answer("m1-q4", "a=a", "b=b", "c=c")
    made.step("start:b")
    made.think()
    return made


def certified(name: str = "Amara Okello", **traits: Any) -> Learner:
    """Write someone whose certificate bears a confirmed name and has its files made."""
    made = completed(name, **traits)
    confirm(made, name)
    make(made)
    return made


def confirm(who: Learner, name: str) -> None:
    """Confirm the name on the certificate and commit."""
    with transaction():
        services.confirm_name(who.id, name)


def make(who: Learner) -> None:
    """Make the files of every certificate that waits for them, as the worker does."""
    for code in queries.unmade():
        make_certificate(code)


def rows(who: Learner) -> list[Any]:
    """Return the certificates of an enrolment as they are stored, the first one first."""
    db.session.expire_all()
    return list(db.session.scalars(
        select(Certificate).where(Certificate.enrolment_id == who.id).order_by(Certificate.version)))


def credential_of(who: Learner) -> dict[str, Any]:
    """Return the signed credential of someone's latest certificate."""
    [latest, *_] = queries.held(who.person_id)
    held: dict[str, Any] = json.loads(queries.file(who.person_id, latest.code, queries.CREDENTIAL))
    return held
