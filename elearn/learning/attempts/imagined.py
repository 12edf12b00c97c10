"""How an imagined learner sits the final test: deeds with their moments, drawn by chance."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from elearn.document.catalogue import Revision
from elearn.document.questions import QuestionKey, question_key
from elearn.document.shapes import Shape
from elearn.learning.acts import EventKind
from elearn.learning.attempts import rows, rules, wordings
from elearn.learning.attempts.states import Begun, Drawn, TestName
from elearn.learning.journeys import Deed, answer
from elearn.learning.outline import outline_of
from elearn.learning.rules import judge

_SITS = 0.9
_TRIES_AGAIN = 0.7
_MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Forms:
    """What the final test is drawn from: each item worded and keyed once for all who sit it."""

    revision: Revision
    shape: Shape
    wordings: Mapping[str, str]
    keys: Mapping[str, QuestionKey]


def forms_of(revision: Revision) -> Forms | None:
    """Return the forms of the final test and keep their wordings; None where it is not held."""
    shape = outline_of(revision).shapes[TestName.FINAL]
    if not shape.is_held:
        return None
    items = [item for item in revision.bank.items if item.pool == TestName.FINAL]
    names = [item.question.id for item in items]
    return Forms(
        revision, shape, dict(zip(names, wordings.keep(items, revision.lang), strict=True)),
        {item.question.id: question_key(item.question) for item in items})


def sittings(forms: Forms, at: datetime, until: datetime, chance: Random) -> Iterator[Deed]:
    """Yield what someone does who has completed the units at `at`, none of it after `until`.

    Nine in ten sit the test; who fails often tries again on a later day, three times at most.
    """
    if chance.random() > _SITS:
        return
    seen: dict[str, int] = {}
    for _ in range(_MOST_TRIES):
        at += timedelta(minutes=chance.randrange(5, 60 * 24 * 4))
        sitting = tuple(_sitting(forms, at, chance.betavariate(14, 2), seen, chance))
        yield from (deed for deed in sitting if deed.at <= until)
        if _is_passed(forms, sitting) or chance.random() > _TRIES_AGAIN:
            return
        at = sitting[-1].at + timedelta(days=1)


def _sitting(
    forms: Forms, at: datetime, skill: float, seen: dict[str, int], chance: Random,
) -> Iterator[Deed]:
    form = rules.draw(forms.revision.bank, TestName.FINAL, forms.shape, seen, chance)
    begun = Begun(TestName.FINAL, rules.pass_mark_for(forms.shape, form), tuple(
        Drawn(item.question.id, item.value, forms.wordings[item.question.id]) for item in form))
    attempt_id = secrets.token_hex(16)
    yield Deed(at, EventKind.BEGIN, TestName.FINAL.value, rows.begun_payload(begun), attempt_id)
    for drawn in begun.items:
        seen[drawn.item_id] = seen.get(drawn.item_id, 0) + 1
        at += timedelta(seconds=chance.randrange(20, 120))
        choice = answer(forms.keys[drawn.item_id], skill, chance)
        yield Deed(at, EventKind.PICK, drawn.item_id, {"attempt": attempt_id, "choice": list(choice)})
    at += timedelta(seconds=chance.randrange(20, 300))
    yield Deed(at, EventKind.SUBMIT, TestName.FINAL.value, {"attempt": attempt_id})


def _is_passed(forms: Forms, sitting: tuple[Deed, ...]) -> bool:
    right = sum(bool(judge(forms.keys[deed.item_id], deed.payload["choice"]).is_right)
                for deed in sitting if deed.kind is EventKind.PICK)
    return rules.is_pass(right, sitting[0].payload["pass_mark"])
