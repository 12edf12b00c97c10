"""The bones of a revision: which items each unit asks for, which units the course requires."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from elearn.document.blocks import OpenReflection, OpenScenario
from elearn.document.catalogue import Revision
from elearn.document.course import ScenarioKey
from elearn.document.questions import QuestionKey
from elearn.document.shapes import Shape, shape
from elearn.document.walk import OpenActing, items
from elearn.learning.attempts.states import TestName


class ItemKind(StrEnum):
    """What an item is; a unit that asks for nothing is itself the one thing to be read."""

    QUESTION = "question"
    SCENARIO = "scenario"
    REFLECTION = "reflection"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class ItemRule:
    """One item: where it is, what it is, and the key that belongs to it."""

    id: str
    unit_id: str
    kind: ItemKind
    question: QuestionKey | None = None
    scenario: ScenarioKey | None = None
    start: str = ""


@dataclass(frozen=True, slots=True)
class UnitRule:
    """What a unit asks: item ids in order, or its own id where it asks only to be read; its minutes."""

    id: str
    module_id: str
    required: tuple[str, ...]
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class ModuleRule:
    """A module, whether the course can be completed without it, and its units."""

    id: str
    is_elective: bool
    unit_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What a certificate prints of a revision: its title, its edition, the minutes of its tests."""

    title: str = ""
    edition: str = ""
    final_minutes: int = 0
    entry_minutes: int = 0


@dataclass(frozen=True)
class Outline:
    """All that the record needs to know about a revision; `shapes` says how each test is held in it."""

    revision_id: str
    lang: str
    modules: tuple[ModuleRule, ...]
    units: Mapping[str, UnitRule]
    items: Mapping[str, ItemRule]
    shapes: Mapping[TestName, Shape]
    named: Named = Named()

    @cached_property
    def required_units(self) -> tuple[str, ...]:
        """The units without which the course is not complete, in order."""
        return tuple(unit for module in self.modules if not module.is_elective
                     for unit in module.unit_ids)

    def unit_of(self, item_id: str) -> UnitRule | None:
        """Return the unit that asks for this item, or None where this revision has no such item."""
        item = self.items.get(item_id)
        return self.units[item.unit_id] if item else None


_known: dict[str, Outline] = {}
_KEPT = 64


def known_outline(revision_id: str) -> Outline | None:
    """Return the outline of a revision where it has been worked out already."""
    return _known.get(revision_id)


def outline_of(revision: Revision) -> Outline:
    """Return the outline of a revision, worked out once for each id."""
    found = _known.get(revision.id)
    if found is None:
        if len(_known) >= _KEPT:
            _known.pop(next(iter(_known)))
        found = _known[revision.id] = _outline(revision)
    return found


def _outline(revision: Revision) -> Outline:
    rules = {
        rule.id: rule
        for module in revision.open.modules for unit in module.units
        for rule in _item_rules(revision, unit.id, items(unit))
    }
    asked: dict[str, list[str]] = {}
    for rule in rules.values():
        asked.setdefault(rule.unit_id, []).append(rule.id)
    shapes = {test: shape(revision.bank, revision.course.rules.test_of(test), test) for test in TestName}
    return Outline(
        revision_id=revision.id,
        lang=revision.lang,
        modules=tuple(
            ModuleRule(module.id, module.is_elective, tuple(unit.id for unit in module.units))
            for module in revision.open.modules),
        units={unit.id: UnitRule(unit.id, module.id, tuple(asked[unit.id]), unit.minutes)
               for module in revision.open.modules for unit in module.units},
        items=rules,
        shapes=shapes,
        named=_named(revision, shapes[TestName.FINAL].is_held),
    )


def _named(revision: Revision, is_final_held: bool) -> Named:
    header, rules = revision.course.header, revision.course.rules
    # A test that its bank cannot fill is not held, so that it takes nobody's time.
    return Named(header.title, header.edition, rules.final_test.minutes if is_final_held else 0,
                 rules.entry_test.minutes)


def _item_rules(revision: Revision, unit_id: str, acting: tuple[OpenActing, ...]) -> list[ItemRule]:
    if not acting:
        return [ItemRule(unit_id, unit_id, ItemKind.UNIT)]
    return [_item_rule(revision, unit_id, item) for item in acting]


def _item_rule(revision: Revision, unit_id: str, item: OpenActing) -> ItemRule:
    answers = revision.self_study.answers
    if isinstance(item, OpenReflection):
        return ItemRule(item.id, unit_id, ItemKind.REFLECTION)
    if isinstance(item, OpenScenario):
        return ItemRule(item.id, unit_id, ItemKind.SCENARIO, start=item.steps[0].id,
                        scenario=answers.scenarios[item.id])
    return ItemRule(item.id, unit_id, ItemKind.QUESTION, question=answers.questions[item.id])
