"""How a reader stands in the course: from the record, or from this device where nobody is signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from elearn.document.answers import OwnAnswers
from elearn.document.catalogue import Revision
from elearn.learning import queries
from elearn.learning.acts import Status
from elearn.learning.keeping import queries as keeping
from elearn.learning.keeping.queries import KeptDraft
from elearn.learning.notes import queries as noted
from elearn.learning.notes.queries import KeptNote
from elearn.learning.outline import outline_of
from elearn.learning.queries import Enrolled, UnitProgress
from elearn.web import identity, practice
from elearn.web.course import margin


@dataclass(frozen=True, slots=True)
class Standing:
    """One reader's answers on a page, and how far each unit is. `role` is empty for a visitor.

    `is_awaited` says that something they sent waits to be confirmed.
    """

    role: str
    enrolled: Enrolled | None
    answers: OwnAnswers
    progress: Mapping[str, UnitProgress]
    drafts: Mapping[str, tuple[KeptDraft, ...]] = field(default_factory=dict)
    is_awaited: bool = False
    notes: Mapping[str, KeptNote] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        return self.role != ""

    @property
    def has_completed(self) -> bool:
        return self.enrolled is not None and self.enrolled.status is Status.COMPLETED

    def is_done(self, item_id: str) -> bool:
        """Say whether the item counts as done."""
        answer = self.answers.get(item_id)
        return answer is not None and answer.is_done

    def is_complete(self, unit_id: str) -> bool:
        """Say whether every item of the unit was done at some time."""
        if self.enrolled is not None:
            return unit_id in self.enrolled.complete_units
        unit = self.progress.get(unit_id)
        return unit is not None and unit.done >= unit.total


def on_page(revision: Revision, unit_id: str) -> Standing:
    """Return how the reader of this request stands in one unit: two queries, or none for a visitor.

    Of the other units it knows which are complete, from the same row that says who is reading; so it
    does whether there are drafts and notes at all, and only who has some costs a query more for each.
    """
    visitor, item_ids = identity.visitor(), outline_of(revision).units[unit_id].required
    drafts = keeping.drafts(
        visitor.principal.person_id, item_ids) if visitor and visitor.has_drafts else {}
    notes = noted.beside(
        visitor.principal.person_id, margin.section_ids(revision, unit_id),
    ) if visitor and visitor.has_notes else {}
    if visitor is None or visitor.enrolled is None:
        return replace(in_course(revision), drafts=drafts, notes=notes)
    answers = queries.own_answers(visitor.enrolled.id, item_ids)
    done = sum(1 for answer in answers.by_item.values() if answer.is_done)
    progress = {unit_id: UnitProgress(done, len(item_ids), None)}
    return Standing(
        visitor.principal.access_role.value, visitor.enrolled, answers, progress, drafts,
        visitor.is_awaited, notes)


def in_course(revision: Revision) -> Standing:
    """Return how the reader of this request stands in the course, without any answer from the record."""
    visitor = identity.visitor()
    if visitor is None:
        answers = practice.answers()
        return Standing("", None, answers, _progress(revision, answers))
    role, enrolled = visitor.principal.access_role.value, visitor.enrolled
    if enrolled is None:
        return Standing(role, None, OwnAnswers(), {}, is_awaited=visitor.is_awaited)
    progress = queries.progress(enrolled.id)
    return Standing(role, enrolled, OwnAnswers(), progress, is_awaited=visitor.is_awaited)


def _progress(revision: Revision, answers: OwnAnswers) -> Mapping[str, UnitProgress]:
    if not answers.by_item:
        return {}
    done = {item_id for item_id, answer in answers.by_item.items() if answer.is_done}
    return {
        unit.id: UnitProgress(len(done.intersection(unit.required)), len(unit.required), None)
        for unit in outline_of(revision).units.values() if done.intersection(unit.required)
    }
