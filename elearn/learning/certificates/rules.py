"""Pure decisions about certificates: their states, the minutes of a route, what a typed code means."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from elearn.accounts.rules import BadName, NameProblem, clean_name
from elearn.accounts.tokens import new_code, plain_code, shown_code
from elearn.kernel.errors import BadInput
from elearn.learning import refusals
from elearn.learning.acts import Route
from elearn.learning.outline import Outline
from elearn.learning.states import EnrolmentState

__all__ = ["Fate", "State", "as_typed", "facts", "fate", "fresh_code", "good_name", "nominal_minutes",
           "shown_code"]

# Twenty letters of five bits: 100 bits, which nobody walks through.
_GROUPS, _LETTERS = 5, 20
REISSUES_A_DAY = 3
A_DAY = timedelta(days=1)
REASON_MOST = 500


class State(StrEnum):
    """What a certificate is worth now."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    ERASED = "erased"


class Fate(StrEnum):
    """What becomes of the valid certificate of an enrolment whose record is corrected."""

    NONE = "none"
    KEPT = "kept"
    REPLACED = "replaced"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a certificate says of the record; all of it follows from the events."""

    course_title: str
    edition: str
    revision_id: str
    lang: str
    route: Route
    minutes: int
    started_on: date
    completed_on: date


def fate(valid: Any, said: Facts | None) -> Fate:
    """Return what becomes of a valid certificate, a row or None, where the record says `said` now."""
    if valid is None:
        return Fate.NONE
    if said is None:
        return Fate.REVOKED
    is_same = all(getattr(valid, name) == getattr(said, name) for name in Facts.__slots__)
    return Fate.KEPT if is_same else Fate.REPLACED


def fresh_code() -> str:
    """Return a new code without its groups, as it is kept."""
    return plain_code(new_code(_GROUPS))


def as_typed(text: str) -> str:
    """Return the code that someone typed or followed, as it is kept; an empty text where it is none.

    Capitals, hyphens, spaces and the letters a tired reader takes for digits are forgiven.
    """
    if len(text) > 4 * _LETTERS:
        return ""
    code = plain_code(text)
    return code if len(code) == _LETTERS else ""


def good_name(text: str) -> str:
    """Return a name as it can be printed and signed: NFC, single spaces.

    Raise BadInput where it is empty, too long, or holds control, direction or invisible characters.
    """
    try:
        return clean_name(text)
    except BadName as error:
        raise BadInput(_NAMES[error.problem]) from None


_NAMES = {
    NameProblem.EMPTY: refusals.NAME_EMPTY,
    NameProblem.TOO_LONG: refusals.NAME_TOO_LONG,
    NameProblem.UNSEEN: refusals.NAME_UNSEEN,
}


def nominal_minutes(outline: Outline, route: Route, complete: Container[str], attended: int) -> int:
    """Return the minutes that a route required, by the word of the course file.

    Required units and final test; entry test and final test alone for whoever tested out of units; what
    the trainer recorded (`attended`) for a workshop.
    """
    if route is Route.WORKSHOP:
        return attended
    required = outline.required_units
    has_all_units = all(unit_id in complete for unit_id in required)
    if route is Route.E_LEARNING and not has_all_units:
        return outline.named.entry_minutes + outline.named.final_minutes
    return sum(outline.units[unit_id].minutes for unit_id in required) + outline.named.final_minutes


def facts(state: EnrolmentState, outline: Outline, payload: Mapping[str, Any]) -> Facts:
    """Return what the certificate of a completed enrolment says.

    `state` is that right after the completing event, `payload` what that event holds; a workshop was
    begun and completed on the day it was held.
    """
    completed = (state.completed_at or state.last_at).date()
    started = (state.started_at or state.enrolled_at).date()
    if state.route is Route.WORKSHOP and payload.get("held_on"):
        started = completed = date.fromisoformat(str(payload["held_on"]))
    minutes = nominal_minutes(outline, state.route, state.complete_units, state.attended_minutes)
    return Facts(outline.named.title, outline.named.edition, state.revision_id, state.lang,
                 state.route, minutes, started, completed)
