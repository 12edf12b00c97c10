"""Which handed-in attempts a corrected or withdrawn test item concerns: reads alone, nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, select

from elearn.document.catalogue import Catalogue, Revision
from elearn.document.course import TestItem
from elearn.document.sameness import can_take_answers_of, marking_of
from elearn.kernel import db
from elearn.kernel.errors import BadInput, NotFound
from elearn.learning.attempts import wordings
from elearn.learning.attempts.models import AskedRow, AttemptRow
from elearn.learning.attempts.states import WITHDRAWN
from elearn.learning.models import Enrolment
from elearn.learning.outline import outline_of


class Stand(StrEnum):
    """How an asked item stands to a correction.

    APART: it offered other options, so that the corrected key cannot judge what was chosen from them.
    """

    CONCERNED = "concerned"
    RUNNING = "running"
    APART = "apart"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Correction:
    """A test item as it is to be judged from now on: by language its wording, none where it is withdrawn.

    An attempt in a language that has the item no longer is judged by that of `source_lang`.
    """

    course_key: str
    item_id: str
    source_lang: str
    worded: Mapping[str, tuple[str, TestItem]]

    @property
    def withdraws(self) -> bool:
        """Say whether the item no longer counts at all."""
        return not self.worded

    def judging(self, lang: str) -> tuple[str, TestItem] | None:
        """Return hash and item of the wording that judges attempts in a language; None if withdrawn."""
        if not self.worded:
            return None
        chosen = next((each for each in (lang, self.source_lang) if each in self.worded), min(self.worded))
        return self.worded[chosen]

    def wording(self, name: str) -> TestItem:
        """Return the item of a wording, of this correction or stored; raise NotFound for another."""
        mine = (item for held, item in self.worded.values() if held == name)
        return next(mine, None) or wordings.item(name)


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to do: enrolments in order, and how many attempts stand in which way."""

    enrolment_ids: tuple[str, ...]
    counts: Mapping[Stand, int]


_ASKED = (
    select(AskedRow.enrolment_id, AskedRow.attempt_id, AskedRow.wording, AskedRow.judged_by,
           AttemptRow.lang, AttemptRow.submitted_at)
    .join(AttemptRow, (AttemptRow.enrolment_id == AskedRow.enrolment_id)
          & (AttemptRow.id == AskedRow.attempt_id))
    .join(Enrolment, Enrolment.id == AskedRow.enrolment_id)
    .where(AskedRow.item_id == bindparam("item_id"), Enrolment.course_key == bindparam("course_key"))
    .order_by(AskedRow.enrolment_id, AttemptRow.seq))
_ASKED_OF_ONE = _ASKED.where(AskedRow.enrolment_id == bindparam("enrolment_id"))


def correction_of(catalogue: Catalogue, course_key: str, item_id: str, *, withdraw: bool) -> Correction:
    """Return how a test item is to be judged by what is served now.

    Raise BadInput for a question that is practised, for one to be withdrawn that is still asked and for
    one that is no longer asked and is not to be withdrawn; NotFound for one that was never asked.
    """
    served = [catalogue.revisions[held] for (key, _), held in catalogue.current_ids.items()
              if key == course_key]
    if not served:
        raise NotFound(f"no revision of {course_key!r} is served")
    for revision in served:
        _refuse_practised(revision, item_id)
    items = {revision.lang: (wordings.hash_of(item, revision.lang), item)
             for revision in served for item in revision.bank.items if item.question.id == item_id}
    source = served[0].course.rules.source_language
    if withdraw and items:
        raise BadInput(f"{item_id} is still in the test bank that is served ({', '.join(sorted(items))}): "
                       "take it out, add it to retired-ids.txt, run: elearn activate")
    if not items and not withdraw:
        raise BadInput(f"{item_id} is not in the test bank that is served; if it was taken out, "
                       "--withdraw takes it out of the results too")
    return Correction(course_key, item_id, source, items)


def _refuse_practised(revision: Revision, item_id: str) -> None:
    item = outline_of(revision).items.get(item_id)
    if item is not None:
        raise BadInput(f"{item_id} is practised in the unit {item.unit_id}: there it counts that it was "
                       "answered, not whether rightly, so there is nothing to re-mark")


def find(correction: Correction) -> Found:
    """Return whom a correction concerns; raise NotFound where nobody was ever asked the item."""
    counts = dict.fromkeys(Stand, 0)
    concerned: dict[str, None] = {}
    for row in _asked(correction):
        stand = stand_of(correction, row)
        counts[stand] += 1
        if stand is Stand.CONCERNED:
            concerned[row.enrolment_id] = None
    if not any(counts.values()):
        raise NotFound(f"nobody was ever asked {correction.item_id}")
    return Found(tuple(concerned), counts)


def attempt_ids(correction: Correction, enrolment_id: str) -> tuple[str, ...]:
    """Return the attempts of one enrolment that a correction concerns, from first to last."""
    found = db.db.session.connection().execute(_ASKED_OF_ONE, {
        "item_id": correction.item_id, "course_key": correction.course_key, "enrolment_id": enrolment_id})
    return tuple(row.attempt_id for row in found.all()
                 if stand_of(correction, row) is Stand.CONCERNED)


def stand_of(correction: Correction, row: Any) -> Stand:
    """Say how an asked item stands to a correction; what was withdrawn once stays so."""
    judged_by, running = row.judged_by, row.submitted_at is None
    if judged_by == WITHDRAWN:
        return Stand.SETTLED
    target = correction.judging(row.lang)
    if target is not None:
        corrected = target[1].question
        if marking_of(wordings.item(judged_by or row.wording).question) == marking_of(corrected):
            return Stand.SETTLED
        if not can_take_answers_of(corrected, wordings.item(row.wording).question):
            return Stand.APART
    return Stand.RUNNING if running else Stand.CONCERNED


def _asked(correction: Correction) -> Iterator[Any]:
    rows = db.db.session.connection().execute(_ASKED, {
        "item_id": correction.item_id, "course_key": correction.course_key}).all()
    wordings.read({row.wording for row in rows})
    yield from rows
