"""What changed figures otherwise than by learners' own acts: who did it, when and why, about whom never.

Read from the audit log and the list of snapshots, a month at a time. Of erasures there is a number
alone: an entry each would say on which day somebody went.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from elearn.accounts import looks
from elearn.accounts.looks import Doer
from elearn.accounts.models import AccessRole, Person, Personal
from elearn.accounts.principal import STAFF
from elearn.kernel import audit, clock
from elearn.kernel.audit import AuditEntry
from elearn.kernel.db import db
from elearn.reports.models import Snapshot

PAGE = 50
_NOBODY = {audit.COMMAND_LINE: Doer.KEEPER, audit.WORKER: Doer.PROGRAM}
_MONTHS, _BATCH = 12, 500


class Kind(StrEnum):
    """What was done, as the list can be narrowed by it."""

    RECORD = "record"
    TRAITS = "traits"
    ROLE = "role"
    CERTIFICATE = "certificate"
    KEY = "key"
    SITE = "site"
    SNAPSHOT = "snapshot"
    ERASURE = "erasure"


ACTIONS: Mapping[Kind, tuple[str, ...]] = {
    Kind.RECORD: ("record_corrected",), Kind.TRAITS: ("traits_corrected",), Kind.ROLE: ("role_changed",),
    Kind.CERTIFICATE: ("certificate_revoked", "certificate_reissued"),
    Kind.KEY: ("item_remarked", "item_withdrawn"),
    Kind.SITE: ("site_added", "site_renamed", "site_closed", "site_opened"), Kind.SNAPSHOT: (),
    Kind.ERASURE: (),
}
SNAPSHOT_TAKEN = "snapshot_taken"


@dataclass(frozen=True, slots=True)
class Change:
    """One act; `who` names staff who are still that, `detail` holds what of the entry is about nobody."""

    at: datetime
    action: str
    by: AccessRole | Doer
    who: str
    who_id: str
    reason: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Month:
    """A month such as `2026-11`: its changes, how many pages of them there are, how many were erased."""

    month: str
    changes: tuple[Change, ...]
    pages: int
    erased: int


def months() -> tuple[str, ...]:
    """Return the months from the first entry of the log to this one, the latest first."""
    first = db.session.scalar(select(AuditEntry.at).order_by(AuditEntry.id).limit(1)) or clock.now()
    first, last = first.astimezone(UTC), clock.now().astimezone(UTC)
    numbers = range(first.year * _MONTHS + first.month - 1, last.year * _MONTHS + last.month)
    return tuple(f"{number // _MONTHS:04d}-{number % _MONTHS + 1:02d}" for number in reversed(numbers))


def in_month(month: str, kind: Kind | None, page: int = 1, most: int = PAGE) -> Month:
    """Return a page of what was done in a month, the newest first; all of it where `most` is 0."""
    entries, snapshots = _entries(month, kind), _snapshots(month, kind)
    count = int(db.session.scalar(select(func.count()).select_from(AuditEntry).where(entries)) or 0)
    wanted = select(AuditEntry).where(entries).order_by(AuditEntry.id.desc())
    if most:
        wanted = wanted.limit(page * most)
    found = _told(list(db.session.scalars(wanted)))
    changes = sorted([*found, *snapshots], key=lambda each: each.at, reverse=True)
    if most:
        changes = changes[(page - 1) * most:page * most]
    pages = max(1, -(-(count + len(snapshots)) // most)) if most else 1
    erased = _erased(month) if kind in (None, Kind.ERASURE) else 0
    return Month(month, tuple(changes), pages, erased)


def without_name(words: str, name: str) -> str:
    """Return a reason with every part of its person's name taken out: staff read why, not about whom."""
    for part in sorted(name.split(), key=len, reverse=True):
        if len(part) > 1:
            # Scripts without capitals set words without spaces, or join them to others.
            edge = r"(?<!\w){}(?!\w)" if part.lower() != part.upper() else "{}"
            words = re.sub(edge.format(re.escape(part)), "…", words, flags=re.IGNORECASE)
    return words


def _between(month: str, column: Any) -> ColumnElement[bool]:
    first = date.fromisoformat(f"{month}-01")
    after = date(first.year + first.month // _MONTHS, first.month % _MONTHS + 1, 1)
    begin, end = (datetime(each.year, each.month, 1, tzinfo=UTC) for each in (first, after))
    return and_(column >= begin, column < end)


def _entries(month: str, kind: Kind | None) -> ColumnElement[bool]:
    actions = ACTIONS[kind] if kind else [each for held in ACTIONS.values() for each in held]
    # A holder who has a certificate issued again under another name changes no figure.
    by_oneself = or_(AuditEntry.subject_id.is_(None), AuditEntry.subject_id != AuditEntry.actor_id)
    return and_(AuditEntry.action.in_(actions), by_oneself, _between(month, AuditEntry.at))


def _snapshots(month: str, kind: Kind | None) -> list[Change]:
    if kind not in (None, Kind.SNAPSHOT):
        return []
    found = db.session.execute(
        select(Snapshot.taken_at, Snapshot.course_key).where(_between(month, Snapshot.taken_at)))
    return [Change(row.taken_at, SNAPSHOT_TAKEN, Doer.PROGRAM, "", "", "", {"course": row.course_key})
            for row in found]


def _erased(month: str) -> int:
    return int(db.session.scalar(select(func.count()).select_from(AuditEntry).where(
        AuditEntry.action == "erased", _between(month, AuditEntry.at))) or 0)


def _told(entries: Sequence[AuditEntry]) -> list[Change]:
    actors = _people(each.actor_id for each in entries)
    subjects = _people(each.subject_id for each in entries if each.subject_id)
    return [_change(each, actors, subjects) for each in entries]


def _people(ids: Iterable[str]) -> dict[str, Any]:
    wanted = sorted(set(ids))
    found: dict[str, Any] = {}
    for start in range(0, len(wanted), _BATCH):
        rows = db.session.execute(
            select(Person.id, Person.access_role, Personal.display_name)
            .join(Personal, Personal.person_id == Person.id)
            .where(Person.id.in_(wanted[start:start + _BATCH])))
        found |= {row.id: row for row in rows}
    return found


def _change(entry: AuditEntry, actors: Mapping[str, Any], subjects: Mapping[str, Any]) -> Change:
    actor = actors.get(entry.actor_id)
    by = actor.access_role if actor is not None else _NOBODY.get(entry.actor_id, Doer.GONE)
    # Whoever is of the staff no more is a learner like any other, and not named.
    who, who_id = (
        (actor.display_name, entry.actor_id) if actor and actor.access_role in STAFF else ("", ""))
    return Change(entry.at, entry.action, by, who, who_id, _reason(entry, subjects), _detail(entry))


def _reason(entry: AuditEntry, subjects: Mapping[str, Any]) -> str:
    if entry.subject_id is None:
        return str(entry.detail.get("reason", ""))
    subject = subjects.get(entry.subject_id)
    if subject is None:
        return ""
    return without_name(looks.opened(entry.subject_id, entry.detail), subject.display_name)


# Of an entry about somebody, what is about nobody: no value of a trait, no site of one person.
_SHOWN = ("kind", "uncompletes", "certificate", "fields", "before", "after", "version", "item", "course",
          "attempts", "changed", "site")


def _detail(entry: AuditEntry) -> dict[str, Any]:
    return {name: entry.detail[name] for name in _SHOWN if name in entry.detail}
