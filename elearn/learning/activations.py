"""What each activation changed, kept beside the revisions: for those who ask later what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from elearn.document.catalogue import Revision
from elearn.document.comparison import AuthorsWord, Change, Part, What, compare, weighed, words_for
from elearn.document.weighing import Weight, heavier
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


@dataclass(frozen=True, slots=True)
class News:
    """What differs, and what authors say by the id they speak of; under "" of releases as a whole."""

    changes: tuple[Change, ...]
    sentences: Mapping[str, tuple[str, ...]]


_LATEST = select(func.max(Activation.id))
_LOG = (
    select(Activation, StoredRevision.lang)
    .join(StoredRevision, StoredRevision.id == Activation.revision_id)
    .where(StoredRevision.course_key == bindparam("course_key")).order_by(Activation.id))
# Who moved to the revision in the same moment completed in its terms: the event of the move comes first.
_COMPLETED_IN = select(StoredRevision.id).join(
    Event, Event.revision_number == StoredRevision.number).where(
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
    _keep(before, after, differences(before, after, said) if before else (), said)


def note_words(served: Revision, words: Iterable[AuthorsWord]) -> None:
    """Keep what an author says of the release that is served already, where it was not said before."""
    day = served.course.header.released
    known = {word for each in log(served.key) if each.lang == served.lang for word in each.words}
    fresh = tuple(each for each in words if each.released == day and each not in known)
    if fresh:
        _keep(served, served, (), fresh)


def _keep(
    before: Revision | None, after: Revision, changes: Iterable[Change], said: Iterable[AuthorsWord],
) -> None:
    db.db.session.connection().execute(insert(table_of(Activation)), {
        "revision_id": after.id, "before_id": before.id if before else None, "activated_at": clock.now(),
        "changes": [_plain(each) for each in changes], "words": [_plain(each) for each in said]})


def log(course_key: str) -> tuple[Activated, ...]:
    """Return the activations of a course, from the first to the last."""
    found = db.db.session.execute(_LOG, {"course_key": course_key})
    return tuple(_activated(row.Activation, row.lang) for row in found)


def news(finished: Revision, served: Revision) -> News:
    """Return what differs between the revision someone finished on and the one served in its language.

    Two revisions far apart are compared as they are; what lies between says how much a change weighs
    by its author, and in which words.
    """
    every = [each for each in log(finished.key) if each.lang == finished.lang]
    place = max((place for place, each in enumerate(every) if each.revision_id == finished.id), default=-1)
    between = every[place + 1:]
    sentences: dict[str, dict[str, None]] = {}
    for word in (word for each in between for word in each.words if word.sentence):
        sentences.setdefault(word.id, {})[word.sentence] = None
    said = (AuthorsWord(date.min, id_, weight, "") for id_, weight in _weights(between).items())
    return News(differences(finished, served, said), {key: tuple(held) for key, held in sentences.items()})


def _weights(between: Iterable[Activated]) -> Mapping[str, Weight]:
    """Return the heaviest weight that each id had in these activations, short of a key."""
    found: dict[str, Weight] = {}
    for each in between:
        for change in each.changes:
            if change.what is What.CHANGED:
                weight = Weight.WORDING if change.weight is Weight.KEY else change.weight
                found[change.id] = heavier(found.get(change.id, weight), weight)
        if each.revision_id == each.before:  # Words said afterwards, of what had changed already.
            found |= {word.id: word.weight for word in each.words if word.weight}
    return found


def latest() -> int:
    """Return the number of the latest activation, for those who keep what follows from all of them."""
    return int(db.db.session.connection().execute(_LATEST).scalar() or 0)


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
