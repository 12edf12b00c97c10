"""What was done with someone's account, as they may read it: by which role, never by whose name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from elearn.accounts import keys
from elearn.accounts.models import AccessRole, Person
from elearn.kernel import audit
from elearn.kernel.audit import AuditEntry
from elearn.kernel.db import begin_write, db
from elearn.kernel.errors import NotFound

_PURPOSE = "audit purpose"


class Doer(StrEnum):
    """Who did something, where it was nobody with a role: oneself, the machine, somebody gone."""

    ONESELF = "oneself"
    KEEPER = "keeper"
    PROGRAM = "program"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Look:
    """One entry; `by` is the role that its doer holds now, `purpose` what they said it was for.

    `filters` says what a list of many was narrowed by.
    """

    at: datetime
    action: str
    by: AccessRole | Doer
    purpose: str
    filters: Mapping[str, Any] = field(default_factory=dict)


def note_look(actor_id: str, person_id: str, purpose: str) -> None:
    """Write down that staff looked at this person's row, and why; call it before showing anything.

    The purpose is sealed under the person's key: it may name them, and the log outlives them.
    """
    begin_write()
    audit.record(actor_id, "looked_at", person_id, **sealed(person_id, purpose))


def sealed(person_id: str, words: str) -> dict[str, object]:
    """Return words typed about a person as a detail of the audit log: sealed under the person's key."""
    return {"sealed_purpose": keys.seal(person_id, _PURPOSE, words)}


def opened(person_id: str, detail: Mapping[str, object]) -> str:
    """Return the words that `sealed` sealed, or nothing where there are none or the key is gone."""
    held = detail.get("sealed_purpose")
    if not isinstance(held, str):
        return ""
    try:
        return keys.open_sealed(person_id, _PURPOSE, held)
    except NotFound:
        return ""


def looks(
    person_id: str, most: int = 25, skip: int = 0, also: audit.Ids | None = None,
) -> tuple[Look, ...]:
    """Return what was done with someone's account, the newest first; for that person alone.

    `also` selects the entries about many that concern them too.
    """
    entries = audit.about(person_id, most, skip, also)
    roles = _roles(entry.actor_id for entry in entries)
    return tuple(
        Look(entry.at, entry.action, _by(entry, person_id, roles), _words(entry), _filters(entry))
        for entry in entries)


def _words(entry: AuditEntry) -> str:
    # What was typed about one person opens under that person's key; about many, under the typist's.
    return opened(entry.subject_id or entry.actor_id, entry.detail)


def _filters(entry: AuditEntry) -> dict[str, Any]:
    held = entry.detail.get("filters")
    return held if isinstance(held, dict) else {}


def _roles(ids: Iterable[str]) -> dict[str, AccessRole]:
    rows = db.session.execute(
        select(Person.id, Person.access_role).where(Person.id.in_(sorted(set(ids)))))
    return {row.id: row.access_role for row in rows}


def _by(entry: AuditEntry, person_id: str, roles: dict[str, AccessRole]) -> AccessRole | Doer:
    if entry.actor_id == person_id:
        return Doer.ONESELF
    nobody = {audit.COMMAND_LINE: Doer.KEEPER, audit.WORKER: Doer.PROGRAM}
    return roles.get(entry.actor_id) or nobody.get(entry.actor_id, Doer.GONE)
