"""What happened and what follows from it, as frozen values; `fold` leads from the one to the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from elearn.document.course import TestItem
from elearn.learning.acts import EventKind, Route, Source, Status
from elearn.learning.attempts.states import AskedState, AttemptState, Begun, Remark
from elearn.learning.outline import Outline


@dataclass(frozen=True, slots=True)
class Library:
    """What events only name: the outline of a revision by id, a test item by the hash of its wording."""

    outline: Callable[[str], Outline]
    wording: Callable[[str], TestItem]


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as far as anything follows from it; `withdraws` is the id of an earlier one."""

    seq: int
    kind: EventKind
    item_id: str
    revision_id: str
    lang: str
    at: datetime
    choice: tuple[str, ...] = ()
    is_blank: bool = True
    route: Route = Route.E_LEARNING
    id: str = ""
    attempt_id: str = ""
    begun: Begun | None = None
    minutes: int = 0
    remark: Remark | None = None
    withdraws: str = ""
    source: Source = Source.WEB


@dataclass(frozen=True, slots=True)
class ItemState:
    """How one item stands; see `models.ItemRow`."""

    seq: int
    is_done: bool = False
    has_text: bool = False
    times: int = 0
    first_choice: tuple[str, ...] = ()
    last_choice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitState:
    """How much of a unit is done; see `models.UnitRow`."""

    done: int
    total: int
    completed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EnrolmentState:
    """How an enrolment stands; see `models.Enrolment`.

    `unit_days` stand beside `complete_units`: how many days after the enrolment each was complete. The
    moments from `sat_at` on are the first of their kind: a final test handed in, the pass mark of the
    entry test reached, that of the final test, the whole text declared as read, a workshop recorded.
    `left_at` is set while the course is left; whatever someone does next brings them back. `source` says
    by which way the enrolment came.
    """

    revision_id: str
    lang: str
    route: Route
    seq: int
    enrolled_at: datetime
    last_at: datetime
    status: Status = Status.ENROLLED
    started_at: datetime | None = None
    completed_at: datetime | None = None
    last_unit: str = ""
    last_item: str = ""
    complete_units: tuple[str, ...] = ()
    unit_days: tuple[int, ...] = ()
    sat_at: datetime | None = None
    tested_out_at: datetime | None = None
    passed_at: datetime | None = None
    declared_at: datetime | None = None
    attended_at: datetime | None = None
    attended_minutes: int = 0
    left_at: datetime | None = None
    source: Source = Source.WEB


@dataclass(frozen=True, slots=True)
class Record:
    """All that follows from the events of one enrolment, or the part the next event touches.

    `asked` holds the items of attempts by the ids of attempt and item.
    """

    enrolment: EnrolmentState
    items: Mapping[str, ItemState] = field(default_factory=dict)
    units: Mapping[str, UnitState] = field(default_factory=dict)
    attempts: Mapping[str, AttemptState] = field(default_factory=dict)
    asked: Mapping[tuple[str, str], AskedState] = field(default_factory=dict)
