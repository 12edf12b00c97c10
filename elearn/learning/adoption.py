"""Answers given before signing in, as acts to be recorded afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from elearn.document.answers import OwnAnswer, OwnAnswers
from elearn.document.catalogue import Revision
from elearn.learning.acts import Act, ActKind
from elearn.learning.outline import ItemKind, ItemRule, outline_of


def acts(enrolment_id: str, answers: OwnAnswers, revision: Revision) -> Iterator[Act]:
    """Yield the acts by which these answers were given, with the same event ids at every call."""
    items = outline_of(revision).items
    for answer in answers.by_item.values():
        item = items.get(answer.item_id)
        if item is None:
            continue
        for place, (kind, choice, text) in enumerate(_deeds(item, answer)):
            told = f"{enrolment_id}|{revision.id}|{answer.item_id}|{place}|{answer.event_id}|{choice}"
            event_id = hashlib.sha256(told.encode()).hexdigest()[:32]
            yield Act(event_id, kind, answer.item_id, "", revision.id, revision.lang, choice, text,
                      confidence=answer.confidence if kind is ActKind.ANSWER else 0)


def _deeds(item: ItemRule, answer: OwnAnswer) -> Iterator[tuple[ActKind, tuple[str, ...], str]]:
    if item.kind is ItemKind.QUESTION:
        yield ActKind.ANSWER, answer.choice, ""
    elif item.kind is ItemKind.SCENARIO:
        for taken in answer.choice:
            yield ActKind.STEP, (taken,), ""
    elif item.kind is ItemKind.UNIT:
        yield ActKind.READ, (), ""
    elif answer.text.strip():
        yield ActKind.REFLECT, (), answer.text
    elif answer.is_done:
        yield ActKind.THOUGHT, (), ""
