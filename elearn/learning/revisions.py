"""What is served: activating a revision, and finding the revisions again by id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import bindparam, func, insert, select, text, update

from elearn.document import canonical
from elearn.document.catalogue import Catalogue, Revision, revision_of
from elearn.document.comparison import AuthorsWord
from elearn.document.course import Course, TestBank
from elearn.kernel import clock, db
from elearn.kernel.errors import NotFound
from elearn.learning import activations, search
from elearn.learning.models import StoredRevision
from elearn.learning.outline import Outline, known_outline, outline_of

_TABLE = StoredRevision.__table__
_BY_ID = select(StoredRevision.json).where(StoredRevision.id == bindparam("id"))
_IS_CURRENT = select(StoredRevision.is_current).where(StoredRevision.id == bindparam("id"))
_CURRENT = select(
    StoredRevision.id, StoredRevision.course_key, StoredRevision.lang,
).where(StoredRevision.is_current).order_by(StoredRevision.activated_at)
_AFTER = StoredRevision.__table__.alias("after")
_BEFORE = select(StoredRevision.id).join(
    _AFTER, (_AFTER.c.course_key == StoredRevision.course_key)
    & (_AFTER.c.edition == StoredRevision.edition) & (_AFTER.c.lang == StoredRevision.lang)
    & (_AFTER.c.activated_at > StoredRevision.activated_at),
).where(_AFTER.c.id == bindparam("id")).order_by(StoredRevision.activated_at.desc()).limit(1)
_BEGINNING = select(StoredRevision.id).where(
    StoredRevision.id >= bindparam("least"), StoredRevision.id < bindparam("most")).limit(2)
_HEX = re.compile("[0-9a-f]{8,64}")
_SERVED = select(StoredRevision.id).where(
    StoredRevision.course_key == bindparam("key"), StoredRevision.edition == bindparam("edition"),
    StoredRevision.lang == bindparam("lang"), StoredRevision.is_current)
_NEXT_NUMBER = select(func.coalesce(func.max(StoredRevision.number), 0) + 1).scalar_subquery()
_NUMBER = select(StoredRevision.number).where(StoredRevision.id == bindparam("id"))
_IDS = select(StoredRevision.id).order_by(StoredRevision.activated_at)


def activate(course: Course, bank: TestBank, words: Iterable[AuthorsWord] = ()) -> str:
    """Serve this course from now on in its language and edition; return the revision's id.

    What was served before stays stored: events name it. Activating it again serves it again. What
    changes by it is kept in table `activation`, with what the author says of it.
    """
    db.begin_write()
    connection = db.db.session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE revision IN EXCLUSIVE MODE"))
    revision = revision_of(course, bank)
    header = course.header
    before = connection.execute(_SERVED, {
        "key": header.key, "edition": header.edition, "lang": header.lang}).scalar()
    connection.execute(update(StoredRevision).where(
        StoredRevision.course_key == header.key, StoredRevision.edition == header.edition,
        StoredRevision.lang == header.lang, StoredRevision.id != revision.id,
        StoredRevision.is_current).values(is_current=False))
    if is_current(revision.id) is None:
        connection.execute(insert(StoredRevision).values(
            id=revision.id, number=_NEXT_NUMBER, course_key=header.key, edition=header.edition,
            lang=header.lang, released=header.released, json=canonical.dump((course, bank)),
            activated_at=clock.now(), is_current=True))
    else:
        connection.execute(update(StoredRevision).where(
            StoredRevision.id == revision.id).values(is_current=True))
    if before == revision.id:
        activations.note_words(revision, words)
    else:
        activations.note(load(before) if before else None, revision, words)
    search.fill(revision, keeping=[before] if before else ())
    return revision.id


def make_findable() -> None:
    """Store what can be searched in the revisions served, where an earlier version did not yet."""
    for revision_id in search.unfilled():
        search.fill(load(revision_id))


def named(beginning: str) -> str | None:
    """Return the id of the stored revision whose id begins so, or None where none or several do."""
    if not _HEX.fullmatch(beginning):
        return None
    found = db.db.session.connection().execute(
        _BEGINNING, {"least": beginning, "most": beginning + "g"}).scalars().all()
    return str(found[0]) if len(found) == 1 else None


def is_current(revision_id: str) -> bool | None:
    """Say whether a revision is being served, or None where it was never activated."""
    found: bool | None = db.db.session.connection().execute(
        _IS_CURRENT, {"id": revision_id}).scalar()
    return found


def number(revision_id: str) -> int:
    """Return what stands for a revision in the events of this database; raise NoResultFound for none."""
    return int(db.db.session.connection().execute(_NUMBER, {"id": revision_id}).scalar_one())


def current_ids() -> dict[tuple[str, str], str]:
    """Return the id of what is served now, by course and language; one small query."""
    rows = db.db.session.connection().execute(_CURRENT)
    return {(row.course_key, row.lang): row.id for row in rows}


def before(revision_id: str) -> str | None:
    """Return the id of what was served in this language and edition before a revision, or None."""
    found: str | None = db.db.session.connection().execute(_BEFORE, {"id": revision_id}).scalar()
    return found


def catalogue() -> Catalogue:
    """Return what is served; revisions of the past are read when they are first asked for."""
    held = current_ids()
    stored = _Stored()
    for revision_id in held.values():
        stored[revision_id]
    return Catalogue(stored, held)


def outline(revision_id: str) -> Outline:
    """Return the outline of a stored revision; raise NotFound where there is none."""
    found = known_outline(revision_id)
    return found if found is not None else outline_of(load(revision_id))


def load(revision_id: str) -> Revision:
    """Read a revision from the database; raise NotFound where it was never activated."""
    held = db.db.session.connection().execute(_BY_ID, {"id": revision_id}).scalar()
    if held is None:
        raise NotFound(f"no revision {revision_id!r}")
    course, bank = canonical.load(held)
    return Revision(revision_id, course, bank)


class _Stored(Mapping[str, Revision]):
    """The stored revisions by id, each read once."""

    def __init__(self) -> None:
        self._read: dict[str, Revision] = {}

    def __getitem__(self, revision_id: str) -> Revision:
        if revision_id not in self._read:
            try:
                self._read[revision_id] = load(revision_id)
            except NotFound:
                raise KeyError(revision_id) from None
        return self._read[revision_id]

    def __iter__(self) -> Iterator[str]:
        return iter(db.db.session.connection().execute(_IDS).scalars().all())

    def __len__(self) -> int:
        return len(list(iter(self)))
