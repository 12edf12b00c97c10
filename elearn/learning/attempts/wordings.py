"""Test items as they were once shown: kept under the hash of their words, for ever, and read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import bindparam, select, text
from sqlalchemy.engine import Connection

from elearn.document import canonical
from elearn.document.course import TestItem
from elearn.document.questions import QuestionKey, question_key
from elearn.kernel import db
from elearn.kernel.errors import NotFound
from elearn.learning.attempts import rules
from elearn.learning.attempts.models import ItemWording
from elearn.learning.attempts.states import WITHDRAWN

# Both databases know these words; two attempts that begin at once may store the same wording.
_KEEP = text(
    "INSERT INTO item_wording (hash, lang, json) VALUES (:hash, :lang, :json) ON CONFLICT DO NOTHING")
_READ = select(ItemWording.hash, ItemWording.json).where(
    ItemWording.hash.in_(bindparam("hashes", expanding=True)))
_ALL = select(ItemWording.hash, ItemWording.lang, ItemWording.json).order_by(ItemWording.hash)

_known: dict[str, TestItem] = {}
_KEPT = 1000


def hash_of(item: TestItem, lang: str) -> str:
    """Return the name of a wording: the digest of its language and of the whole item, key included."""
    return canonical.digest((lang, item))


def keep(items: Sequence[TestItem], lang: str) -> tuple[str, ...]:
    """Store how these items are worded, once, and return the hashes in the same order."""
    named = [(hash_of(item, lang), item) for item in items]
    connection = db.db.session.connection()
    there = set(connection.execute(_READ, {"hashes": [name for name, _ in named]}).scalars())
    fresh = {name: item for name, item in named if name not in there}
    if fresh:
        connection.execute(_KEEP, [
            {"hash": name, "lang": lang, "json": canonical.dump(item)}
            for name, item in sorted(fresh.items())])
    return tuple(name for name, _ in named)


def read(hashes: Iterable[str]) -> Mapping[str, TestItem]:
    """Return the items of these wordings, by one query for those not yet known.

    Raise NotFound where one was never kept.
    """
    wanted = tuple(dict.fromkeys(hashes))
    found = {name: _known[name] for name in wanted if name in _known}
    lacking = [name for name in wanted if name not in found]
    if lacking:
        for row in db.db.session.connection().execute(_READ, {"hashes": lacking}):
            found[row.hash] = canonical.load(row.json)
        _remember({name: found[name] for name in lacking if name in found})
    if len(found) < len(wanted):
        raise NotFound("no such wording")
    return found


def item(wording: str) -> TestItem:
    """Return the item of one wording; raise NotFound where it was never kept."""
    return _known[wording] if wording in _known else read((wording,))[wording]


@lru_cache(maxsize=1000)
def key(wording: str) -> QuestionKey:
    """Return the key of one wording, worked out once; raise NotFound where it was never kept.

    Its options are mixed by the hash of the whole wording, which nobody has who has not its reasons.
    """
    return question_key(item(wording).question, wording)


class Picked(Protocol):
    """An item of an attempt, as far as judging it goes."""

    @property
    def judging(self) -> str: ...
    @property
    def choice(self) -> tuple[str, ...]: ...


def answered(items: Iterable[Picked]) -> list[rules.Answered]:
    """Return what each item that counts was answered, with the wording that judges it now."""
    counting = [each for each in items if each.judging != WITHDRAWN]
    worded = read(each.judging for each in counting)
    return [rules.Answered(worded[each.judging], each.choice) for each in counting]


def _remember(fresh: Mapping[str, TestItem]) -> None:
    for name, held in fresh.items():
        while len(_known) >= _KEPT:
            _known.pop(next(iter(_known)), None)
        _known[name] = held


def disagreements(connection: Connection) -> Iterator[tuple[str, str, str, str]]:
    """Yield (no enrolment, place, stored, what follows) for each wording that is not what its hash says."""
    for row in connection.execute(_ALL).yield_per(_KEPT):
        follows = _digest_of(row)
        if follows != row.hash:
            yield "", "item_wording hash", row.hash, follows


def _digest_of(row: Any) -> str:
    try:
        return hash_of(canonical.load(row.json), row.lang)
    except (ValueError, TypeError) as error:
        return str(error)
