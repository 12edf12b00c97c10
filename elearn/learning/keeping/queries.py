"""Reads of what is kept and not yet an answer: for its writer alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from elearn.accounts import texts
from elearn.kernel import clock, db
from elearn.learning.keeping.models import Draft, KeptPost
from elearn.learning.keeping.services import POSTS_LAST
from elearn.learning.models import table_of


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """Words typed on one page and not sent. `base` is the event of the answer they were typed over."""

    page: str
    step: int
    base: str
    text: str
    at: datetime

    @property
    def mark(self) -> str:
        """What names the draft as it stands now, for the form that shows it."""
        return f"{self.page}-{self.step}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A form that waits to be confirmed: where it was sent to, with which fields, when."""

    id: str
    address: str
    fields: tuple[tuple[str, str], ...]
    made_at: datetime

    def first(self, name: str) -> str:
        """Return the first field of this name, or an empty text."""
        return next((value for each, value in self.fields if each == name), "")


_DRAFTS = select(table_of(Draft)).where(
    Draft.person_id == bindparam("person_id"), Draft.place.in_(bindparam("places", expanding=True)),
).order_by(Draft.updated_at.desc(), Draft.page)
_POSTS = select(table_of(KeptPost)).where(
    KeptPost.person_id == bindparam("person_id"),
    KeptPost.made_at > bindparam("since", type_=KeptPost.made_at.type),
).order_by(KeptPost.made_at, KeptPost.id)


def drafts(person_id: str, places: Iterable[str]) -> Mapping[str, tuple[KeptDraft, ...]]:
    """Return someone's drafts by place, the newest of each first; places without one are not there."""
    found: dict[str, tuple[KeptDraft, ...]] = {}
    for row in db.db.session.connection().execute(
            _DRAFTS, {"person_id": person_id, "places": list(places)}):
        text = texts.opened(person_id, row.place, row.sealed)
        if text is not None:
            kept = KeptDraft(row.page, row.step, row.base, text, row.updated_at)
            found[row.place] = (*found.get(row.place, ()), kept)
    return found


def waiting(person_id: str) -> tuple[Waiting, ...]:
    """Return the forms that wait for this person, oldest first; none after 24 hours."""
    rows = db.db.session.connection().execute(
        _POSTS, {"person_id": person_id, "since": clock.now() - POSTS_LAST})
    return tuple(each for row in rows if (each := _waiting(person_id, row)) is not None)


def _waiting(person_id: str, row: Any) -> Waiting | None:
    body = texts.opened(person_id, row.place, row.sealed)
    if body is None:
        return None
    return Waiting(row.id, row.address, tuple((name, value) for name, value in json.loads(body)),
                   row.made_at)
