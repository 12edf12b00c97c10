"""What is deleted when its time is over: one list of rules, run daily, counted first where one only asks.

A new table whose rows serve for a while: a `Rule` here, or `register` from a room above. Unused
accounts are no rows but people: `warn_unused` writes to them, `erase_unused` erases them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update

from elearn.accounts import links
from elearn.accounts.models import (
    AddressChange,
    Invitation,
    KnownDevice,
    LoginSession,
    Person,
    Personal,
    Registration,
    ResetLink,
    SignInAttempt,
)
from elearn.accounts.rules import DEVICE_LASTS
from elearn.kernel import audit, clock, config, mail
from elearn.kernel.config import Settings
from elearn.kernel.db import Base, begin_write, db
from elearn.kernel.errors import Conflict
from elearn.kernel.mail import Letter
from elearn.learning import erasure
from elearn.learning.keeping.models import Draft, KeptPost
from elearn.learning.models import Enrolment

Over = Callable[[Settings, datetime], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows of one table that go once `over`, given the settings and a moment, holds of them."""

    name: str
    model: type[Base]
    over: Over


def _before(column: Any, setting: str) -> Over:
    """Say that a moment lies further back than a setting allows, in days or hours by its name."""
    def over(settings: Settings, now: datetime) -> ColumnElement[bool]:
        held = timedelta(**{setting.rpartition("_")[2]: getattr(settings, setting)})
        found: ColumnElement[bool] = column < now - held
        return found

    return over


def _letters_waiting(settings: Settings, now: datetime) -> ColumnElement[bool]:
    too_long = _before(Letter.created_at, "keep_waiting_letters_days")
    return and_(Letter.sent_at.is_(None), too_long(settings, now))


_RULES = [
    Rule("sign_ins_ended", LoginSession, _before(LoginSession.expires_at, "keep_sessions_days")),
    Rule("devices_unused", KnownDevice, lambda settings, now: KnownDevice.seen_at < now - DEVICE_LASTS),
    Rule("links_over", ResetLink, _before(ResetLink.expires_at, "keep_links_days")),
    Rule("addresses_over", AddressChange, _before(AddressChange.expires_at, "keep_links_days")),
    Rule("registrations_over", Registration, _before(Registration.expires_at, "keep_links_days")),
    Rule("invitations_over", Invitation, _before(Invitation.expires_at, "keep_invitations_days")),
    Rule("tries_forgotten", SignInAttempt, _before(SignInAttempt.tried_at, "keep_tries_days")),
    Rule("letters_sent", Letter, _before(Letter.sent_at, "keep_letters_days")),
    Rule("letters_undelivered", Letter, _letters_waiting),
    Rule("drafts_left", Draft, _before(Draft.updated_at, "keep_drafts_days")),
    Rule("posts_unclaimed", KeptPost, _before(KeptPost.made_at, "keep_posts_hours")),
]
_FILES, _WARNED, _ERASED = "letters_in_the_folder", "accounts_warned", "accounts_erased"


def register(rule: Rule) -> None:
    """Add a rule for a table of a room above this one."""
    _RULES.append(rule)


def counted() -> Mapping[str, int]:
    """Return how much of what would go now, by the name of its rule, and nothing where nothing would."""
    settings, now = config.current(), clock.now()
    found = {rule.name: _count(rule, settings, now) for rule in _RULES}
    found[_FILES] = len(_filed(settings, now))
    found[_WARNED], found[_ERASED] = len(_unused(to_warn=True)), len(_unused(to_warn=False))
    return {name: count for name, count in found.items() if count}


def sweep() -> Mapping[str, int]:
    """Delete what is over and write to whoever does not use their account; return how much of what.

    One entry of the audit log says how much. Unused accounts are left to `erase_unused`.
    """
    begin_write()
    settings, now = config.current(), clock.now()
    found = {rule.name: _delete(rule, settings, now) for rule in _RULES}
    found[_FILES] = sum(_unlink(path) for path in _filed(settings, now))
    found[_WARNED] = sum(_warn(person_id, now) for person_id in _unused(to_warn=True))
    found = {name: count for name, count in found.items() if count}
    if found:
        audit.record(audit.WORKER, "retention", None, **found)
    return found


def erase_unused() -> int:
    """Erase whoever was warned and did not come back; return how many. Commits one after another."""
    erased = 0
    ids = _unused(to_warn=False)
    db.session.rollback()
    for person_id in ids:
        try:
            erasure.erase(person_id, audit.WORKER, erasure.Reason.UNUSED)
            erased += 1
        except Conflict:
            continue  # The last administrator stays, however seldom they are needed.
    return erased


def _count(rule: Rule, settings: Settings, now: datetime) -> int:
    wanted = select(func.count()).select_from(rule.model).where(rule.over(settings, now))
    return int(db.session.scalar(wanted) or 0)


def _delete(rule: Rule, settings: Settings, now: datetime) -> int:
    count = _count(rule, settings, now)
    if count:
        db.session.execute(delete(rule.model).where(rule.over(settings, now)).execution_options(
            synchronize_session=False))
    return count


def _filed(settings: Settings, now: datetime) -> tuple[Any, ...]:
    return mail.filed_before(now - timedelta(days=settings.keep_letters_days))


def _unlink(path: Any) -> int:
    path.unlink(missing_ok=True)
    return 1


def _unused(*, to_warn: bool) -> list[str]:
    """Return who has not signed in for too long: those still to be warned, or those warned long ago."""
    settings, now = config.current(), clock.now()
    if not settings.keep_unused_months:
        return []
    limit = _months_before(now, settings.keep_unused_months)
    acted = select(Enrolment.person_id).where(Enrolment.last_at >= limit)
    is_unused = (
        or_(Person.last_seen_on.is_(None), Person.last_seen_on < limit.date()),
        Person.created_at < limit, Person.id.not_in(acted))
    warned = Person.warned_at.is_(None) if to_warn else (
        Person.warned_at < now - timedelta(days=settings.keep_warned_days))
    return list(db.session.scalars(select(Person.id).where(*is_unused, warned).order_by(Person.id)))


def _months_before(now: datetime, months: int) -> datetime:
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, 28))


def _warn(person_id: str, now: datetime) -> int:
    """Write to someone, where they have an address, that their account will go; the time runs from now."""
    settings = config.current()
    person, personal = db.session.get_one(Person, person_id), db.session.get_one(Personal, person_id)
    if personal.email:
        mail.send(personal.email, "account-unused", person.language,
                  days=settings.keep_warned_days, sign_in=links.sign_in_address(person.language))
    db.session.execute(update(Person).where(Person.id == person_id).values(warned_at=now))
    audit.record(audit.WORKER, "inactive_warned", person_id)
    return 1
