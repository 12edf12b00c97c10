"""What to choose: a wrong and a right answer to each question, a way through a story to each ending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from elearn.document.course import ScenarioKey
from elearn.document.questions import QuestionKey, QuestionKind


@dataclass(frozen=True)
class Chosen:
    """What to set in a form: places to tick, or the place given to each row."""

    places: tuple[int, ...] = ()
    rows: Mapping[int, int] | None = None


def right(key: QuestionKey) -> Chosen:
    """Return the right answer; on a scale, where none is, the last position."""
    if key.kind is QuestionKind.ORDER:
        return Chosen(rows={place: key.right_order.index(option.key) + 1
                            for place, option in enumerate(key.options, start=1)})
    if key.kind is QuestionKind.MATCH:
        return Chosen(rows={place: key.counterparts.index(option.key) + 1
                            for place, option in enumerate(key.options, start=1) if option.text})
    if key.kind is QuestionKind.SCALE:
        return Chosen((len(key.options),))
    return Chosen(tuple(place for place, option in enumerate(key.options, start=1) if option.is_right))


def wrong(key: QuestionKey) -> Chosen:
    """Return an answer that is wrong in every part; on a scale the first position."""
    good = right(key)
    if good.rows is not None:
        moved = [*good.rows.values()][1:] + [*good.rows.values()][:1]
        return Chosen(rows=dict(zip(good.rows, moved, strict=True)))
    return Chosen((next(place for place in range(1, len(key.options) + 1) if place not in good.places),))


def ways(key: ScenarioKey, start: str) -> dict[str, list[int]]:
    """Return for each ending of a story the places to choose, step by step, shortest first."""
    found: dict[str, list[int]] = {}
    waiting: list[tuple[str, list[int]]] = [(start, [])]
    while waiting:
        step_id, places = waiting.pop(0)
        step = key.steps[step_id]
        if step.ending:
            found.setdefault(step_id, places)
        elif len(places) < len(key.steps):
            waiting += [(choice.target, [*places, place])
                        for place, choice in enumerate(step.choices, start=1)]
    return found
