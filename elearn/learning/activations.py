"""What each activation changed, kept beside the revisions: for those who ask later what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, select

from elearn.document.catalogue import Revision
from elearn.document.comparison import AuthorsWord, Change, Part, What, compare, weighed, words_for
from elearn.document.weighing import Weight
from elearn.kernel import clock, db
from elearn.learning.acts import EventKind
from elearn.learning.models import Activation, Event, StoredRevision, table_of


@dataclass(frozen=True, slots=True)
class Activated:
    """One activation of the past; `before` is empty where nothing was served until then."""

    revision_id: str
    lang: str
    before: str
    at: datetime
    changes: tuple[Change, ...]
    words: tuple[AuthorsWord, ...]


_LOG = (
    select(Activation, StoredRevision.lang)
    .join(StoredRevision, StoredRevision.id == Activation.revision_id)
    .where(StoredRevision.course_key == bindparam("course_key")).order_by(Activation.id))
# Who moved to the revision in the same moment completed in its terms: the event of the move comes first.
_COMPLETED_IN = select(Event.revision_id).where(
    Event.enrolment_id == bindparam("enrolment_id"), Event.kind.in_((EventKind.ENROL, EventKind.MOVE)),
    Event.received_at <= bindparam("completed_at")).order_by(Event.seq.desc()).limit(1)


def differences(
    before: Revision, after: Revision, words: Iterable[AuthorsWord],
) -> tuple[Change, ...]:
    """Return what differs between two revisions, weighed by comparison and by the author's word."""
    return weighed(compare(before.course, after.course, (before.bank, after.bank)), words)


def note(before: Revision | None, after: Revision, words: Iterable[AuthorsWord]) -> None:
    """Keep what an activation changed, in its transaction; the first of its language changes nothing."""
    days = [each.course.header.released for each in (before or after, after)]
    said = words_for(words, *days) if before else ()
    changes = differences(before, after, said) if before else ()
    db.db.session.connection().execute(insert(table_of(Activation)), {
        "revision_id": after.id, "before_id": before.id if before else None, "activated_at": clock.now(),
        "changes": [_plain(each) for each in changes], "words": [_plain(each) for each in said]})


def log(course_key: str) -> tuple[Activated, ...]:
    """Return the activations of a course, from the first to the last."""
    found = db.db.session.execute(_LOG, {"course_key": course_key})
    return tuple(_activated(row.Activation, row.lang) for row in found)


def words_since(revision: Revision) -> tuple[AuthorsWord, ...]:
    """Return what authors said at the activations after a revision was last served, in its language."""
    every = [each for each in log(revision.key) if each.lang == revision.lang]
    place = max((place for place, each in enumerate(every) if each.revision_id == revision.id), default=-1)
    return tuple(word for each in every[place + 1:] for word in each.words)


def completed_in(enrolment_id: str, completed_at: datetime) -> str:
    """Return the revision in terms of which someone completed the course then."""
    return str(db.db.session.connection().execute(_COMPLETED_IN, {
        "enrolment_id": enrolment_id, "completed_at": completed_at}).scalar())


def _plain(value: Change | AuthorsWord) -> dict[str, Any]:
    return {name: held.isoformat() if isinstance(held, date) else held
            for name, held in asdict(value).items()}


def _activated(held: Any, lang: str) -> Activated:
    return Activated(
        held.revision_id, lang, held.before_id or "", held.activated_at,
        tuple(_change(each) for each in held.changes), tuple(_word(each) for each in held.words))


def _change(held: Mapping[str, Any]) -> Change:
    return Change(**{**held, "part": Part(held["part"]), "what": What(held["what"]),
                     "weight": Weight(held["weight"])})


def _word(held: Mapping[str, Any]) -> AuthorsWord:
    return AuthorsWord(
        date.fromisoformat(held["released"]), held["id"],
        Weight(held["weight"]) if held["weight"] else None, held["sentence"])
