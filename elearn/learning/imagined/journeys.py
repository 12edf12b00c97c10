"""How an imagined learner goes through a course on one of its routes: deeds with their moments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from elearn.document.course import ScenarioKey
from elearn.document.questions import QuestionKey, QuestionKind
from elearn.learning.acts import EventKind, Route, Source
from elearn.learning.imagined.marks import written_day
from elearn.learning.outline import ItemKind, ItemRule, Outline, UnitRule
from elearn.learning.rules import usable_choice

# Shares of the learners of each route; workshops give most completions, as they do in real projects.
_NEVER_BEGINS = {Route.E_LEARNING: 0.16, Route.SELF_DIRECTED: 0.35, Route.WORKSHOP: 0.1}
_ENROLLED_BY = {
    Route.E_LEARNING: {Source.WEB: 1}, Route.SELF_DIRECTED: {Source.WEB: 84, Source.WORKBOOK: 16},
    Route.WORKSHOP: {Source.WEB: 58, Source.IMPORT: 29, Source.PAPER: 13}}
_GOES_TO_THE_END = 0.03
_PART_BEFORE_STOPPING = 0.095
_ELECTIVES = 0.35
_PREPARES = 0.2
_LEAVES = 0.03
_ANSWERS_AGAIN = 0.25
_WALKS_AGAIN = 0.25
_WORKSHOP_MINUTES = (360, 390, 720, 780)


@dataclass(frozen=True, slots=True)
class Deed:
    """One act of an imagined learner, or of their trainer; one without an id gets any.

    `on` is the day on which it happened where that is not the day of `at`.
    """

    at: datetime
    kind: EventKind
    item_id: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)
    id: str = ""
    source: Source = Source.WEB
    is_by_trainer: bool = False
    on: date | None = None


def begins(route: Route, chance: Random) -> bool:
    """Say whether someone who enrolled ever does anything more."""
    return chance.random() > _NEVER_BEGINS[route]


def enrolled(route: Route, at: datetime, chance: Random) -> Deed:
    """Return the enrolment; those who come to a workshop were often on a list, or signed a sheet there."""
    ways = _ENROLLED_BY[route]
    source = chance.choices(list(ways), list(ways.values()))[0]
    return Deed(at, EventKind.ENROL, payload={"route": route.value}, source=source)


def units(outline: Outline, begun_at: datetime, chance: Random) -> Iterator[Deed]:
    """Yield the acts in the units of a course, as far as someone goes: few to the end."""
    required = set(outline.required_units)
    has_time = chance.random() < _ELECTIVES
    chosen = [unit for unit in outline.units.values() if unit.id in required or has_time]
    last = len(chosen)
    if chance.random() > _GOES_TO_THE_END:
        last = min(last, 1 + int(chance.expovariate(1 / (_PART_BEFORE_STOPPING * last))))
    yield from _in_units(outline, chosen[:last], begun_at, chance)


def preparation(outline: Outline, begun_at: datetime, chance: Random) -> Iterator[Deed]:
    """Yield what someone does before a workshop: nothing, or the first module."""
    if chance.random() < _PREPARES:
        first = outline.modules[0]
        yield from _in_units(outline, [outline.units[each] for each in first.unit_ids], begun_at, chance)


def attended(after: datetime, chance: Random) -> Deed:
    """Return the record of a workshop some days later, kept by its trainer a day or two after it."""
    held_on = (after + timedelta(days=chance.randrange(2, 40))).date()
    at = datetime(held_on.year, held_on.month, held_on.day, chance.randrange(7, 17), chance.randrange(60),
                  chance.randrange(60), tzinfo=after.tzinfo) + timedelta(days=chance.randrange(3))
    payload = {"minutes": chance.choice(_WORKSHOP_MINUTES), "held_on": written_day(held_on)}
    return Deed(at, EventKind.ATTEND, payload=payload, is_by_trainer=True, on=held_on)


def declared(after: datetime, chance: Random) -> Deed:
    """Return the word of someone that they read the whole text, days after they got it."""
    source = Source.WORKBOOK if chance.random() < 0.4 else Source.WEB
    return Deed(after + timedelta(minutes=chance.randrange(60 * 24, 60 * 24 * 45)), EventKind.DECLARE,
                source=source)


def leaving(after: datetime, chance: Random) -> Iterator[Deed]:
    """Yield the leaving of the few who say that they leave; half of them come back, and do no more."""
    if chance.random() < _LEAVES:
        at = after + timedelta(minutes=chance.randrange(60, 60 * 24 * 20))
        yield Deed(at, EventKind.LEAVE)
        if chance.random() < 0.5:
            yield Deed(at + timedelta(days=chance.randrange(1, 30)), EventKind.RETURN)


def _in_units(
    outline: Outline, chosen: list[UnitRule], begun_at: datetime, chance: Random,
) -> Iterator[Deed]:
    skill = chance.betavariate(5, 2.5)
    at = begun_at + timedelta(minutes=chance.randrange(2, 60 * 24 * 6))
    for unit in chosen:
        for item_id in unit.required:
            for kind, choice in _deeds(outline.items[item_id], skill, chance):
                at += timedelta(seconds=chance.randrange(25, 240))
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
