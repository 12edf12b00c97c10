"""Reads of private notes: for their writer alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from elearn.accounts import texts
from elearn.kernel import db
from elearn.learning.models import table_of
from elearn.learning.notes.models import Note


def place_of(section_id: str) -> str:
    """Return the place under whose key the note beside a section is sealed."""
    return f"note/{section_id}"


@dataclass(frozen=True, slots=True)
class KeptNote:
    """A note as it stands; `text` is empty where it was deleted. `mark` names this very state of it."""

    section_id: str
    mark: str
    text: str
    at: datetime


_NOTE = table_of(Note)
_MINE = select(_NOTE).where(_NOTE.c.person_id == bindparam("person_id"))
_BESIDE = _MINE.where(_NOTE.c.section_id.in_(bindparam("section_ids", expanding=True)))
_EVERY = _MINE.where(_NOTE.c.sealed != "").order_by(_NOTE.c.updated_at.desc(), _NOTE.c.section_id)

_COUNT = select(func.count().label("count"), func.max(_NOTE.c.updated_at).label("last")).where(
    _NOTE.c.person_id == bindparam("person_id"), _NOTE.c.sealed != "")


def beside(person_id: str, section_ids: Iterable[str]) -> Mapping[str, KeptNote]:
    """Return someone's notes beside these sections, by section; those deleted are there without words."""
    rows = db.db.session.connection().execute(
        _BESIDE, {"person_id": person_id, "section_ids": list(section_ids)})
    return {row.section_id: kept(row) for row in rows}


def every(person_id: str) -> tuple[KeptNote, ...]:
    """Return all the notes that someone has, the one written last first."""
    rows = db.db.session.connection().execute(_EVERY, {"person_id": person_id})
    return tuple(each for each in map(kept, rows) if each.text)


def written(person_id: str) -> tuple[int, datetime | None]:
    """Return how many notes someone has, and when the last was written."""
    row = db.db.session.connection().execute(_COUNT, {"person_id": person_id}).one()
    return row[0], row[1]


def kept(row: Any) -> KeptNote:
    """Return the note in a row, opened."""
    # A text whose key was destroyed is gone, even where the row does not say so.
    text = texts.opened(row.person_id, place_of(row.section_id), row.sealed) if row.sealed else None
    return KeptNote(row.section_id, f"{row.page}-{row.step}", text or "", row.updated_at)
