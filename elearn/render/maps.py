"""The map of a scenario: where its paragraphs stand, and the ways between them, as shapes and as words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from elearn.document import blocks as b
from elearn.document.questions import Verdict
from elearn.render.numbering import letter

_COLUMN, _ROW, _RADIUS = 120, 96, 19
_LETTER_AT = 0.3


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph on the map: its middle in units of the drawing; `ending` is None on the way."""

    step: str
    number: int
    x: float
    y: float
    ending: Verdict | None


@dataclass(frozen=True, slots=True)
class Way:
    """A choice on the map: the path of its line, and the place of its letter."""

    sign: str
    verdict: Verdict
    target: int
    target_id: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class StoryMap:
    """A drawing of `width` by `height`; `ways` holds the choices of each paragraph, in the order of spots.

    Everything is measured from the inline start: in a page set from right to left the drawing is mirrored.
    """

    width: int
    height: int
    spots: tuple[Spot, ...]
    ways: tuple[tuple[Way, ...], ...]


def story_map(scenario: b.Scenario, numbers: Mapping[str, int]) -> StoryMap:
    """Lay a scenario out from its first paragraph downwards, its endings on the last row."""
    rows = _rows(scenario)
    widest = max(len(row) for row in rows)
    width = max(3, widest) * _COLUMN
    places = {
        step.id: (width * (place + 0.5) / len(row), _ROW * (depth + 0.5))
        for depth, row in enumerate(rows) for place, step in enumerate(row)}
    ordered = [step for row in rows for step in row]
    spots = tuple(Spot(s.id, numbers.get(s.id, 0), *places[s.id], s.ending) for s in ordered)
    ways = tuple(tuple(_ways(step, places, numbers)) for step in ordered)
    return StoryMap(width, len(rows) * _ROW, spots, ways)


def _rows(scenario: b.Scenario) -> list[list[b.Step]]:
    """Return the paragraphs by how many choices lead to them at the most; endings come last."""
    steps = {step.id: step for step in scenario.steps}
    depth = {scenario.steps[0].id: 0}
    # As many rounds as there are paragraphs settle every depth, and end where a story goes in a circle.
    for _ in steps:
        for step in scenario.steps:
            for choice in step.choices:
                if step.id in depth and choice.target in steps:
                    depth[choice.target] = min(
                        max(depth.get(choice.target, 0), depth[step.id] + 1), len(steps))
    on_the_way = [step for step in scenario.steps if step.ending is None]
    levels = sorted({depth.get(step.id, 0) for step in on_the_way})
    rows = [[step for step in on_the_way if depth.get(step.id, 0) == level] for level in levels]
    endings = [step for step in scenario.steps if step.ending is not None]
    return [*rows, endings] if endings else rows


def _ways(step: b.Step, places: Mapping[str, tuple[float, float]], numbers: Mapping[str, int]) -> list[Way]:
    made = []
    for place, choice in enumerate(step.choices, start=1):
        (x1, y1), (x2, y2) = places[step.id], places[choice.target]
        # Choices of one paragraph leave it side by side, so that two with one target stay two lines.
        shift = (place - (len(step.choices) + 1) / 2) * 22
        bend = (x1 + x2) / 2 + shift * 2.2, (y1 + y2) / 2
        start, end = (x1 + shift * 0.45, y1 + _RADIUS), (x2 + shift * 0.45, y2 - _RADIUS - 3)
        path = f"M{start[0]:.0f} {start[1]:.0f} Q{bend[0]:.0f} {bend[1]:.0f} {end[0]:.0f} {end[1]:.0f}"
        x, y = _along(start, bend, end)
        made.append(Way(letter(place), choice.verdict, numbers.get(choice.target, 0), choice.target, path,
                        x, y))
    return made


def _along(start: tuple[float, float], bend: tuple[float, float], end: tuple[float,
                                                                             float]) -> tuple[float, float]:
    """Return the place of a letter on a bent line, nearer to where it begins."""
    t, u = _LETTER_AT, 1 - _LETTER_AT
    return (round(u * u * start[0] + 2 * u * t * bend[0] + t * t * end[0], 1),
            round(u * u * start[1] + 2 * u * t * bend[1] + t * t * end[1], 1))
