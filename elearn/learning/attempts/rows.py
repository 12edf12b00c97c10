"""Between attempts as values and table rows, in both directions; nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from elearn.learning.attempts.states import (
    AskedState,
    AttemptState,
    AttemptSummary,
    Begun,
    Drawn,
    Remark,
    TestName,
)

Row = dict[str, Any]


def begun(payload: Mapping[str, Any]) -> Begun:
    """Return what the payload of a beginning says."""
    return Begun(TestName(payload["test"]), payload["pass_mark"], tuple(
        Drawn(item["id"], item["value"], item["wording"]) for item in payload["items"]))


def begun_payload(held: Begun) -> Row:
    """Return the payload of the event that begins an attempt."""
    return {
        "test": held.test.value, "pass_mark": held.pass_mark,
        "items": [{"id": item.item_id, "value": item.value, "wording": item.wording}
                  for item in held.items],
    }


def remark(payload: Mapping[str, Any]) -> Remark:
    """Return what the payload of a re-mark says."""
    return Remark(payload["judged_by"], payload["pass_mark"])


def remark_payload(attempt_id: str, said: Remark, before: str, reason: str) -> Row:
    """Return the payload of a re-mark; `before` is what judged the item until then."""
    return {
        "attempt": attempt_id, "judged_by": said.judged_by, "before": before,
        "pass_mark": said.pass_mark, "reason": reason,
    }


def attempt_values(state: AttemptState) -> Row:
    """Return the columns of `attempt` but its key."""
    return {
        "seq": state.seq, "test": state.test, "lang": state.lang, "revision_id": state.revision_id,
        "begun_at": state.begun_at, "pass_mark": state.pass_mark, "item_count": state.items,
        "submitted_at": state.submitted_at, "right_count": state.right, "scored_count": state.of,
        "is_passed": state.is_passed,
    }


def attempt_state(row: Any) -> AttemptState:
    """Return a row of `attempt` as a value."""
    return AttemptState(
        row.seq, row.test, row.lang, row.revision_id, row.begun_at, row.pass_mark, row.item_count,
        row.submitted_at, row.right_count, row.scored_count, row.is_passed)


def attempt_summary(row: Any) -> AttemptSummary:
    """Return a row of `attempt` as one in a list."""
    return AttemptSummary(
        row.id, row.test, row.lang, row.begun_at, row.submitted_at, row.right_count,
        row.scored_count, row.pass_mark, row.is_passed)


def asked_values(state: AskedState) -> Row:
    """Return the columns of `attempt_item` but its key."""
    return {
        "place": state.place, "value": state.value, "wording": state.wording,
        "choice": " ".join(state.choice), "event_id": state.event_id, "is_right": state.is_right,
        "judged_by": state.judged_by,
    }


def asked_state(row: Any) -> AskedState:
    """Return a row of `attempt_item` as a value."""
    return AskedState(
        row.place, row.value, row.wording, tuple(row.choice.split()), row.event_id, row.is_right,
        row.judged_by)
