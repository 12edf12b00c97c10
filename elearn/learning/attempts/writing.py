"""Writing what follows for attempts from one event, in prebuilt statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, Update, bindparam, insert, update
from sqlalchemy.engine import Connection

from elearn.learning.attempts import rows
from elearn.learning.attempts.models import AskedRow, AttemptRow

if TYPE_CHECKING:
    from elearn.learning.states import Record


def _change(table: Any, *keys: str, columns: tuple[str, ...]) -> Update:
    held: Table = table
    return update(held).where(*(held.c[key] == bindparam(f"key_{key}") for key in keys)).values(
        {column: bindparam(column) for column in columns})


_ADD_ATTEMPT, _ADD_ASKED = insert(AttemptRow.__table__), insert(AskedRow.__table__)  # type: ignore[arg-type]
_SET_ATTEMPT = _change(
    AttemptRow.__table__, "enrolment_id", "id",
    columns=("submitted_at", "right_count", "scored_count", "pass_mark", "is_passed"))
_SET_ASKED = _change(
    AskedRow.__table__, "enrolment_id", "attempt_id", "item_id",
    columns=("choice", "event_id", "is_right", "judged_by"))


def write(connection: Connection, enrolment_id: str, before: Record, after: Record) -> None:
    """Store the attempts and their items that an event made or changed."""
    for attempt_id, state in after.attempts.items():
        if attempt_id not in before.attempts:
            connection.execute(_ADD_ATTEMPT, {
                "enrolment_id": enrolment_id, "id": attempt_id, **rows.attempt_values(state)})
        elif before.attempts[attempt_id] != state:
            connection.execute(_SET_ATTEMPT, {
                "key_enrolment_id": enrolment_id, "key_id": attempt_id,
                "submitted_at": state.submitted_at, "right_count": state.right,
                "scored_count": state.of, "pass_mark": state.pass_mark, "is_passed": state.is_passed})
    fresh = [
        {"enrolment_id": enrolment_id, "attempt_id": place[0], "item_id": place[1],
         **rows.asked_values(asked)}
        for place, asked in after.asked.items() if place not in before.asked]
    changed = [
        {"key_enrolment_id": enrolment_id, "key_attempt_id": place[0], "key_item_id": place[1],
         "choice": " ".join(asked.choice), "event_id": asked.event_id, "is_right": asked.is_right,
         "judged_by": asked.judged_by}
        for place, asked in after.asked.items()
        if place in before.asked and before.asked[place] != asked]
    for statement, held in ((_ADD_ASKED, fresh), (_SET_ASKED, changed)):
        if held:
            connection.execute(statement, held)
