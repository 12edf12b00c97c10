"""Searching a revision: its places stored when it is activated, and found again by their words.

What is typed reaches a database only as words of letters and digits, which no query language can take
for anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, inspect, or_, select, text
from sqlalchemy.engine import Connection

from elearn.document import search_text
from elearn.document.catalogue import Revision
from elearn.document.findable import Findable, PlaceKind, findable
from elearn.kernel import db
from elearn.learning.models import StoredRevision, table_of
from elearn.learning.search_tables import INDEX, VECTOR, SearchPlace

# With fewer places than these that hold every word, those that hold some are shown as well.
FEW = 5
_PLACE, _REVISION = table_of(SearchPlace), table_of(StoredRevision)
_SHOWN = "p.kind, p.block_id, p.unit_id, p.title, p.body"
_SQLITE = text(
    f"SELECT {_SHOWN} FROM {INDEX} JOIN search_place p ON p.id = {INDEX}.rowid"
    f" WHERE {INDEX} MATCH :wanted AND p.revision_id = :revision"
    f" ORDER BY bm25({INDEX}, 8.0, 1.0), p.id LIMIT :most OFFSET :after")
_POSTGRESQL = text(
    f"SELECT {_SHOWN} FROM search_place p, to_tsquery('simple', :wanted) wanted"
    f" WHERE p.revision_id = :revision AND {VECTOR} @@ wanted"
    f" ORDER BY ts_rank({VECTOR}, wanted, 1) DESC, p.id LIMIT :most OFFSET :after")


@dataclass(frozen=True, slots=True)
class Found:
    """A place that was found; see `Findable`."""

    kind: PlaceKind
    block_id: str
    unit_id: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, best first: places with every word, then others with one or more of them.

    `has_more` says that there are more places with every word, or of `others` where there are none.
    """

    places: tuple[Found, ...]
    others: tuple[Found, ...] = ()
    has_more: bool = False


def find(
    revision_id: str, words: Sequence[str], *, most: int = 20, after: int = 0, is_any: bool = False,
) -> Findings:
    """Return the places of a revision that hold all `words` of `search_text.asked_words`.

    Where these are few, those follow that hold any of them, or a word that begins so: one query, or two.
    `after` skips what was shown; with `is_any` all that hold any of the words are looked through.
    """
    if not words:
        return Findings(())
    if is_any:
        some = _rows(revision_id, words, most + 1, after, is_any=True)
        return Findings((), _found(some[:most]), len(some) > most)
    every = _rows(revision_id, words, most + 1, after, is_any=False)
    if after or len(every) >= FEW:
        return Findings(_found(every[:most]), (), len(every) > most)
    some = _rows(revision_id, words, most + 1, 0, is_any=True)
    held = {(row.kind, row.block_id) for row in every}
    others = [row for row in some if (row.kind, row.block_id) not in held][:most - len(every)]
    return Findings(_found(every), _found(others), len(some) > len(every) + len(others))


def _found(rows: Sequence[Any]) -> tuple[Found, ...]:
    return tuple(Found(PlaceKind(row.kind), row.block_id, row.unit_id, row.title, row.body) for row in rows)


def fill(revision: Revision, *, keeping: Sequence[str] = ()) -> None:
    """Store what can be found in a revision, and drop that of revisions nobody reads any more.

    Nobody reads what is not served, but those named in `keeping`: a running server may still. Call it
    inside a writing transaction.
    """
    connection = db.db.session.connection()
    is_served = select(_REVISION.c.id).where(_REVISION.c.is_current)
    connection.execute(delete(_PLACE).where(or_(
        _PLACE.c.revision_id == revision.id,
        _PLACE.c.revision_id.not_in(is_served) & _PLACE.c.revision_id.not_in(list(keeping)))))
    rows = [_row(revision, place) for place in findable(revision.open)]
    if rows:
        connection.execute(insert(_PLACE), rows)


def unfilled() -> Sequence[str]:
    """Return the ids of the revisions that are served and have nothing stored to be found."""
    held = select(_PLACE.c.id).where(_PLACE.c.revision_id == _REVISION.c.id)
    wanted = select(_REVISION.c.id).where(_REVISION.c.is_current, ~held.exists())
    return db.db.session.connection().execute(wanted).scalars().all()


def _row(revision: Revision, place: Findable) -> dict[str, str]:
    named = f"{place.title} {place.number}"
    return {
        "revision_id": revision.id, "kind": place.kind.value, "block_id": place.block_id,
        "unit_id": place.unit_id, "title": place.title, "body": place.body,
        "title_words": search_text.words(named, revision.lang),
        "body_words": search_text.words(place.body, revision.lang)}


def _rows(
    revision_id: str, words: Sequence[str], most: int, after: int, *, is_any: bool,
) -> Sequence[Any]:
    connection = db.db.session.connection()
    values = {"revision": revision_id, "most": most, "after": after}
    if connection.dialect.name == "postgresql":
        wanted = (" | " if is_any else " & ").join(
            f"{word}:*" if _is_open(word, is_any) else word for word in words)
        return connection.execute(_POSTGRESQL, {**values, "wanted": wanted}).all()
    if not _is_indexed(connection):
        return _read(connection, revision_id, words, most, after, is_any=is_any)
    wanted = (" OR " if is_any else " AND ").join(
        f'"{word}"*' if _is_open(word, is_any) else f'"{word}"' for word in words)
    return connection.execute(_SQLITE, {**values, "wanted": wanted}).all()


def _is_open(word: str, is_any: bool) -> bool:
    """Say whether a word stands for all that begin with it: when few are found, or it is one sign."""
    return search_text.is_beginning(word) and (is_any or len(word) == 1)


def _is_indexed(connection: Connection) -> bool:
    held = connection.engine.dialect
    found = getattr(held, "elearn_has_index", None)
    if found is None:
        found = inspect(connection).has_table(INDEX)
        held.elearn_has_index = found  # type: ignore[attr-defined]
    return bool(found)


def _read(
    connection: Connection, revision_id: str, words: Sequence[str], most: int, after: int, *, is_any: bool,
) -> Sequence[Any]:
    """Find without an index: the words are read, those of titles counting first."""
    held = " " + _PLACE.c.title_words + " " + _PLACE.c.body_words + " "
    tests = [held.contains(f" {word}" if _is_open(word, is_any) else f" {word} ") for word in words]
    in_title = (" " + _PLACE.c.title_words).contains(f" {words[0]}")
    wanted = select(_PLACE).where(_PLACE.c.revision_id == revision_id)
    wanted = wanted.where(or_(*tests)) if is_any else wanted.where(*tests)
    return connection.execute(
        wanted.order_by(in_title.desc(), _PLACE.c.id).limit(most).offset(after)).all()
