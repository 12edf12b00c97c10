"""Session plans and agendas as a running clock, computed from the minutes of their steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elearn.document import blocks as b


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of a plan. `start` counts minutes from the beginning, from midnight where the hour is known.

    `session` is "" or an id.
    """

    start: int
    minutes: int
    title: str
    session: str
    body: tuple[object, ...]


def plan_rows(
    steps: tuple[b.PlanStep, ...], sessions: Mapping[str, b.Session], begins: int = 0
) -> tuple[PlanRow, ...]:
    """Return the steps with the minute at which each begins, the first one at `begins`.

    A step that names a session takes the session's title where it has none of its own.
    """
    return tuple(_rows(steps, sessions, begins))


def _rows(
    steps: tuple[b.PlanStep, ...], sessions: Mapping[str, b.Session], start: int
) -> Iterator[PlanRow]:
    for step in steps:
        named = sessions.get(step.session)
        title = step.title or (named.title if named else "")
        yield PlanRow(start, step.minutes, title, step.session, step.body)
        start += step.minutes


def length(steps: tuple[b.PlanStep, ...]) -> int:
    """Return how many minutes the steps take together."""
    return sum(step.minutes for step in steps)
