"""How an imagined learner sits a test of the course: deeds with their moments, drawn by chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from elearn.document.catalogue import Revision
from elearn.document.questions import QuestionKey, question_key
from elearn.document.shapes import Shape
from elearn.learning.acts import EventKind
from elearn.learning.attempts import rows, rules, wordings
from elearn.learning.attempts.states import Begun, Drawn, TestName
from elearn.learning.imagined.journeys import Deed, answer
from elearn.learning.imagined.marks import ENROLMENT
from elearn.learning.outline import outline_of
from elearn.learning.rules import judge

_TRIES_AGAIN = 0.7
_MOST_TRIES = 3
# A test before the course goes worse than one after it.
SKILL = {TestName.ENTRY: (6, 4), TestName.POST: (11, 3), TestName.FINAL: (14, 2)}


@dataclass(frozen=True, slots=True)
class Forms:
    """What one test is drawn from: each item worded and keyed once for all who sit it."""

    test: TestName
    revision: Revision
    shape: Shape
    wordings: Mapping[str, str]
    keys: Mapping[str, QuestionKey]


def forms_of(revision: Revision) -> dict[TestName, Forms]:
    """Return what each test that is held is drawn from, and keep the wordings of its items."""
    shapes = outline_of(revision).shapes
    return {test: _forms(test, revision, shapes[test]) for test in TestName if shapes[test].is_held}


def _forms(test: TestName, revision: Revision, shape: Shape) -> Forms:
    items = [item for item in revision.bank.items if item.pool == test]
    names = [item.question.id for item in items]
    return Forms(
        test, revision, shape, dict(zip(names, wordings.keep(items, revision.lang), strict=True)),
        {item.question.id: question_key(item.question) for item in items})


@dataclass
class Candidate:
    """Someone who sits tests, with what was asked of them before."""

    forms: Mapping[TestName, Forms]
    chance: Random
    seen: dict[str, int] = field(default_factory=dict)
    begun: int = 0
    has_passed: bool = False

    def sit(self, test: TestName, at: datetime) -> tuple[Deed, ...]:
        """Return one sitting that begins at `at`, nothing where the test is not held."""
        if test not in self.forms:
            return ()
        self.begun += 1
        sitting = tuple(self._sitting(self.forms[test], at, self.chance.betavariate(*SKILL[test])))
        self.has_passed = self._is_passed(self.forms[test], sitting)
        return sitting

    def sit_until_passed(self, at: datetime) -> Iterator[Deed]:
        """Yield the final test; who fails often tries again on a later day, three times at most."""
        for _ in range(_MOST_TRIES):
            at += timedelta(minutes=self.chance.randrange(5, 60 * 24 * 4))
            sitting = self.sit(TestName.FINAL, at)
            yield from sitting
            if not sitting or self.has_passed or self.chance.random() > _TRIES_AGAIN:
                return
            at = sitting[-1].at + timedelta(days=1)

    def _sitting(self, forms: Forms, at: datetime, skill: float) -> Iterator[Deed]:
        form = rules.draw(forms.revision.bank, forms.test, forms.shape, self.seen, self.chance)
        begun = Begun(forms.test, rules.pass_mark_for(forms.shape, form), tuple(
            Drawn(item.question.id, item.value, forms.wordings[item.question.id]) for item in form))
        attempt_id = f"{ENROLMENT}t{self.begun:02d}"
        yield Deed(at, EventKind.BEGIN, forms.test.value, rows.begun_payload(begun), attempt_id)
        for drawn in begun.items:
            self.seen[drawn.item_id] = self.seen.get(drawn.item_id, 0) + 1
            at += timedelta(seconds=self.chance.randrange(20, 120))
            choice = answer(forms.keys[drawn.item_id], skill, self.chance)
            yield Deed(
                at, EventKind.PICK, drawn.item_id, {"attempt": attempt_id, "choice": list(choice)})
        at += timedelta(seconds=self.chance.randrange(20, 300))
        yield Deed(at, EventKind.SUBMIT, forms.test.value, {"attempt": attempt_id})

    @staticmethod
    def _is_passed(forms: Forms, sitting: tuple[Deed, ...]) -> bool:
        right = sum(bool(judge(forms.keys[deed.item_id], deed.payload["choice"]).is_right)
                    for deed in sitting if deed.kind is EventKind.PICK)
        return rules.is_pass(right, sitting[0].payload["pass_mark"])
