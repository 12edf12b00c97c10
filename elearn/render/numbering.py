"""The numbers of a printed course: units, items and scenario paragraphs, counted through the book.

The manual uses the numbers of the self-directed text, so that a room can speak of "question 14".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from elearn.document import blocks as b
from elearn.document.course import OpenCourse
from elearn.document.questions import OpenQuestion, permutation
from elearn.document.walk import OpenActing


@dataclass(frozen=True, slots=True)
class Numbering:
    """Numbers from 1 by id. An item that is in no printed text has none."""

    units: Mapping[str, int]
    items: Mapping[str, int]
    steps: Mapping[str, int]


def numbering(course: OpenCourse, publication: str = "self-directed") -> Numbering:
    """Count the units, items and scenario paragraphs of a course in the order of print."""
    units = [unit for module in course.modules for unit in module.units]
    items = [item for unit in units for section in unit.sections
             for item in printed_items(section.body, publication)]
    scenarios = [item for item in items if isinstance(item, b.OpenScenario)]
    steps = [step.id for scenario in scenarios for step in (*printed_steps(scenario), *endings(scenario))]
    return Numbering(
        units=_counted(unit.id for unit in units),
        items=_counted(item.id for item in items),
        steps=_counted(steps),
    )


def printed_items(body: Iterable[Any], publication: str) -> Iterator[OpenActing]:
    """Yield the items of a run of blocks that stand in `publication`."""
    for block in body:
        if isinstance(block, (OpenQuestion, b.OpenScenario, b.OpenReflection)):
            yield block
        elif isinstance(block, b.Only) and block.publication != publication:
            continue
        elif hasattr(block, "body"):
            yield from printed_items(block.body, publication)


def printed_steps(scenario: b.OpenScenario) -> tuple[b.OpenStep, ...]:
    """Return the steps that are no ending, the first one first, the others mixed.

    In the order they were written they would show the way the author meant.
    """
    first, *others = (step for step in scenario.steps if not step.is_ending)
    return (first, *_mixed(scenario.id, others))


def endings(scenario: b.OpenScenario) -> tuple[b.OpenStep, ...]:
    """Return the endings, mixed; they stand at the back."""
    return _mixed(f"{scenario.id}|endings", [step for step in scenario.steps if step.is_ending])


def letter(place: int) -> str:
    """Return the letter of a place in a printed list."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place - 1]


def _mixed(name: str, steps: list[b.OpenStep]) -> tuple[b.OpenStep, ...]:
    by_id = {step.id: step for step in steps}
    return tuple(by_id[each] for each in permutation(name, list(by_id)))


def _counted(ids: Iterable[str]) -> dict[str, int]:
    return {each: number for number, each in enumerate(ids, start=1)}
