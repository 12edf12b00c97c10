"""Decisions of the record: what a choice is worth, whether it can be one, what is still missing."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from elearn.document.course import ScenarioKey, StepKey
from elearn.document.questions import QuestionKey, QuestionKind, Verdict
from elearn.kernel.errors import BadInput
from elearn.learning import refusals
from elearn.learning.acts import Status

_WORST_FIRST = (Verdict.BREACH, Verdict.RISKY, Verdict.DEFENSIBLE, Verdict.SOUND)
_EXACTLY_ONE = (QuestionKind.ONE, QuestionKind.SCALE)


class Mark(StrEnum):
    """How one option or row fared.

    `chosen` and `left` say only what was done, where nothing is right or wrong about it.
    """

    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"
    LEFT = "left"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class OptionMark:
    """The mark of the option with this key; of an `order` its place, of a `match` its row."""

    key: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a choice is worth: `is_right` is None on a scale, `verdict` the worst among the chosen."""

    is_right: bool | None
    verdict: Verdict | None
    marks: tuple[OptionMark, ...]

    def mark(self, key: str) -> Mark | None:
        """Return the mark of one option, or None where it has none."""
        return next((each.mark for each in self.marks if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Completion:
    """How far someone is, and the units still missing for the whole, in course order."""

    status: Status
    missing: tuple[str, ...]


def judge(key: QuestionKey, choice: Sequence[str]) -> Judgement:
    """Judge a choice that `usable_choice` accepts; marks stand in the order shown."""
    if key.kind is QuestionKind.ORDER:
        return _judge_order(key, choice)
    if key.kind is QuestionKind.MATCH:
        return _judge_match(key, choice)
    chosen = frozenset(choice)
    verdict = worst(option.verdict for option in key.options if option.key in chosen)
    if key.kind is QuestionKind.SCALE:
        marks = tuple(OptionMark(option.key, Mark.CHOSEN if option.key in chosen else Mark.LEFT)
                      for option in key.options)
        return Judgement(None, verdict, marks)
    marks = tuple(OptionMark(option.key, _mark(option.key in chosen, option.is_right))
                  for option in key.options)
    if key.kind is QuestionKind.ONE:
        return Judgement(any(each.mark is Mark.RIGHT for each in marks), verdict, marks)
    return Judgement(_all_good(marks), verdict, marks)


def worst(verdicts: Iterable[Verdict | None]) -> Verdict | None:
    """Return the gravest of the verdicts, or None where there is none."""
    held = set(verdicts)
    return next((verdict for verdict in _WORST_FIRST if verdict in held), None)


def _mark(is_chosen: bool, is_right: bool) -> Mark:
    if is_chosen:
        return Mark.RIGHT if is_right else Mark.WRONG
    return Mark.MISSED if is_right else Mark.LEFT


def _all_good(marks: Iterable[OptionMark]) -> bool:
    return all(each.mark in (Mark.RIGHT, Mark.LEFT) for each in marks)


def _judge_order(key: QuestionKey, choice: Sequence[str]) -> Judgement:
    right_place = {held: place for place, held in enumerate(key.right_order)}
    marks = tuple(OptionMark(held, _mark(True, right_place.get(held) == place))
                  for place, held in enumerate(choice))
    return Judgement(tuple(choice) == key.right_order, None, marks)


def _judge_match(key: QuestionKey, choice: Sequence[str]) -> Judgement:
    # Two right sides may carry the same words; either is then right for both of their rows.
    marks = []
    for pair in choice:
        left, _, right = pair.partition("=")
        is_right = key.option(left).counterpart == key.option(right).counterpart
        marks.append(OptionMark(left, _mark(True, is_right)))
    return Judgement(_all_good(marks), None, tuple(marks))


def usable_choice(key: QuestionKey, choice: Sequence[str]) -> tuple[str, ...]:
    """Return the choice in one fixed order, so that equal choices are equal values.

    Raise BadInput where it is not a whole answer to this kind of question.
    """
    shown = [option.key for option in key.options if option.text]
    if key.kind is QuestionKind.ORDER:
        _require(sorted(choice) == sorted(shown), refusals.PLACE_EVERY_LINE)
        return tuple(choice)
    if key.kind is QuestionKind.MATCH:
        return _usable_pairs(key, choice, shown)
    chosen = tuple(held for held in shown if held in choice)
    _require(len(chosen) == len(choice), refusals.NO_SUCH_OPTION)
    if key.kind in _EXACTLY_ONE:
        _require(len(chosen) == 1, refusals.CHOOSE_ONE)
    _require(bool(chosen), refusals.CHOOSE_SOME)
    return chosen


def _usable_pairs(key: QuestionKey, choice: Sequence[str], shown: list[str]) -> tuple[str, ...]:
    pairs = dict(pair.split("=", 1) for pair in choice if "=" in pair)
    _require(len(pairs) == len(choice) and sorted(pairs) == sorted(shown),
             refusals.MATCH_EVERY_LINE)
    _require(set(pairs.values()) <= set(key.counterparts),
             refusals.NO_SUCH_OPTION)
    return tuple(f"{left}={pairs[left]}" for left in shown)


def _require(is_met: bool, message: str) -> None:
    if not is_met:
        raise BadInput(message)


def step_reached(scenario: ScenarioKey, start: str, path: Sequence[str]) -> StepKey | None:
    """Return the step at which the choices of `path` arrive, or None where they lead nowhere.

    A path that another revision allowed may lead nowhere in this one.
    """
    step = scenario.steps.get(start)
    for taken in path:
        step_id, _, key = taken.partition(":")
        if step is None or step.id != step_id:
            return None
        target = next((choice.target for choice in step.choices if choice.key == key), "")
        step = scenario.steps.get(target)
    return step


def path_after(
    scenario: ScenarioKey, start: str, path: Sequence[str], taken: str,
) -> tuple[str, ...] | None:
    """Return the path lengthened by one choice (`step-id:key`), or None where it cannot follow.

    A path that leads nowhere in this revision gives way to a new one from the start.
    """
    begun = tuple(path) if step_reached(scenario, start, path) else ()
    here = step_reached(scenario, start, begun)
    if here is None or here.id != taken.partition(":")[0]:
        return None
    longer = (*begun, taken)
    return longer if step_reached(scenario, start, longer) else None


def has_ended(scenario: ScenarioKey, start: str, path: Sequence[str]) -> bool:
    """Say whether the choices of `path` reach an ending."""
    step = step_reached(scenario, start, path)
    return step is not None and step.ending is not None


def completion(
    required: Sequence[str], complete: Container[str], *, has_started: bool, has_completed: bool,
) -> Completion:
    """Say how far someone is and what is missing: the one place where a course is called complete.

    `required` holds the ids of the required units in course order, `complete` those that are done.
    Who has completed a course keeps it, whatever a later revision asks for.
    """
    missing = tuple(unit for unit in required if unit not in complete)
    if has_completed or (has_started and not missing):
        return Completion(Status.COMPLETED, ())
    return Completion(Status.STARTED if has_started else Status.ENROLLED, missing)


def resume_at(units: Sequence[str], complete: Container[str], last_unit: str) -> str:
    """Return the unit to go on with: the last one worked on, else the next that is not complete.

    `units` holds every unit id in course order; when all are complete it is the last one worked on.
    """
    if last_unit not in units:
        return next((unit for unit in units if unit not in complete), units[0])
    place = units.index(last_unit)
    onward = (*units[place:], *units[:place])
    return next((unit for unit in onward if unit not in complete), last_unit)
