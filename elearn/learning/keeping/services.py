"""Keeping and forgetting drafts and posts. Each begins to write; the doors commit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, insert, select, update

from elearn.accounts import texts
from elearn.accounts.models import Person
from elearn.kernel import clock, db
from elearn.kernel.errors import BadInput, NotFound, TooOften
from elearn.learning import refusals
from elearn.learning.acts import TEXT_LIMIT, is_event_id
from elearn.learning.keeping.models import Draft, KeptPost
from elearn.learning.models import Enrolment, Event, table_of

# What is older is shown to nobody; `retention` deletes it, as it does drafts.
POSTS_LAST = timedelta(hours=24)
# More pages than these are not open at once; the oldest draft makes room.
MOST_DRAFTS = 5
MOST_POSTS = 40
# Of any page the first save comes after ten seconds; so many a day would take a year of days.
MOST_STEPS = 1_000_000

Fields = tuple[tuple[str, str], ...]
_DRAFT, _POST = table_of(Draft), table_of(KeptPost)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a page holds: see `Draft`. `shown` names the draft it was drawn with, or is empty."""

    place: str
    page: str
    base: str
    step: int
    text: str
    shown: str = ""


def save_draft(person_id: str, typed: Typed) -> bool:
    """Keep what a page holds, in place of what it held before and of the draft it was drawn with.

    Return whether it is kept: nothing is for an empty text, for a later step kept already, and for a page
    that was sent meanwhile. Drafts of other pages stay beside it. Raise BadInput for what is no draft.
    """
    if not (is_event_id(typed.page) and is_event_id(typed.base or typed.page)
            and 0 <= typed.step <= MOST_STEPS):
        raise BadInput(refusals.FORM_NOT_WHOLE)
    if len(typed.text) > TEXT_LIMIT:
        raise BadInput(refusals.TOO_LONG)
    _lock(person_id)
    if not typed.text.strip() or _was_sent(person_id, typed.page):
        return False
    _put(person_id, typed)
    if typed.shown:
        forget_shown(person_id, typed.place, typed.shown, but=typed.page)
    _make_room(person_id, typed.place)
    return True


def _put(person_id: str, typed: Typed) -> None:
    connection = db.db.session.connection()
    mine = (_DRAFT.c.person_id == person_id, _DRAFT.c.place == typed.place, _DRAFT.c.page == typed.page)
    said = {"base": typed.base, "step": typed.step, "updated_at": clock.now(),
            "sealed": texts.seal(person_id, typed.place, typed.text)}
    if connection.execute(select(_DRAFT.c.step).where(*mine)).first() is None:
        connection.execute(insert(_DRAFT), {
            "person_id": person_id, "place": typed.place, "page": typed.page, **said})
    else:
        # Two saves of one page may arrive the wrong way round: the later words stay.
        connection.execute(update(_DRAFT).where(*mine, _DRAFT.c.step <= typed.step).values(**said))


def _lock(person_id: str) -> None:
    """Let the drafts and posts of a person be changed by one at a time; raise NotFound for nobody."""
    db.begin_write()
    found = db.db.session.execute(
        select(Person.id).where(Person.id == person_id).with_for_update()).first()
    if found is None:
        raise NotFound("no such person")


def _was_sent(person_id: str, event_id: str) -> bool:
    return db.db.session.execute(
        select(Event.seq).join(Enrolment, Enrolment.id == Event.enrolment_id)
        .where(Enrolment.person_id == person_id, Event.id == event_id)).first() is not None


def _make_room(person_id: str, place: str) -> None:
    here = (_DRAFT.c.person_id == person_id, _DRAFT.c.place == place)
    pages = db.db.session.connection().execute(
        select(_DRAFT.c.page).where(*here).order_by(_DRAFT.c.updated_at.desc(), _DRAFT.c.page)).scalars()
    gone = list(pages)[MOST_DRAFTS:]
    if gone:
        db.db.session.execute(delete(_DRAFT).where(*here, _DRAFT.c.page.in_(gone)))


def forget_shown(person_id: str, place: str, shown: str, *, but: str = "") -> None:
    """Drop the draft that a page was drawn with, unless another page has written on in it since.

    `shown` is what `queries.KeptDraft.mark` said.
    """
    page, _, step = shown.partition("-")
    if not is_event_id(page) or not (step.isascii() and step.isdigit() and len(step) < 9):
        return
    db.begin_write()
    db.db.session.execute(delete(_DRAFT).where(
        _DRAFT.c.person_id == person_id, _DRAFT.c.place == place, _DRAFT.c.page == page,
        _DRAFT.c.step == int(step), _DRAFT.c.page != but))


def forget_sent(person_id: str, place: str, page: str, shown: str) -> None:
    """Drop the draft of a page whose words were saved, and the one it was drawn with."""
    db.begin_write()
    db.db.session.execute(delete(_DRAFT).where(
        _DRAFT.c.person_id == person_id, _DRAFT.c.place == place, _DRAFT.c.page == page))
    forget_shown(person_id, place, shown)


def forget_place(person_id: str, place: str) -> None:
    """Drop every draft and every kept post of a place: its writer deletes their words there."""
    db.begin_write()
    for table in (_DRAFT, _POST):
        db.db.session.execute(delete(table).where(
            table.c.person_id == person_id, table.c.place == place))


def keep_post(person_id: str, address: str, place: str, fields: Iterable[tuple[str, str]]) -> str:
    """Keep the fields of a form, sealed for its sender, once; return the id it is kept under.

    Raise TooOften where too many wait already, NotFound where the person or their key is gone.
    """
    _lock(person_id)
    connection, body = db.db.session.connection(), json.dumps(list(fields), ensure_ascii=False)
    name = texts.digest(person_id, place, f"{address}\0{body}")
    post_id = hashlib.sha256(name.encode()).hexdigest()[:32]
    if connection.execute(select(_POST.c.id).where(_POST.c.id == post_id)).first() is not None:
        return post_id
    waiting = connection.execute(
        select(func.count()).select_from(_POST).where(_POST.c.person_id == person_id)).scalar_one()
    if waiting >= MOST_POSTS:
        raise TooOften
    connection.execute(insert(_POST), {
        "id": post_id, "person_id": person_id, "address": address, "place": place,
        "sealed": texts.seal(person_id, place, body), "made_at": clock.now()})
    return post_id


def forget_post(person_id: str, post_id: str) -> None:
    """Drop a post of this person; nothing happens where there is none of theirs."""
    db.begin_write()
    db.db.session.execute(delete(_POST).where(_POST.c.person_id == person_id, _POST.c.id == post_id))
