"""What a learner does, and what the record says to it: frozen values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_EVENT_ID = re.compile(r"[0-9a-f]{32}")
TEXT_LIMIT = 20_000


def is_event_id(written: str) -> bool:
    """Say whether a text can be the id of an event: 32 hexadecimal digits."""
    return bool(_EVENT_ID.fullmatch(written))


class ActKind(StrEnum):
    """What can be done: answer a question, choose in a scenario, write, think, read."""

    ANSWER = "answer"
    STEP = "step"
    RESTART = "restart"
    REFLECT = "reflect"
    THOUGHT = "thought"
    READ = "read"


class EventKind(StrEnum):
    """What the record holds: every act, and what the house itself does with an enrolment.

    Of a test: BEGIN an attempt (the id of its event is the attempt's), PICK an answer to one of its
    items, SUBMIT it. DECLARE that the whole text was read, ATTEND a workshop, by a trainer's word.
    Of the enrolment: LEAVE the course, RETURN to it, begin the units AGAIN. CLEAR is the deletion of a
    text by its writer; the name of the key that was destroyed with it stands in the event. By the house:
    MOVE to the revision now served, REMARK one item of an attempt after its key was corrected, WITHDRAW
    what was wrongly recorded: a DECLARE or an ATTEND, which then counts as if it had never been.
    """

    ENROL = "enrol"
    MOVE = "move"
    ANSWER = "answer"
    STEP = "step"
    RESTART = "restart"
    REFLECT = "reflect"
    THOUGHT = "thought"
    READ = "read"
    BEGIN = "begin"
    PICK = "pick"
    SUBMIT = "submit"
    DECLARE = "declare"
    ATTEND = "attend"
    LEAVE = "leave"
    RETURN = "return"
    AGAIN = "again"
    CLEAR = "clear"
    REMARK = "remark"
    WITHDRAW = "withdraw"


class Source(StrEnum):
    """By which way an event came."""

    WEB = "web"
    WORKBOOK = "workbook"
    PAPER = "paper"
    IMPORT = "import"
    COMMAND_LINE = "command-line"


class Status(StrEnum):
    """How far an enrolment is."""

    ENROLLED = "enrolled"
    STARTED = "started"
    COMPLETED = "completed"


class Route(StrEnum):
    """By which of the three ways someone takes the course."""

    E_LEARNING = "e-learning"
    SELF_DIRECTED = "self-directed"
    WORKSHOP = "workshop"


@dataclass(frozen=True, slots=True)
class Act:
    """One act as posted: `event_id` was made when the form was drawn, `base` is the event shown on it.

    `choice` holds option keys (see `OwnAnswer`, also for `confidence`); of a step one `step-id:key`.
    `item_id` of a READ is the unit's. `base` is empty where the form showed no earlier answer.
    """

    event_id: str
    kind: ActKind
    item_id: str
    base: str
    revision_id: str
    lang: str
    choice: tuple[str, ...] = ()
    text: str = ""
    source: Source = Source.WEB
    confidence: int = 0

    @property
    def has_good_ids(self) -> bool:
        """Say whether event id and base are 32 hexadecimal digits each, the base perhaps empty."""
        return is_event_id(self.event_id) and is_event_id(self.base or self.event_id)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer is stored: in this event, at this place of the record, at this moment."""

    event_id: str
    seq: int
    received_at: datetime
    was_there_already: bool = False


@dataclass(frozen=True, slots=True)
class KeepWhich:
    """Two texts differ and neither was dropped: the person's, and the one the record holds.

    `stored` is empty where its writer deleted the text that the form was drawn over.
    """

    mine: str
    stored: str
    stored_event: str
