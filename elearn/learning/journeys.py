"""How an imagined learner goes through a course: acts with their moments, drawn by chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from elearn.document.course import ScenarioKey
from elearn.document.questions import QuestionKey, QuestionKind
from elearn.learning.acts import EventKind
from elearn.learning.outline import ItemKind, ItemRule, Outline
from elearn.learning.rules import usable_choice

_NEVER_STARTS = 0.12
_COMPLETES = 0.66
_ANSWERS_AGAIN = 0.18
_WALKS_AGAIN = 0.25


@dataclass(frozen=True, slots=True)
class Deed:
    """One act of an imagined learner; one without an id gets any."""

    at: datetime
    kind: EventKind
    item_id: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    id: str = ""


def journey(outline: Outline, begun_at: datetime, until: datetime, chance: Random) -> Iterator[Deed]:
    """Yield the acts of one learner who enrolled at `begun_at`, none after `until`."""
    if chance.random() < _NEVER_STARTS:
        return
    units = list(outline.units.values())
    last = len(units) if chance.random() < _COMPLETES else chance.randrange(1, len(units) + 1)
    skill = chance.betavariate(5, 2.5)
    at = begun_at + timedelta(minutes=chance.randrange(2, 60 * 24 * 6))
    for unit in units[:last]:
        for item_id in unit.required:
            for kind, choice in _deeds(outline.items[item_id], skill, chance):
                at += timedelta(seconds=chance.randrange(25, 240))
                if at > until:
                    return
                yield Deed(at, kind, item_id, {"choice": list(choice)} if choice else {})
        if chance.random() < 0.45:
            at += timedelta(hours=chance.expovariate(1 / 70))


def _deeds(
    item: ItemRule, skill: float, chance: Random,
) -> Iterator[tuple[EventKind, tuple[str, ...]]]:
    if item.question is not None:
        yield EventKind.ANSWER, answer(item.question, skill, chance)
        if chance.random() < _ANSWERS_AGAIN:
            yield EventKind.ANSWER, answer(item.question, 0.9, chance)
    elif item.scenario is not None:
        yield from _walk(item.scenario, item.start, chance)
        if chance.random() < _WALKS_AGAIN:
            yield EventKind.RESTART, ()
            yield from _walk(item.scenario, item.start, chance)
    elif item.kind is ItemKind.REFLECTION:
        yield EventKind.THOUGHT, ()
    else:
        yield EventKind.READ, ()


def _walk(scenario: ScenarioKey, start: str, chance: Random) -> Iterator[tuple[EventKind, tuple[str, ...]]]:
    step = scenario.steps[start]
    while step.ending is None:
        taken = chance.choice(step.choices)
        yield EventKind.STEP, (f"{step.id}:{taken.key}",)
        step = scenario.steps[taken.target]


def answer(key: QuestionKey, skill: float, chance: Random) -> tuple[str, ...]:
    """Return a whole answer to a question, with a chance of `skill` the right one."""
    shown = [option.key for option in key.options if option.text]
    is_known = chance.random() < skill
    if key.kind is QuestionKind.ORDER:
        return key.right_order if is_known else tuple(chance.sample(shown, len(shown)))
    if key.kind is QuestionKind.MATCH:
        given = shown if is_known else chance.sample(key.counterparts, len(shown))
        pairs = tuple(f"{left}={right}" for left, right in zip(shown, given, strict=True))
        return usable_choice(key, pairs)
    right = [option.key for option in key.options if option.is_right]
    if is_known and right:
        return usable_choice(key, right)
    if key.kind in (QuestionKind.ONE, QuestionKind.SCALE):
        return (chance.choice(shown),)
    return usable_choice(key, chance.sample(shown, chance.randrange(1, len(shown) + 1)))
