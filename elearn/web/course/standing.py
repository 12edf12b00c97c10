"""How a reader stands in the course: from the record, or from this device where nobody is signed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from elearn.document.answers import OwnAnswers
from elearn.document.catalogue import Revision
from elearn.learning import queries
from elearn.learning.acts import Status
from elearn.learning.outline import outline_of
from elearn.learning.queries import Enrolled, UnitProgress
from elearn.web import identity
from elearn.web.course import practice


@dataclass(frozen=True, slots=True)
class Standing:
    """One reader's answers on a page, and how far each unit is. `role` is empty for a visitor."""

    role: str
    enrolled: Enrolled | None
    answers: OwnAnswers
    progress: Mapping[str, UnitProgress]

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


def standing(revision: Revision, item_ids: Sequence[str]) -> Standing:
    """Return how the reader of this request stands: three queries, or none for a visitor."""
    visitor = identity.visitor()
    if visitor is None:
        answers = practice.answers()
        return Standing("", None, answers, _progress(revision, answers))
    role, enrolled = visitor.principal.access_role.value, visitor.enrolled
    if enrolled is None:
        return Standing(role, None, OwnAnswers(), {})
    answers = queries.own_answers(enrolled.id, item_ids) if item_ids else OwnAnswers()
    return Standing(role, enrolled, answers, queries.progress(enrolled.id))


def _progress(revision: Revision, answers: OwnAnswers) -> Mapping[str, UnitProgress]:
    if not answers.by_item:
        return {}
    done = {item_id for item_id, answer in answers.by_item.items() if answer.is_done}
    return {
        unit.id: UnitProgress(len(done.intersection(unit.required)), len(unit.required), None)
        for unit in outline_of(revision).units.values() if done.intersection(unit.required)
    }
