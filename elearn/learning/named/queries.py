"""Lists made before: one by its number, and those that took someone in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, func, or_, select, union_all

from elearn.accounts import looks
from elearn.kernel.audit import AuditEntry
from elearn.kernel.db import db
from elearn.learning.models import Enrolment, EnrolmentFact
from elearn.learning.named.filters import Filters
from elearn.learning.named.models import NamedIn, NamedList

SITE_LISTED = "site_listed"
_MOST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Look:
    """A list that somebody opened; `purpose` is empty where none was asked, or its key is gone.

    `is_of_own_site`: a focal point opened it, whom it tells less.
    """

    id: int
    actor_id: str
    at: datetime
    purpose: str
    filters: Filters
    is_of_own_site: bool = False

    @property
    def course_key(self) -> str:
        return self.filters.course_key


def look(look_id: int) -> Look | None:
    """Return the list with this number, whoever opened it and when; None where there is none."""
    # No column holds a larger number, and asking PostgreSQL for one is an error.
    row = None if look_id > _MOST else db.session.execute(
        select(NamedList, AuditEntry).join(AuditEntry, AuditEntry.id == NamedList.look_id)
        .where(NamedList.look_id == look_id)).first()
    if row is None:
        return None
    held, entry = row
    filters = Filters(held.course_key, held.country, held.site, held.route, held.completed_from,
                      held.completed_until, held.completed_only)
    purpose = looks.opened(entry.actor_id, entry.detail)
    return Look(held.look_id, entry.actor_id, entry.at, purpose, filters, entry.action == SITE_LISTED)


def taken_in(person_id: str) -> CompoundSelect[int]:
    """Return a select of the numbers of all lists that took someone in."""
    written = select(NamedIn.look_id).where(NamedIn.person_id == person_id, NamedIn.was_in)
    return union_all(written, matched(person_id))


def settled_until(person_id: str) -> ColumnElement[int]:
    """Return the number of the last list of which it is written down whether it took someone in."""
    newest = select(func.max(NamedIn.look_id)).where(NamedIn.person_id == person_id)
    return func.coalesce(newest.scalar_subquery(), 0)


def matched(person_id: str) -> Select[int]:
    """Return a select of the later lists whose filters take someone in, as the facts stand now.

    Where a route or a completion came after a list was made, the list is judged by what was before it;
    where that cannot be told any more, one list too many is named rather than one too few.
    """
    fact, theirs = EnrolmentFact, Enrolment
    return (
        select(NamedList.look_id)
        .join(theirs, and_(theirs.course_key == NamedList.course_key, theirs.enrolled_at <= NamedList.at))
        .join(fact, fact.enrolment_id == theirs.id)
        .where(
            theirs.person_id == person_id, NamedList.look_id > settled_until(person_id),
            NamedList.country.in_(("", fact.country)), NamedList.site.in_(("", fact.site)),
            _by_route(), _by_completion()))


def _by_route() -> ColumnElement[bool]:
    changed_since = or_(Enrolment.attended_at > NamedList.at, Enrolment.declared_at > NamedList.at)
    return or_(NamedList.route.in_(("", Enrolment.route)), changed_since)


def _by_completion() -> ColumnElement[bool]:
    begun, ended = NamedList.completed_from, NamedList.completed_until
    asks_nothing: Any = and_(NamedList.completed_only.is_(False), begun.is_(None), ended.is_(None))
    day = EnrolmentFact.completed_on
    return or_(asks_nothing, and_(
        Enrolment.completed_at <= NamedList.at,
        or_(begun.is_(None), day >= begun), or_(ended.is_(None), day <= ended)))
