"""Writing and deleting private notes. Each verb begins to write; the doors commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from elearn.accounts import texts
from elearn.accounts.models import Person
from elearn.kernel import clock, db
from elearn.kernel.errors import BadInput, Conflict, NotFound
from elearn.learning import refusals
from elearn.learning.acts import TEXT_LIMIT, is_event_id
from elearn.learning.keeping import services as keeping
from elearn.learning.models import table_of
from elearn.learning.notes.models import Note
from elearn.learning.notes.queries import KeptNote, kept, place_of

# What a press on the button says comes after all that its page has saved by itself.
LAST_STEP = 1_000_000
_NOTE = table_of(Note)


@dataclass(frozen=True, slots=True)
class Written:
    """What a page sends: its event id, how often it saved, and the `mark` of the note it was drawn with."""

    section_id: str
    page: str
    step: int
    base: str
    text: str


def save(person_id: str, written: Written) -> KeptNote | None:
    """Keep a note in place of the one its page was drawn with, or that this page saved before.

    Return the note that stands there where another page wrote it meanwhile (without words where it was
    deleted): then nothing is changed. Raise BadInput for what is no note.
    """
    if not is_event_id(written.page) or not 0 <= written.step <= LAST_STEP:
        raise BadInput(refusals.FORM_NOT_WHOLE)
    if len(written.text) > TEXT_LIMIT:
        raise BadInput(refusals.TOO_LONG)
    if not written.text.strip():
        raise BadInput(refusals.NOTE_EMPTY)
    row = _locked(person_id, written.section_id)
    if row is not None and row.page == written.page and row.sealed:
        if row.step <= written.step:
            _put(person_id, written, row)
        return None
    now = kept(row) if row is not None else None
    if now is not None and now.mark != written.base:
        return now if now.text != written.text else None
    _put(person_id, written, row)
    return None


def delete(person_id: str, section_id: str, page: str, base: str) -> None:
    """Delete a note for ever: the key of its words is destroyed, so that no copy of them opens.

    Done twice it is done once. Raise Conflict where the note is not the one that `base` names.
    """
    if not is_event_id(page):
        raise BadInput(refusals.FORM_NOT_WHOLE)
    row = _locked(person_id, section_id)
    if row is None or not row.sealed:
        return
    if f"{row.page}-{row.step}" != base:
        raise Conflict(refusals.NOTE_CHANGED)
    place = place_of(section_id)
    name = texts.key_name(person_id, place)
    db.db.session.connection().execute(update(_NOTE).where(*_mine(person_id, section_id)).values(
        sealed="", page=page, step=0, ended=f"{row.ended} {name}".strip(), updated_at=clock.now()))
    keeping.forget_place(person_id, place)
    # Last of all, since no database takes it back: what could be refused has been written by now.
    texts.destroy(person_id, place, name)


def destroy_deleted(connection: Connection) -> int:
    """Destroy again the keys of deleted notes, which a restored keys.db may hold; return how many.

    For every restore, before it serves.
    """
    found = connection.execute(
        select(_NOTE.c.person_id, _NOTE.c.section_id, _NOTE.c.ended).where(_NOTE.c.ended != "")).all()
    names = [(row, name) for row in found for name in row.ended.split()]
    for row, name in names:
        texts.destroy(row.person_id, place_of(row.section_id), name)
    return len(names)


def _locked(person_id: str, section_id: str) -> Any:
    """Return the row of a note once nobody else changes this person's; raise NotFound for nobody."""
    db.begin_write()
    connection = db.db.session.connection()
    found = connection.execute(
        select(table_of(Person).c.id).where(Person.id == person_id).with_for_update()).first()
    if found is None:
        raise NotFound("no such person")
    return connection.execute(select(_NOTE).where(*_mine(person_id, section_id))).first()


def _put(person_id: str, written: Written, row: Any) -> None:
    said = {"page": written.page, "step": written.step, "updated_at": clock.now(),
            "sealed": texts.seal(person_id, place_of(written.section_id), written.text)}
    connection = db.db.session.connection()
    if row is None:
        connection.execute(insert(_NOTE), {
            "person_id": person_id, "section_id": written.section_id, "ended": "", **said})
    else:
        connection.execute(update(_NOTE).where(*_mine(person_id, written.section_id)).values(**said))


def _mine(person_id: str, section_id: str) -> tuple[Any, Any]:
    return _NOTE.c.person_id == person_id, _NOTE.c.section_id == section_id
