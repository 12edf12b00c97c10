"""Opening a list of names, noting what becomes of it, and keeping whom it took in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, insert, inspect, select
from sqlalchemy.engine import Connection

from elearn.accounts import looks
from elearn.accounts.models import Person
from elearn.kernel import audit, clock
from elearn.kernel.db import begin_write, db
from elearn.learning.named.filters import Filters
from elearn.learning.named.models import NamedIn, NamedList
from elearn.learning.named.queries import matched, settled_until


def open_list(actor_id: str, filters: Filters, purpose: str) -> int:
    """Write that someone of the staff lists people, and why; return the number of the entry.

    Call it before showing anything. The purpose is sealed under the key of whoever typed it, since it
    may name people; the filters stand in the open. A list of one's own site needs none.
    """
    begin_write()
    course, said = filters.course_key, filters.said()
    if purpose:
        look_id = audit.record(actor_id, "people_listed", None, course=course, filters=said,
                               **looks.sealed(actor_id, purpose))
    else:
        look_id = audit.record(actor_id, "site_listed", None, course=course, filters=said)
    db.session.add(NamedList(
        look_id=look_id, at=clock.now(), course_key=filters.course_key, country=filters.country,
        site=filters.site, route=filters.route, completed_from=filters.completed_from,
        completed_until=filters.completed_until, completed_only=filters.completed_only))
    db.session.flush()
    return look_id


def note_download(actor_id: str, look_id: int, file_format: str) -> None:
    """Write that a list was taken away as a file; call it before the first byte."""
    begin_write()
    audit.record(actor_id, "people_downloaded", look=look_id, format=file_format)


def settle(person_id: str) -> None:
    """Keep which lists took someone in until now, before what they are matched by changes."""
    begin_write()
    _settle(db.session.connection(), person_id)


def _settle(connection: Connection, person_id: str) -> None:
    last = connection.scalar(select(func.max(NamedList.look_id)))
    if last is None or last <= connection.scalar(select(settled_until(person_id))):
        return
    taken = set(connection.scalars(matched(person_id)))
    connection.execute(insert(NamedIn), [
        {"person_id": person_id, "look_id": each, "was_in": each in taken}
        for each in sorted(taken | {last})])


def settle_before(mapper: Any, connection: Connection, person: Person) -> None:
    """Settle before country or site of a person are written anew; `hearing` calls it."""
    held = inspect(person).attrs
    if held.country.history.has_changes() or held.site.history.has_changes():
        _settle(connection, person.id)
