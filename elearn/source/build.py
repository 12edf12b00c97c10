"""Raw blocks into the typed tree: one builder for each shape of block in the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from elearn.source import exercises, forms, furniture
from elearn.source.attributes import attributes
from elearn.source.blocks import FILES, rule_in, rules_of
from elearn.source.draft import Draft
from elearn.source.prose import prose
from elearn.source.reading import Reading
from elearn.source.scan import RawBlock, RawPart, RawRun

BUILDERS: Mapping[str, Callable[[Draft], Any]] = {
    "case": furniture.case,
    "question": exercises.question,
    "scenario": exercises.scenario,
    "step": exercises.step,
    "plan-step": furniture.plan_step,
    "agenda-step": furniture.plan_step,
    "debrief": exercises.debrief,
    "session-debrief": exercises.debrief,
    "reflection": exercises.reflection,
    "model": exercises.model,
    "trainer": furniture.trainer,
    "session": furniture.session,
    "agenda": furniture.agenda,
    "checklist": furniture.checklist,
    "form": forms.form,
    "field": forms.field,
    "figure": furniture.figure,
    "aside": furniture.aside,
    "tip": furniture.tip,
    "only": furniture.only,
    "slot": furniture.slot,
    "take-away": furniture.take_away,
}


def body(parts: Sequence[RawPart], parent: str, reading: Reading) -> tuple[Any, ...]:
    """Return the nodes of `parts` as they stand in `parent` (a kind of block or file); report problems."""
    found: list[Any] = []
    for part in parts:
        if isinstance(part, RawRun):
            found.extend(prose(part.lines, reading))
        elif isinstance(part, RawBlock) and (built := _block(part, parent, reading)) is not None:
            found.append(built)
    return tuple(found)


def _block(raw: RawBlock, parent: str, reading: Reading) -> Any | None:
    """Return one block as a node, or None (and a problem) where it may not stand in `parent`."""
    rule = rule_in(raw.name, parent)
    if rule is None:
        if rules_of(raw.name):
            reading.problem(raw.line, "wrong-place", _wrong_place(raw, parent))
        return None

    def read(parts: Sequence[RawPart], kind: str) -> tuple[Any, ...]:
        return body(parts, kind, reading)

    return BUILDERS[rule.kind](Draft(raw, attributes(raw, rule, reading), parent, reading, read))


def _wrong_place(raw: RawBlock, parent: str) -> str:
    where = FILES.get(parent, f"“{parent}”")
    homes = dict.fromkeys(home for rule in rules_of(raw.name) for home in rule.parents)
    named = ", ".join(FILES.get(home, f"“{home}”") for home in homes)
    return f"“{raw.name}” cannot stand in {where}, only in {named}; perhaps a block above is not closed"
