"""Checks on scenarios: every step can be reached, every way ends, every ending gives reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from elearn.document.blocks import Scenario, Step
from elearn.document.problems import Problem
from elearn.source.review import Review

MOST_DEEP = 5
MOST_ENDINGS = 3
STEPS = range(4, 13)


def check_scenarios(review: Review) -> Iterator[Problem]:
    """Yield what is wrong with the ways through each scenario."""
    for scenario in review.found(Scenario):
        steps = {step.id: step for step in scenario.steps}
        for step in scenario.steps:
            yield from _step_findings(review, step)
        if scenario.steps:
            yield from _way_findings(review, scenario, steps)
        yield from _size_findings(review, scenario)


def _step_findings(review: Review, step: Step) -> Iterator[Problem]:
    if step.ending is None and not step.choices:
        yield review.problem("step-without-exit", step.id, f"{step.id} has no choice; add choices, or "
                             "ending= and a debrief")
    if step.ending is not None and step.choices:
        yield review.problem("step-after-ending", step.id, f"{step.id} is an ending; take its choices out, "
                             "or its ending=")
    if step.ending is not None and step.debrief is None:
        yield review.problem("ending-without-debrief", step.id, f"the ending {step.id} has no debrief")


def _way_findings(review: Review, scenario: Scenario, steps: Mapping[str, Step]) -> Iterator[Problem]:
    reached = set(_reachable(scenario.steps[0].id, steps))
    for step in scenario.steps:
        if step.id not in reached:
            yield review.problem("step-unreachable", step.id, f"no choice leads to {step.id}")
    for step in scenario.steps:
        if _comes_back(step, steps):
            yield review.problem("step-loop", step.id, f"from {step.id} a reader can come back to it")
    decisions = longest_way(scenario, lambda step: 1 if step.choices else 0)
    if decisions > MOST_DEEP:
        yield review.problem("scenario-deep", scenario.id, f"the longest way takes {decisions} decisions; "
                             f"at most {MOST_DEEP}")


def _reachable(start: str, steps: Mapping[str, Step]) -> Iterator[str]:
    waiting, seen = [start], set()
    while waiting:
        id_ = waiting.pop()
        if id_ in steps and id_ not in seen:
            seen.add(id_)
            yield id_
            waiting.extend(choice.target for choice in steps[id_].choices)


def _comes_back(step: Step, steps: Mapping[str, Step]) -> bool:
    return any(step.id in _reachable(choice.target, steps) for choice in step.choices)


def longest_way(scenario: Scenario, weigh: Callable[[Step], int]) -> int:
    """Return the greatest sum of `weigh` over the steps of one way through; a loop is gone round once."""
    steps = {step.id: step for step in scenario.steps}
    known: dict[str, int] = {}

    def longest(id_: str) -> int:
        if id_ not in known:
            known[id_] = 0
            known[id_] = weigh(steps[id_]) + max(
                (longest(choice.target) for choice in steps[id_].choices if choice.target in steps),
                default=0)
        return known[id_]

    return longest(scenario.steps[0].id) if scenario.steps else 0


def _size_findings(review: Review, scenario: Scenario) -> Iterator[Problem]:
    endings = [step for step in scenario.steps if step.ending is not None]
    if len(endings) > MOST_ENDINGS:
        yield review.problem("scenario-endings", scenario.id,
                             f"{len(endings)} endings; at most {MOST_ENDINGS}")
    if len(scenario.steps) not in STEPS:
        yield review.problem("scenario-steps", scenario.id, f"{len(scenario.steps)} steps; a scenario has "
                             f"{STEPS[0]} to {STEPS[-1]}")
    cited = {frozenset(step.debrief.cites) for step in endings if step.debrief is not None}
    if len(cited) > 1:
        yield review.problem("ending-debrief-differs", scenario.id, "every ending debriefs the same "
                             "paragraphs; let the cites= of the debriefs agree")
