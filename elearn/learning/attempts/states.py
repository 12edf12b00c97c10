"""What is begun, asked, picked and found in an attempt: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from elearn.document.nodes import Reference

WITHDRAWN = "withdrawn"


class TestName(StrEnum):
    """The tests of a course; each draws from the pool of its name."""

    __test__ = False  # A name that begins with Test would be taken for a test.

    ENTRY = "entry"
    POST = "post"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One item of a form as drawn: the number of its value, the hash of its wording."""

    item_id: str
    value: str
    wording: str


@dataclass(frozen=True, slots=True)
class Begun:
    """What the event of a beginning holds: all that the attempt will be judged by."""

    test: TestName
    pass_mark: int
    items: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class AttemptState:
    """How one attempt stands; `right`, `of` and `is_passed` mean nothing before it is submitted."""

    seq: int
    test: TestName
    lang: str
    revision_id: str
    begun_at: datetime
    pass_mark: int
    items: int
    submitted_at: datetime | None = None
    right: int = 0
    of: int = 0
    is_passed: bool = False


@dataclass(frozen=True, slots=True)
class AskedState:
    """How one item of an attempt stands; `event_id` is that of the present choice, or empty.

    `is_right` is None before the attempt is submitted, and for ever where nothing is right or wrong.
    `judged_by` is empty as long as the wording that was shown judges it; after a re-mark it is the hash of
    the corrected wording, or `WITHDRAWN` where the item no longer counts.
    """

    place: int
    value: str
    wording: str
    choice: tuple[str, ...] = ()
    event_id: str = ""
    is_right: bool | None = None
    judged_by: str = ""

    @property
    def judging(self) -> str:
        """The hash of the wording that judges it, or `WITHDRAWN`."""
        return self.judged_by or self.wording


@dataclass(frozen=True, slots=True)
class Remark:
    """What a re-mark says of one item of an attempt; `pass_mark` is that of the attempt from then on."""

    judged_by: str
    pass_mark: int


@dataclass(frozen=True, slots=True)
class AttemptSummary:
    """One attempt in a list of them."""

    id: str
    test: TestName
    lang: str
    begun_at: datetime
    submitted_at: datetime | None
    right: int
    of: int
    pass_mark: int
    is_passed: bool

    @property
    def is_running(self) -> bool:
        """Say whether it can still be answered."""
        return self.submitted_at is None


class Reason(StrEnum):
    """Why a test can be begun now, or why not."""

    OPEN = "open"
    RUNNING = "running"
    NOT_HELD = "not-held"
    UNITS_MISSING = "units-missing"
    TAKEN = "taken"
    PASSED = "passed"
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a test can be begun; `opens_at` says when again after too many attempts in a day.

    `left` counts the attempts that may still be begun today, None where there is no limit.
    """

    reason: Reason
    opens_at: datetime | None = None
    left: int | None = None


@dataclass(frozen=True, slots=True)
class ValueResult:
    """How many items of one value were right, of how many that can be."""

    value: str
    right: int
    of: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a submitted attempt is worth; `reread` names the paragraphs of what was not right."""

    right: int
    of: int
    pass_mark: int
    is_passed: bool
    by_value: tuple[ValueResult, ...]
    reread: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Gain:
    """The entry test and the post-test of one person, for that person alone."""

    entry_right: int
    entry_of: int
    post_right: int
    post_of: int
