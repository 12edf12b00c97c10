"""Decisions of the record: what a choice is worth, whether it can be one, what is still missing."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from elearn.document.course import ScenarioKey, StepKey
from elearn.document.questions import QuestionKey, QuestionKind, Verdict
from elearn.kernel.errors import BadInput
from elearn.learning import refusals
from elearn.learning.acts import Route, Status

DO_NOT_KNOW = "?"
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
    """The mark of the option with this key; of an `order` its place, of a `match` its row.

    `is_placed` says that there is nothing to leave out: each wrong one stands where a right one was due.
    """

    key: str
    mark: Mark
    is_placed: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a choice is worth: `is_right` is None on a scale, `verdict` the worst among the chosen.

    A part of an answer is explained, by `marks` and by how much of it was `found`; it is never worth
    a part of a point.
    """

    is_right: bool | None
    verdict: Verdict | None
    marks: tuple[OptionMark, ...]

    @property
    def found(self) -> int:
        """How many of the right options, places or rows were chosen."""
        return self._count(Mark.RIGHT)

    @property
    def sought(self) -> int:
        """How many right options, places or rows there were to be chosen."""
        placed = any(each.is_placed for each in self.marks)
        return self._count(Mark.RIGHT, Mark.MISSED, *((Mark.WRONG,) if placed else ()))

    @property
    def is_partly_right(self) -> bool:
        """Say whether something was found, and yet the answer is not right."""
        return self.is_right is False and self.found > 0

    def _count(self, *marks: Mark) -> int:
        return sum(each.mark in marks for each in self.marks)

    def mark(self, key: str) -> Mark | None:
        """Return the mark of one option, or None where it has none."""
        return next((each.mark for each in self.marks if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Completion:
    """How far someone is and what is still missing for the whole; units stand in course order.

    What another way than theirs would ask for is not missing: a declared reading stands for the
    units, a recorded workshop for everything.
    """

    status: Status
    missing: tuple[str, ...]
    needs_final_test: bool = False
    needs_reading: bool = False
    needs_workshop: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """What someone has reached apart from units; `is_final_held` belongs to the revision they are on.

    `has_tested_out`: the pass mark of the entry test was reached; `has_passed`: that of the final test;
    `has_declared`: the whole text was read, by their own word; `has_attended`: a trainer recorded it.
    """

    route: Route = Route.E_LEARNING
    is_final_held: bool = False
    has_tested_out: bool = False
    has_passed: bool = False
    has_declared: bool = False
    has_attended: bool = False


def judge(key: QuestionKey, choice: Sequence[str]) -> Judgement:
    """Judge a choice that `usable_choice` accepts, or none at all; marks stand in the order shown.

    No choice, and "I do not know yet", are not right wherever something is; all that was due is missed.
    """
    if not choice or tuple(choice) == (DO_NOT_KNOW,):
        return _judge_nothing(key)
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


def _judge_nothing(key: QuestionKey) -> Judgement:
    is_placed = key.kind in (QuestionKind.ORDER, QuestionKind.MATCH)
    marks = tuple(
        OptionMark(option.key, _mark(False, is_placed or option.is_right), is_placed)
        for option in key.options if option.text)
    return Judgement(None if key.kind is QuestionKind.SCALE else False, None, marks)


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
    marks = tuple(OptionMark(held, _mark(True, right_place.get(held) == place), is_placed=True)
                  for place, held in enumerate(choice))
    return Judgement(tuple(choice) == key.right_order, None, marks)


def _judge_match(key: QuestionKey, choice: Sequence[str]) -> Judgement:
    # Two right sides may carry the same words; either is then right for both of their rows.
    marks = []
    for pair in choice:
        left, _, right = pair.partition("=")
        is_right = key.option(left).counterpart == key.option(right).counterpart
        marks.append(OptionMark(left, _mark(True, is_right), is_placed=True))
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
    reached: Reached | None = None,
) -> Completion:
    """Say how far someone is and what is missing: the one place where a course is called complete.

    `required` holds the ids of the required units in course order, `complete` those that are done.
    Who has completed a course keeps it, whatever a later revision asks for. Where no final test is
    held, completion rests on the units alone (or on a recorded workshop).
    """
    if has_completed:
        return Completion(Status.COMPLETED, ())
    units = tuple(unit for unit in required if unit not in complete)
    found = _missing(units, reached or Reached(), Status.STARTED if has_started else Status.ENROLLED)
    is_all = not (found.missing or found.needs_final_test or found.needs_reading or found.needs_workshop)
    return Completion(Status.COMPLETED, ()) if has_started and is_all else found


def _missing(units: tuple[str, ...], reached: Reached, status: Status) -> Completion:
    if reached.route is Route.WORKSHOP:
        return Completion(status, (), needs_workshop=not reached.has_attended)
    if not reached.is_final_held:
        return Completion(status, units)
    if reached.route is Route.SELF_DIRECTED:
        return Completion(
            status, (), not reached.has_passed, needs_reading=not reached.has_declared)
    return Completion(status, () if reached.has_tested_out else units, not reached.has_passed)


def resume_at(units: Sequence[str], complete: Container[str], last_unit: str) -> str:
    """Return the unit to go on with: the last one worked on, else the next that is not complete.

    `units` holds every unit id in course order; when all are complete it is the last one worked on.
    """
    if last_unit not in units:
        return next((unit for unit in units if unit not in complete), units[0])
    place = units.index(last_unit)
    onward = (*units[place:], *units[:place])
    return next((unit for unit in onward if unit not in complete), last_unit)
